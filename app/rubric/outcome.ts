import type { CompiledRubric } from './compile.ts'
import type { Facts } from './facts.ts'
import type { OutcomeValue } from './rubric.ts'

/** The outcome and what led to it. */
export type DecidedOutcome = {
  state: 'decided'
  outcome: OutcomeValue
  /** The code of the knock-out or rule; `otherwise` where none held. */
  code: string
  because: string
  /** Did it hold for what was answered, or only because an unknown answer counts as the worst? */
  by: 'answer' | 'unknown'
  /** The questions and given facts it looked at, in the order of its condition. */
  from: readonly string[]
}

/** Answers that are not complete give no outcome: these questions are still open, blank or not acceptable. */
export type OpenOutcome = { state: 'open'; missing: readonly string[] }

export type OutcomeResult = DecidedOutcome | OpenOutcome

/**
 * The outcome of the facts: the first knock-out that fires, else the first rule that holds, each in the order of the file, else
 * `otherwise`. A rule that hangs on an unknown gate counts as holding. Undefined where the rubric has no outcomes.
 */
export function findOutcome(compiled: CompiledRubric, facts: Facts): OutcomeResult | undefined {
  const { outcome } = compiled.rubric
  if (!outcome) return undefined
  const missing = [...facts.missing, ...facts.invalid.map(({ questionId }) => questionId)]
  if (missing.length > 0) return { state: 'open', missing }
  const decided = (to: string, rest: Omit<DecidedOutcome, 'state' | 'outcome'>): OutcomeResult => {
    const found = outcome.values.find(({ id }) => id === to)
    if (!found) throw new RangeError(`${compiled.rubric.key} has no outcome ${to}`)
    return { state: 'decided', outcome: found, ...rest }
  }
  for (const { knockout, because, from } of facts.knockouts)
    if (knockout.action === 'route' && knockout.to !== undefined)
      return decided(knockout.to, { code: knockout.code, because: knockout.reason, by: because, from })
  for (const { rule, holds, from } of compiled.outcomeRules) {
    const held = holds(facts.slots)
    if (held > 0)
      return decided(rule.to, { code: rule.code, because: rule.because, by: held === 2 ? 'answer' : 'unknown', from })
  }
  return decided(outcome.otherwise, { code: 'otherwise', because: NO_RULE, by: 'answer', from: [] })
}

const NO_RULE = 'No rule asks for anything else.'
