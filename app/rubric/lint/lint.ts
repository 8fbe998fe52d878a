import type { CompiledRubric } from '../compile.ts'
import { placed } from '../compose.ts'
import { type Diagnostic, type LineOf, withLine } from '../diagnostic.ts'
import type { PolicyTable } from '../rubric.ts'
import { deadTests } from './dead-tests.ts'
import { deadRules } from './first-match.ts'
import { reachOf } from './reach.ts'
import { reachability } from './reachability.ts'
import { runRules } from './rule.ts'
import { RUBRIC_RULES, TABLE_RULES } from './rules.ts'
import { type Expectation, testedBy } from './tested.ts'

export type LintOptions = {
  /** What the scenarios of this version expect; without it scenarios are not asked for. */
  expected?: readonly Expectation[]
  /** Finds lines in the text that the rubric was read from. */
  lineOf?: LineOf
}

/**
 * What is doubtful in a rubric that parses: parts that can never apply, rules that forget "not known", harms nobody asks about,
 * knock-outs nobody tried, more questions than one person should see. Every finding is meant to be acted on; none is a matter of taste.
 */
export function lintRubric(compiled: CompiledRubric, { expected, lineOf }: LintOptions = {}): Diagnostic[] {
  const subject = {
    compiled,
    reach: reachOf(compiled),
    dead: deadRules(compiled),
    tested: expected && testedBy(expected),
  }
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
