import { canonicalJson } from '../canonical.ts'
import { type Condition, type ConditionProblem, readCondition, readTest, type Scalar, type Test } from '../condition.ts'
import type { ConditionSource, TestSource } from '../rubric.ts'

/**
 * One form for conditions that mean the same however they were written: order, nesting and repetition go, `is: a` is `in: [a]`, several
 * checks on one answer are several tests, `any` of values of one answer is one list, and `not` stands directly before a test or a count.
 * It holds for exactly the same answers, unknown ones included (Kleene's logic keeps De Morgan's laws).
 */
export function normalForm(condition: Condition): Condition {
  switch (condition.op) {
    case 'test':
      return joined(
        'all',
        partsOf(condition.test).map((test): Condition => ({ op: 'test', id: condition.id, test })),
      )
    case 'not':
      return negated(normalForm(condition.of))
    case 'count':
      return counted(condition.of.map(normalForm).sort(byText), condition.least, condition.most)
    default:
      return joined(condition.op, condition.of.map(normalForm))
  }
}

/** Do two conditions mean the same? Absent means always. */
export const sameCondition = (a: ConditionSource | undefined, b: ConditionSource | undefined): boolean =>
  meaningOf(a) === meaningOf(b)

/** The same for two tests on one answer. */
export const sameTest = (a: TestSource | undefined, b: TestSource | undefined): boolean =>
  meaningOfTest(a) === meaningOfTest(b)

export const meaningOfTest = (source: TestSource | undefined): string =>
  source === undefined ? '' : canonicalJson(normalForm({ op: 'test', id: 'it', test: readTest(source) }))

/** The text of the normal form. A condition that nobody could read stands for itself; a parsed rubric has none. */
export function meaningOf(source: ConditionSource | undefined): string {
  if (source === undefined) return ''
  const read: { condition: Condition; problems: readonly ConditionProblem[] } = readCondition(source, '')
  return canonicalJson(read.problems.length > 0 ? source : normalForm(read.condition))
}

function joined(op: 'all' | 'any', parts: readonly Condition[]): Condition {
  const flat = parts.flatMap((part) => (part.op === op ? part.of : [part]))
  const merged = op === 'any' ? mergedValues(flat) : flat
  const distinct = [...new Map(merged.map((part) => [canonicalJson(part), part])).values()].sort(byText)
  const [only] = distinct
  return distinct.length === 1 && only ? only : { op, of: distinct }
}

/** `any: [{a: x}, {a: y}]` is `a: {in: [x, y]}`. */
function mergedValues(parts: readonly Condition[]): Condition[] {
  const values = new Map<string, Scalar[]>()
  const others: Condition[] = []
  for (const part of parts) {
    if (part.op === 'test' && part.test.in) values.set(part.id, [...(values.get(part.id) ?? []), ...part.test.in])
    else others.push(part)
  }
  return [...others, ...[...values].map(([id, all]): Condition => ({ op: 'test', id, test: { in: inOrder(all) } }))]
}

function negated(condition: Condition): Condition {
  if (condition.op === 'not') return condition.of
  if (condition.op === 'all' || condition.op === 'any')
    return joined(condition.op === 'all' ? 'any' : 'all', condition.of.map(negated))
  return { op: 'not', of: condition }
}

function counted(of: Condition[], least: number, most: number): Condition {
  const from = Math.max(0, least)
  const to = Math.min(of.length, most)
  if (from === of.length && to === of.length) return joined('all', of)
  if (from === 1 && to === of.length) return joined('any', of)
  return { op: 'count', of, least: from, most: to }
}

/** Each check of a test alone; a list of wanted words is a check a word. */
function partsOf({ in: values, includesAll, ...bounds }: Test): Test[] {
  return [
    ...(values ? [{ in: inOrder(values) }] : []),
    ...(includesAll ?? []).map((word): Test => ({ includesAll: [word] })),
    ...Object.entries(bounds).map(([bound, value]): Test => ({ [bound]: value })),
  ]
}

const inOrder = (values: readonly Scalar[]): Scalar[] => [...new Set(values)].sort(byText)
const byText = (a: unknown, b: unknown): number => (canonicalJson(a) < canonicalJson(b) ? -1 : 1)
