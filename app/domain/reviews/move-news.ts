import type { ChangeKind } from '#app/rubric/diff/kinds.ts'
import { diffRubrics } from '#app/rubric/diff.ts'
import type { CompiledRubric } from '#app/rubric/index.ts'
import type { QuestionNews } from './move-desk.ts'

/** What differs between two versions for whoever answers: by the words of the questions, and without anything of the score key. */
export function newsFor(from: CompiledRubric, to: CompiledRubric): QuestionNews {
  const changes = diffRubrics(from, to)
  const about = new Set(changes.filter(({ kind }) => FELT.has(kind)).map(({ id }) => id))
  const asked = (rubric: CompiledRubric) =>
    rubric.questions.map(({ question }) => question).filter((question) => question.answered_by === 'submitter')
  const both = asked(to).flatMap((now) => {
    const before = from.byId.get(now.id)?.question
    return before ? [{ now, before }] : []
  })
  const reworded = both.filter(({ now, before }) => now.text !== before.text)
  return {
    added: asked(to)
      .filter(({ id }) => !from.byId.has(id))
      .map(({ text }) => text),
    gone: asked(from)
      .filter(({ id }) => !to.byId.has(id))
      .map(({ text }) => text),
    reworded: reworded.map(({ now, before }) => ({ before: before.text, after: now.text })),
    changed: both.filter(({ now, before }) => about.has(now.id) && now.text === before.text).map(({ now }) => now.text),
  }
}

/** Changes of a question that somebody who answers it can see. */
const FELT: ReadonlySet<ChangeKind> = new Set<ChangeKind>([
  'wording',
  'question-kind-changed',
  'option-added',
  'option-removed',
  'option-renamed',
  'limits-narrowed',
  'limits-widened',
  'unknown-refused',
  'unknown-allowed',
  'na-refused',
  'na-allowed',
  'required-changed',
  'rows-asked-changed',
  'evidence-asked',
])
