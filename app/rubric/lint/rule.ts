import type { CompiledRubric } from '../compile.ts'
import type { Diagnostic, Meaning } from '../diagnostic.ts'
import type { DeadRule } from './first-match.ts'
import type { Reach } from './reach.ts'
import type { Tested } from './tested.ts'

/** What a rule looks at: a rubric that parses, and what is known around it. */
export type LintSubject = {
  compiled: CompiledRubric
  reach: Reach
  /** Tier and outcome rules that are never the first to hold. */
  dead: readonly DeadRule[]
  /** What the scenarios expect; without it scenarios are not asked for. */
  tested: Tested | undefined
}

/** One place where a rule found something, with its remedy where that can be more exact than the rule's. */
export type Found = { path: string; message: string; remedy?: string }

/** One thing that can be doubtful, and how it is found. What it means for a person stands on docs/lint.md. */
export type LintRule<Subject = LintSubject> = Meaning & {
  code: string
  severity: Diagnostic['severity']
  find: (subject: Subject) => Found[]
}

/** What some rules find in a subject, in the order of the rules. */
export const runRules = <Subject>(rules: readonly LintRule<Subject>[], subject: Subject): Diagnostic[] =>
  rules.flatMap(({ code, severity, remedy, find }) =>
    find(subject).map((found) => ({
      severity,
      code,
      path: found.path,
      message: found.message,
      remedy: found.remedy ?? remedy,
    })),
  )
