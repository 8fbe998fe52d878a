import type { WordKind } from '#app/platform/audit/event.ts'
import { type AnswerValue, answerText, type CompiledRubric, type Question } from '#app/rubric/index.ts'
import { TRIAGE_PREFIX } from './answer-row.ts'
import { dayWords } from './calendar.ts'

export type Spoken = {
  triage: CompiledRubric
  full: CompiledRubric
  /** Versions that the review was on before it moved. */
  before: readonly CompiledRubric[]
  /** Safeguards by id, as the submitter named them. */
  safeguards: ReadonlyMap<string, string>
}

/** What the codes in a review's history mean, by the rubric versions it is pinned to. */
export function wordIn(spoken: Spoken, kind: WordKind, code: string, of = ''): string {
  switch (kind) {
    case 'question':
      return questionIn(spoken, code)?.text ?? code
    case 'value':
      return valueWords(spoken, questionIn(spoken, of), code)
    case 'harm':
      return harmWords(spoken, code)
    case 'safeguard':
      return spoken.safeguards.get(code) ?? code
    case 'rubric':
      return [spoken.triage, spoken.full].find(({ rubric }) => rubric.key === code)?.rubric.title ?? code
    case 'day':
      return dayWords(code)
  }
}

function questionIn({ triage, full, before }: Spoken, key: string): Question | undefined {
  const [now, id] = key.startsWith(TRIAGE_PREFIX) ? [triage, key.slice(TRIAGE_PREFIX.length)] : [full, key]
  const earlier = before.filter(({ rubric }) => rubric.key === now.rubric.key)
  return [now, ...earlier].find(({ byId }) => byId.has(id))?.byId.get(id)?.question
}

const harmWords = ({ full }: Spoken, code: string): string => {
  const name = full.taxonomy.harms.find((harm) => harm.code === code)?.name
  return name ? `${code} ${name}` : code
}

/** Codes of several choices stand in one text, as the log keeps them. */
function valueWords(spoken: Spoken, question: Question | undefined, code: string): string {
  const codes = code.split(', ')
  if (question?.kind === 'harms') return codes.map((one) => harmWords(spoken, one)).join(', ')
  if (!question || !CODED.has(question.kind)) return code
  const value: AnswerValue = question.kind === 'multi' ? codes : code
  return answerText(question, { state: 'answered', value })
}

const CODED: ReadonlySet<Question['kind']> = new Set([
  'yes_no',
  'single',
  'multi',
  'scale',
  'number',
  'probability',
] as const)
