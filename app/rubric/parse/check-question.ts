import { isReserved } from '../condition.ts'
import type { QuestionPlace } from '../places.ts'
import type { AnswerKind, Question } from '../rubric.ts'
import type { Findings } from './findings.ts'

/** Keys that some kinds of question need and no other may have. */
const NEEDED: readonly { key: 'options' | 'anchors' | 'columns' | 'rows'; kinds: AnswerKind[]; remedy: string }[] = [
  { key: 'options', kinds: ['single', 'multi'], remedy: 'Give options to single and multi questions only.' },
  { key: 'anchors', kinds: ['scale'], remedy: 'Give five anchors to a scale question, and only there.' },
  { key: 'columns', kinds: ['grid'], remedy: 'Give columns to a grid question, and only there.' },
  { key: 'rows', kinds: ['grid'], remedy: 'Say rows: free or rows: harms on a grid question, and only there.' },
]

/** Keys that some kinds of question may have, and no other. */
const POSSIBLE: readonly {
  key: 'min' | 'max' | 'unit' | 'integer' | 'max_length' | 'min_rows'
  kinds: AnswerKind[]
}[] = [
  { key: 'min', kinds: ['number'] },
  { key: 'max', kinds: ['number'] },
  { key: 'unit', kinds: ['number'] },
  { key: 'integer', kinds: ['number'] },
  { key: 'max_length', kinds: ['text', 'person'] },
  { key: 'min_rows', kinds: ['grid'] },
]

/** A question has what its kind needs, nothing its kind does not know, and options that can be told apart. */
export function checkQuestion({ question, path }: QuestionPlace, findings: Findings): void {
  const { kind } = question
  for (const { key, kinds, remedy } of NEEDED) {
    const has = question[key] !== undefined
    if (!has && kinds.includes(kind))
      findings.report('missing-key', `${path}.${key}`, `a ${kind} question needs ${key}.`, remedy)
    // A yes/no question may carry effects on its two fixed options.
    if (has && !kinds.includes(kind) && !(key === 'options' && kind === 'yes_no'))
      findings.report('key-without-use', `${path}.${key}`, withoutUse(key, kind), remedy)
  }
  for (const { key, kinds } of POSSIBLE)
    if (question[key] !== undefined && !kinds.includes(kind))
      findings.report(
        'key-without-use',
        `${path}.${key}`,
        withoutUse(key, kind),
        `It belongs to ${kinds.join(' and ')} questions.`,
      )
  checkOptions(question, path, findings)
  if (question.min !== undefined && question.max !== undefined && question.min > question.max)
    findings.report('empty-range', `${path}.min`, 'min is above max.')
}

const withoutUse = (key: string, kind: AnswerKind): string => `${key} has no meaning on a ${kind} question.`

function checkOptions({ kind, options }: Question, path: string, findings: Findings): void {
  const seen = new Set<string>()
  options?.forEach(({ value }, i) => {
    const at = `${path}.options[${i}]`
    if (seen.has(value)) findings.report('duplicate-option', at, `the option ${value} stands twice.`)
    if (isReserved(value))
      findings.report('reserved-value', `${at}.value`, `${value} is a state of every question, not an option.`)
    if (kind === 'yes_no' && value !== 'yes' && value !== 'no')
      findings.report(
        'yes-no-options',
        `${at}.value`,
        'a yes_no question has the options yes and no.',
        'Use a single question for other options.',
      )
    seen.add(value)
  })
  if (kind === 'yes_no' && options && seen.size !== 2)
    findings.report('yes-no-options', `${path}.options`, 'a yes_no question with options lists both yes and no.')
}
