import { canonicalJson } from '../canonical.ts'
import { type Condition, readCondition, type Test } from '../condition.ts'
import { compileTest } from '../predicate.ts'
import type { ConditionSource, Rubric } from '../rubric.ts'
import { normalForm } from './normal-form.ts'

/**
 * What is new in a version: questions that earlier answers leave blank, and options that none of them chose.
 * By it one can tell whether a new or changed rule says anything else about a launch that was answered before.
 */
export type News = {
  questions: ReadonlySet<string>
  /** By question. */
  options: ReadonlyMap<string, ReadonlySet<string>>
  /** Where "not known" counts as any option in a knock-out, a new one too. */
  gates: ReadonlySet<string>
}

export const NO_NEWS: News = { questions: new Set(), options: new Map(), gates: new Set() }

/** The new questions and options of a version. */
export function newsOf(before: Rubric, after: Rubric): News {
  const old = new Map(before.sections.flatMap(({ questions }) => questions.map((one) => [one.id, one] as const)))
  const facts = new Set(before.given?.map(({ id }) => id))
  const now = after.sections.flatMap(({ questions }) => questions)
  return {
    questions: new Set(now.filter(({ id }) => !old.has(id) && !facts.has(id)).map(({ id }) => id)),
    options: new Map(
      now.flatMap(({ id, options = [] }) => {
        const had = old.get(id)?.options
        const fresh = options.filter(({ value }) => had?.every((one) => one.value !== value)).map(({ value }) => value)
        return fresh.length > 0 ? [[id, new Set(fresh)] as const] : []
      }),
    ),
    gates: new Set(now.filter(({ gate }) => gate).map(({ id }) => id)),
  }
}

/** With `unknownCounts`, as in knock-outs, "not known" on a gate may stand for a new option. */
type Reading = { news: News; unknownCounts: boolean }

/** Can the condition hold for answers that were given before? It says so of some that cannot, and never the other way round. */
export const canHoldEarlier = (source: ConditionSource, reading: Reading): boolean =>
  !isNever(asEarlier(readCondition(source, '').condition, reading))

/** Do two conditions mean the same for answers that were given before? Absent means always. */
export function sameEarlier(a: ConditionSource | undefined, b: ConditionSource | undefined, reading: Reading): boolean {
  const meaning = (source: ConditionSource | undefined) =>
    canonicalJson(normalForm(source ? asEarlier(readCondition(source, '').condition, reading) : ALWAYS))
  return meaning(a) === meaning(b)
}

const ALWAYS: Condition = { op: 'all', of: [] }
const NEVER: Condition = { op: 'any', of: [] }
const isAlways = (condition: Condition): boolean => condition.op === 'all' && condition.of.length === 0
const isNever = (condition: Condition): boolean => condition.op === 'any' && condition.of.length === 0

/** The condition as earlier answers meet it: new questions are blank, new options unchosen, and what follows from that is carried out. */
function asEarlier(condition: Condition, reading: Reading): Condition {
  switch (condition.op) {
    case 'test':
      return earlierTest(condition.id, condition.test, reading)
    case 'not': {
      const of = asEarlier(condition.of, reading)
      if (isAlways(of)) return NEVER
      return isNever(of) ? ALWAYS : { op: 'not', of }
    }
    case 'all': {
      const of = condition.of.map((part) => asEarlier(part, reading))
      return of.some(isNever) ? NEVER : { op: 'all', of: of.filter((part) => !isAlways(part)) }
    }
    case 'any': {
      const of = condition.of.map((part) => asEarlier(part, reading))
      return of.some(isAlways) ? ALWAYS : { op: 'any', of: of.filter((part) => !isNever(part)) }
    }
    case 'count': {
      const parts = condition.of.map((part) => asEarlier(part, reading))
      const held = parts.filter(isAlways).length
      const of = parts.filter((part) => !isAlways(part) && !isNever(part))
      const [least, most] = [condition.least - held, condition.most - held]
      if (least > of.length || most < 0) return NEVER
      return least <= 0 && most >= of.length ? ALWAYS : { op: 'count', of, least, most }
    }
  }
}

function earlierTest(id: string, test: Test, { news, unknownCounts }: Reading): Condition {
  if (news.questions.has(id)) return compileTest(test)(undefined) ? ALWAYS : NEVER
  const fresh = unknownCounts && news.gates.has(id) ? undefined : news.options.get(id)
  const isNew = (value: unknown): boolean => typeof value === 'string' && fresh?.has(value) === true
  if (!fresh) return { op: 'test', id, test }
  const values = test.in?.filter((value) => !isNew(value))
  if (values?.length === 0 || test.includesAll?.some(isNew)) return NEVER
  return { op: 'test', id, test: values ? { ...test, in: values } : test }
}
