import type { CompiledRubric } from '../compile.ts'
import { placed } from '../compose.ts'
import { type Diagnostic, type LineOf, withLine } from '../diagnostic.ts'
import type { PolicyTable } from '../rubric.ts'
import { deadTests } from './dead-tests.ts'
import { reachOf } from './reach.ts'
import { reachability } from './reachability.ts'
import { runRules } from './rule.ts'
import { RUBRIC_RULES, TABLE_RULES } from './rules.ts'

export type LintOptions = {
  /** Reason codes that some scenario expects; without it scenarios are not asked for. */
  testedKnockouts?: ReadonlySet<string>
  /** Outcomes that some scenario expects; as above. */
  testedOutcomes?: ReadonlySet<string>
  /** Finds lines in the text that the rubric was read from. */
  lineOf?: LineOf
}

/**
 * What is doubtful in a rubric that parses: parts that can never apply, rules that forget "not known", harms nobody asks about,
 * knock-outs nobody tried, more questions than one person should see. Every finding is meant to be acted on; none is a matter of taste.
 */
export function lintRubric(
  compiled: CompiledRubric,
  { testedKnockouts, testedOutcomes, lineOf }: LintOptions = {},
): Diagnostic[] {
  const subject = { compiled, reach: reachOf(compiled), testedKnockouts, testedOutcomes }
  const found = runRules(Object.values(RUBRIC_RULES).flat(), subject)
  return withLines(
    found.flatMap((one) => {
      const there = placed(one, compiled.rubric)
      return there === one || SEEN_TOGETHER.has(one.code) ? [there] : []
    }),
    lineOf,
  )
}

/** Of a part that comes from an add-on its own file is asked, but whether it can be reached shows only beside the base. */
const SEEN_TOGETHER: ReadonlySet<string> = new Set([...reachability, ...deadTests].map(({ code }) => code))

/** A policy table must not fall as likelihood or severity rises, nor jump more than one level; the top row stays at M or above. */
export const checkTable = (table: PolicyTable, lineOf?: LineOf): Diagnostic[] =>
  withLines(runRules(Object.values(TABLE_RULES).flat(), table), lineOf)

const withLines = (found: Diagnostic[], lineOf: LineOf | undefined): Diagnostic[] =>
  lineOf ? found.map((one) => withLine(one, lineOf)) : found
