import type { CompiledRubric } from '../compile.ts'
import type { Diagnostic, Meaning } from '../diagnostic.ts'
import type { Reach } from './reach.ts'

/** What a rule looks at: a rubric that parses, and what is known around it. */
export type LintSubject = {
  compiled: CompiledRubric
  reach: Reach
  /** Reason codes that some scenario expects; without it scenarios are not asked for. */
  testedKnockouts: ReadonlySet<string> | undefined
  /** Outcomes that some scenario expects; without it scenarios are not asked for. */
  testedOutcomes: ReadonlySet<string> | undefined
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
