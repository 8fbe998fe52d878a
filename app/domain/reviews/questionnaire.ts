import type { Answer, PublicQuestion, RubricPart, Tier } from '#app/rubric/index.ts'
import type { NewerVersion, Reconfirmation } from './move.ts'
import type { ReviewState } from './review.ts'
import type { SectionTask } from './section-state.ts'

/** What the pages of a questionnaire show, as it is sent to the browser: never the score key. */

export type HarmChoices = { code: string; name: string; harms: { code: string; name: string; description: string }[] }[]

/** Asked for again by a reviewer. */
export type Reopening = {
  note: string
  by: string
  at: string
  /** Question id → what is asked. */
  questions: Record<string, string>
  /** Those that somebody has answered since. */
  answeredSince: string[]
}

export type QuestionnaireHead = {
  reviewId: string
  code: string
  title: string
  state: ReviewState
  tier: Tier | null
  round: number
  team: string
  submitter: string
  dueOn: string | null
  teamTimeZone: string
  mayAnswer: boolean
  maySubmit: boolean
  /** Versions in force that the review may move to. */
  newer: NewerVersion[]
  /** It moved between versions, and that can still be taken back. */
  moved: boolean
  /** How many answers moves between versions left behind; they can be read on a page of their own. */
  archived: number
  /** Who is reading, so that a page never sends or keeps what somebody else typed. */
  person: { id: string; timeZone: string }
}

export type TasksView = QuestionnaireHead & { tasks: SectionTask[]; reopening: Reopening | null }

/** A set of questions to answer on one page. */
export type QuestionSet = {
  part: RubricPart
  /** Question id → what is stored, hidden answers included. */
  answers: Record<string, Answer>
  versions: Record<string, number>
  /** Question id → an answer that somebody has to stand by again. */
  reconfirm: Record<string, Reconfirmation>
  /** Question id → an answer that no longer fits, in words. The question is to be answered anew. */
  unfit: Record<string, string>
  /** Question ids that cannot be changed now. */
  closed: string[]
  harms: HarmChoices
  people: string[]
}

export type SectionView = TasksView & QuestionSet & { previous: SectionTask | null; next: SectionTask | null }

/** Every question a submitter sees, with its answer, section by section. */
export type CheckView = TasksView & {
  sections: {
    id: string
    title: string
    questions: { question: PublicQuestion; answer: Answer | null; closed: boolean }[]
  }[]
  /** Question id → what is still needed. */
  open: Record<string, string>
  /** Answers that are asked for evidence and have none. */
  unproven: string[]
}

export type TriageView = QuestionnaireHead &
  QuestionSet & {
    titles: Record<Tier, { title: string; next: string; days: number }>
    because: string | null
    byRule: Tier | null
    late: boolean
    launchOn: string
    auditSample: boolean
    mayRaise: boolean
    open: Record<string, string>
  }
