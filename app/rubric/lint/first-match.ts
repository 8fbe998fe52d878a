import { canonicalJson } from '../canonical.ts'
import type { CompiledRubric } from '../compile.ts'
import { readCondition, type Test } from '../condition.ts'
import type { Slots } from '../predicate.ts'
import type { ConditionSource } from '../rubric.ts'
import { type AnswerClass, answerClasses } from './answer-classes.ts'

/** A rule of which the first that holds wins, in the order of the file. */
export type OrderedRule = { id: string; path: string; when: ConditionSource; to: string }

/** A rule that nothing gets to. `behind` is the earlier rule that catches all it asks for; undefined where it takes several. */
export type DeadRule = OrderedRule & { behind?: string }

const MOST_CASES = 60_000
/** How many tests are evaluated for one rubric; after that nothing more is claimed. */
const MOST_TESTS = 6_000_000
type Budget = { left: number }

type Ready = OrderedRule & { holds: (slots: Slots) => boolean; tests: { id: string; test: Test }[] }

/**
 * The tier or outcome rules that can never be the first to hold. Every case is tried, with each question free to have any answer, blank
 * included; so what is found is certain. Where there are too many cases, or answers that cannot be listed, nothing is claimed.
 */
export function deadRules(compiled: CompiledRubric): DeadRule[] {
  const { rubric } = compiled
  const tiers = compiled.tierRules.map(({ rule, applies }, i) =>
    ready({ id: rule.id, path: `tiers.rules[${i}].when`, when: rule.when, to: rule.tier }, applies),
  )
  const outcomes = compiled.outcomeRules.map(({ rule, holds }, i) =>
    ready(
      { id: rule.code, path: `outcome.rules[${i}].when`, when: rule.when, to: rule.to },
      (slots) => holds(slots) > 0,
    ),
  )
  const rules = rubric.tiers ? tiers : outcomes
  const budget: Budget = { left: MOST_TESTS }
  const reached = firstToHold(rules, compiled, budget)
  return rules.flatMap(({ holds: _, tests: __, ...rule }, i) => {
    if (reached?.has(i)) return []
    const before = rules.slice(0, i)
    const behind = before.find((one) => isCaughtBy(rules[i] as Ready, one, compiled, budget))?.id
    return behind !== undefined || reached ? [{ ...rule, ...(behind !== undefined && { behind }) }] : []
  })
}

const ready = (rule: OrderedRule, holds: Ready['holds']): Ready => ({
  ...rule,
  holds,
  tests: [...readCondition(rule.when, '').tests],
})

/** The places of the rules that are the first to hold in some case. */
function firstToHold(rules: readonly Ready[], compiled: CompiledRubric, budget: Budget): Set<number> | undefined {
  const reached = new Set<number>()
  const tried = eachCase(rules, compiled, budget, (slots) => {
    const first = rules.findIndex(({ holds }) => holds(slots))
    if (first >= 0) reached.add(first)
    return reached.size === rules.length
  })
  return tried ? reached : undefined
}

function isCaughtBy(rule: Ready, earlier: Ready, compiled: CompiledRubric, budget: Budget): boolean {
  if (canonicalJson(rule.when) === canonicalJson(earlier.when)) return true
  let alone = false
  const tried = eachCase([rule, earlier], compiled, budget, (slots) => {
    alone = rule.holds(slots) && !earlier.holds(slots)
    return alone
  })
  return tried && !alone
}

/**
 * Tries every case that the rules can tell apart, until `done`.
 * @returns false where the cases cannot be listed
 */
function eachCase(
  rules: readonly Ready[],
  compiled: CompiledRubric,
  budget: Budget,
  done: (slots: Slots) => boolean,
): boolean {
  const perCase = rules.reduce((sum, { tests }) => sum + tests.length + 1, 0)
  const testsOf = new Map<string, Test[]>()
  for (const { id, test } of rules.flatMap(({ tests }) => tests)) testsOf.set(id, [...(testsOf.get(id) ?? []), test])
  const axes: { slot: number; classes: AnswerClass[] }[] = []
  let cases = 1
  for (const [id, tests] of testsOf) {
    const asked = compiled.byId.get(id)?.question ?? compiled.rubric.given?.find((fact) => fact.id === id)
    const classes = asked && answerClasses(asked, tests)
    if (!classes) return false
    cases *= classes.length
    if (cases > MOST_CASES || cases * perCase > budget.left) return false
    axes.push({ slot: compiled.slotOf(id), classes })
  }
  const slots: AnswerClass[] = new Array(compiled.slots)
  for (let n = 0; n < cases; n++) {
    let rest = n
    for (const { slot, classes } of axes) {
      slots[slot] = classes[rest % classes.length]
      rest = Math.floor(rest / classes.length)
    }
    budget.left -= perCase
    if (done(slots)) break
  }
  return true
}
