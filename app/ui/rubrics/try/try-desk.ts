import { readAnswer, typedIn } from '#app/domain/reviews/answer-form.ts'
import { harmChoices } from '#app/domain/reviews/harm-choices.ts'
import type { AnswerInput } from '#app/domain/reviews/schemas.ts'
import type { Answer, Answers } from '#app/rubric/answers.ts'
import type { CompiledRubric } from '#app/rubric/compile.ts'
import { type PublicQuestion, type PublicSection, publicSection } from '#app/rubric/public.ts'
import type { Given } from '#app/rubric/rubric.ts'
import { Autosave } from '#app/ui/reviews/autosave/autosave.ts'
import { browserTimers } from '#app/ui/reviews/autosave/backoff.ts'
import type { Desk } from '#app/ui/reviews/questions/desk.ts'
import { SectionStore } from '#app/ui/reviews/questions/section-store.ts'

/** The section that holds the facts handed in from elsewhere. No section of a rubric can be called so. */
export const GIVEN_SECTION = '(given)'

export type TryDesk = Desk & {
  sections: readonly PublicSection[]
  /** Everything that is answered now, given facts among it; another object after each change. */
  all: () => Answers
  subscribe: (listener: () => void) => () => void
}

/**
 * A desk that keeps its answers to itself: the fields of the questionnaire work on it as they do on a review, but nothing is sent and
 * nothing is stored. Facts that a review would be given are questions here.
 * @param start the answers it begins with
 */
export function createTryDesk(compiled: CompiledRubric, start: Answers): TryDesk {
  const sections = sectionsOf(compiled)
  const store = new SectionStore({ sections, needs: [], given: {} }, start as Record<string, AnswerInput>)
  let all: Answers = { ...start }
  const listeners = new Set<() => void>()
  const put = (id: string, answer: AnswerInput) => {
    const { [id]: _, ...others } = all
    all = answer.state === 'blank' ? others : { ...others, [id]: answer as Answer }
    store.set(id, answer)
    for (const listener of listeners) listener()
  }
  let version = 0
  const autosave = new Autosave({
    // What a review would send to the server is done with here.
    send: () => Promise.resolve({ is: 'saved', version: ++version, savedAt: '' }),
    ...browserTimers,
    isOnline: () => true,
    check: (id, answer) => store.check(id, answer),
  })
  return {
    store,
    autosave,
    keyOf: (id) => id,
    changed: (form, question, typing) => {
      const answer = readAnswer(question, question.id, typedIn(new FormData(form)))
      put(question.id, answer)
      autosave.edit(question.id, answer, typing)
    },
    harms: harmChoices(compiled),
    people: [],
    personId: '',
    timeZone: 'UTC',
    reviewId: '',
    sections,
    all: () => all,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function sectionsOf({ rubric }: CompiledRubric): PublicSection[] {
  const given = (rubric.given ?? []).map(asQuestion)
  const own = rubric.sections.map(publicSection).map((section) => ({
    ...section,
    questions: section.questions.map(withHarmColumn),
  }))
  return given.length > 0
    ? [{ id: GIVEN_SECTION, title: 'Given facts', intro: GIVEN_INTRO, questions: given }, ...own]
    : own
}

const GIVEN_INTRO = 'A review is handed these from elsewhere, such as the triage; nobody is asked them again.'

/** A given fact as a question. Without a list of words it is whatever text is written. */
function asQuestion({ id, kind, text, values }: Given): PublicQuestion {
  const chosen = kind === 'single' || kind === 'multi'
  return {
    ...{ id, text, help: GIVEN_INTRO, example: id, kind: chosen && !values ? 'text' : kind },
    ...(chosen && values ? { options: values.map((value) => ({ value, label: value.replaceAll('_', ' ') })) } : {}),
    ...{ answered_by: 'submitter', sensitivity: 'normal', required: false, gate: false },
    ...{ allow_unknown: true, allow_na: false, refs: [] },
  }
}

/** At the bench a table may have one row for each harm; here the harm of a row is chosen. */
const withHarmColumn = (question: PublicQuestion): PublicQuestion =>
  question.rows === 'harms' && !question.columns?.some(({ id }) => id === 'harm')
    ? { ...question, columns: [{ id: 'harm', label: 'Harm', kind: 'harm' }, ...(question.columns ?? [])] }
    : question
