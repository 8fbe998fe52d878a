import type { Answer, AnswerValue } from '../answers.ts'
import type { Test } from '../condition.ts'
import { compileTest } from '../predicate.ts'
import { choicesOf, type Given, type Question } from '../rubric.ts'

/** An answer that stands for all those that some tests cannot tell from it; undefined is blank. */
export type AnswerClass = Answer | undefined

const MOST_CHOICES = 10

/**
 * The answers to a question or given fact as some tests see them: one for each way in which the tests can come out together.
 * @returns undefined where they cannot be listed; then nothing is claimed about them
 */
export function answerClasses(asked: Question | Given, tests: readonly Test[]): AnswerClass[] | undefined {
  const values = valuesOf(asked, tests)
  if (!values) return undefined
  const { allow_unknown = true, allow_na = true } = asked as Partial<Question>
  const candidates: AnswerClass[] = [
    ...values.map((value): Answer => ({ state: 'answered', value })),
    undefined,
    ...(allow_unknown ? [{ state: 'unknown' } as const] : []),
    ...(allow_na ? [{ state: 'n_a', reason: '' } as const] : []),
  ]
  const checks = tests.map(compileTest)
  const classes = new Map<string, AnswerClass>()
  for (const answer of candidates) {
    const seen = checks.map((holds) => (holds(answer) ? '1' : '0')).join('')
    // An unknown may count as more than it says, so it is never taken for another answer.
    const key = answer?.state === 'unknown' ? `unknown ${seen}` : seen
    if (!classes.has(key)) classes.set(key, answer)
  }
  return [...classes.values()]
}

function valuesOf(asked: Question | Given, tests: readonly Test[]): AnswerValue[] | undefined {
  switch (asked.kind) {
    case 'yes_no':
    case 'single':
      return choicesOf(asked)?.slice()
    case 'scale':
      return [0, 1, 2, 3, 4]
    case 'attest':
      return [true]
    case 'multi':
      return subsets(asked, tests)
    case 'number':
    case 'probability':
      return numbersAround(asked, tests)
    case 'date':
      return tests.flatMap(boundsOf).flatMap((day) => ['', day, `${day}~`])
    default:
      return tests.some(looksInside) ? undefined : ['x']
  }
}

/** Of the choices that no test names, one stands for all. */
function subsets(asked: Question | Given, tests: readonly Test[]): AnswerValue[] | undefined {
  const choices = choicesOf(asked)
  if (!choices || tests.some(({ itemsGte }) => itemsGte !== undefined)) return undefined
  const named = new Set(tests.flatMap((test) => [...(test.in ?? []), ...(test.includesAll ?? [])]))
  const told = choices.filter((choice) => named.has(choice))
  const other = choices.find((choice) => !named.has(choice))
  const words = other === undefined ? told : [...told, other]
  if (words.length > MOST_CHOICES) return undefined
  const alone = new Set(
    ('options' in asked ? asked.options : undefined)?.flatMap(({ value, exclusive }) => (exclusive ? [value] : [])),
  )
  const made: string[][] = []
  for (let bits = 1; bits < 1 << words.length; bits++) {
    const chosen = words.filter((_, i) => bits & (1 << i))
    if (chosen.length === 1 || !chosen.some((word) => alone.has(word))) made.push(chosen)
  }
  return made
}

/** Each bound, and a number on either side of it. */
function numbersAround(asked: Question | Given, tests: readonly Test[]): number[] {
  const [least, most] =
    asked.kind === 'probability' ? [0, 100] : 'min' in asked || 'max' in asked ? [asked.min, asked.max] : []
  const bounds = tests.flatMap(boundsOf).filter((bound) => typeof bound === 'number')
  const named = tests.flatMap((test) => (test.in ?? []).filter((value) => typeof value === 'number'))
  const marks = [...new Set([...bounds, ...named, ...[least, most].filter((bound) => bound !== undefined)])].sort(
    (a, b) => a - b,
  )
  const between = marks.flatMap((mark, i) => [mark, (mark + (marks[i + 1] ?? mark + 2)) / 2])
  return [(marks[0] ?? 0) - 1, ...between].filter((value) => value >= (least ?? value) && value <= (most ?? value))
}

const boundsOf = ({ gt, gte, lt, lte }: Test): (number | string)[] =>
  [gt, gte, lt, lte].filter((bound) => bound !== undefined)

const STATES: readonly unknown[] = ['unknown', 'n_a', 'blank']
const looksInside = ({ in: values = [], includesAll, itemsGte, answered: _, ...bounds }: Test): boolean =>
  values.some((value) => !STATES.includes(value)) ||
  includesAll !== undefined ||
  itemsGte !== undefined ||
  Object.keys(bounds).length > 0
