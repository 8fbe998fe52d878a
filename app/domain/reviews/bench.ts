import type { Answers, Level, PolicyTable, Rubric, Taxonomy } from '#app/rubric/index.ts'
import type { KeptAssessment } from './assessment.ts'
import type { Scores } from './scores.ts'
import type { ReviewView } from './views.ts'

/** Everything the scoring bench shows. With the rubric in hand the browser computes what the server would. */
export type Bench = {
  review: ReviewView
  rubric: Rubric
  taxonomy: Taxonomy
  table: PolicyTable
  answers: Answers
  /** Version per question, for the answers a reviewer gives. */
  versions: Readonly<Record<string, number>>
  given: Answers
  scores: Scores
  scorer: string | null
  lockedAt: string | null
  /** The round before: its scores, and the answers as they were submitted. */
  before: { round: number; scores: Scores; answers: Answers } | null
  /** What the engine said when the scores of this round were locked. */
  kept: (KeptAssessment & { sha256: string; computedAt: string }) | null
  /** Up to which level the person at the bench may accept. */
  line: Level
}

/** A form of the bench that was refused: why, what was typed in it, and what stands where somebody was faster. */
export type RefusedAtBench = {
  act: string
  /** The harm, safeguard or question it was about. */
  about: string
  message: string
  fields: Readonly<Record<string, string>>
  typed: Readonly<Record<string, string>>
  standing: StandingAtBench | null
}

/** What stands on the server: the version that the next change must name, and its content. */
export type StandingAtBench = { version: number; theirs: unknown }
