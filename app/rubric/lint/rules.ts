import { budget } from './budget.ts'
import { deadTests } from './dead-tests.ts'
import { effects } from './effects.ts'
import { endings } from './endings.ts'
import { harms } from './harms.ts'
import { knockouts } from './knockouts.ts'
import { outcomes } from './outcomes.ts'
import { questions } from './questions.ts'
import { reachability } from './reachability.ts'
import type { LintRule } from './rule.ts'
import { scenarios } from './scenarios.ts'
import { tables } from './tables.ts'
import { tierRules } from './tier-rules.ts'

/** Every rule of the lint, by what it is about. A new family is one more line here; docs/lint.md is made of this list. */
export const RUBRIC_RULES: Readonly<Record<string, readonly LintRule[]>> = {
  Reachability: [...reachability, ...deadTests],
  Questions: questions,
  Effects: effects,
  'Tier and outcome rules': tierRules,
  Harms: harms,
  'Knock-outs': knockouts,
  Outcomes: outcomes,
  'Tiers and decisions': endings,
  Scenarios: scenarios,
  Budget: budget,
}

export const TABLE_RULES = { 'Policy tables': tables } as const
