import type { CompiledRubric } from '../compile.ts'
import type { ConditionSource } from '../rubric.ts'
import { type Changes, same } from './change.ts'
import { conditionText } from './condition-text.ts'
import { compareFields, type FieldRules } from './fields.ts'
import { sameCondition } from './normal-form.ts'

/** The top of the file. `version` is what the comparison is about, `schema` the same for every file. */
export const RUBRIC_FIELDS: FieldRules = {
  schema: 'elsewhere',
  version: 'elsewhere',
  sections: 'elsewhere',
  given: 'elsewhere',
  tiers: 'elsewhere',
  decision: 'elsewhere',
  outcome: 'elsewhere',
  add_on: 'elsewhere',
  add_ons: 'elsewhere',
  key: { kind: 'key-changed', says: (from, to) => `the key was ${from} and is ${to}` },
  title: { words: 'the title' },
  summary: { words: 'the summary' },
  language: { kind: 'wording', says: (from, to) => `the language was ${from} and is ${to}` },
  effective: { kind: 'effective-changed', says: (from, to) => `takes effect on ${to} instead of ${from}` },
  taxonomy: { kind: 'pack-changed', says: (from, to) => `names ${to} instead of ${from}` },
  budget: {
    kind: 'budget-changed',
    says: (from, to) => `one person may be shown ${shown(to)} questions instead of ${shown(from)}`,
  },
  wide_scope_when: {
    kind: 'wide-scope-changed',
    says: (from, to) =>
      `the scope counts as wide when ${wide(to as ConditionSource | undefined)}; before, when ${wide(from as ConditionSource | undefined)}`,
    same: (from, to) => sameCondition(from as ConditionSource | undefined, to as ConditionSource | undefined),
  },
}

export const DECISION_FIELDS: FieldRules = {
  table: { kind: 'pack-changed', says: (from, to) => `names the policy table ${to} instead of ${from}` },
  completeness: {
    kind: 'decision-setting-changed',
    says: (from, to) => `${percent(to)} of the questions have to be answered instead of ${percent(from)}`,
  },
  multi_risk: {
    kind: 'decision-setting-changed',
    says: (from, to) => `${to} harms at M or above make multi-risk instead of ${from}`,
  },
  approval_ttl_days: {
    kind: 'decision-setting-changed',
    says: (from, to) => `an approval lasts ${to} days instead of ${from}`,
  },
}

/** Key, title, language, budget, wide scope and the settings of the decision. */
export function compareFile(
  { rubric: before }: CompiledRubric,
  { rubric: after }: CompiledRubric,
  changes: Changes,
): void {
  const at = { id: after.key, path: '', subject: `The rubric \`${after.key}\`` }
  compareFields(before, after, RUBRIC_FIELDS, at, changes)
  if (before.decision && after.decision)
    compareFields(
      before.decision,
      after.decision,
      DECISION_FIELDS,
      { ...at, path: 'decision', subject: 'The decision' },
      changes,
    )
  else if (!same(before.decision, after.decision))
    changes.add(
      'conclusion-changed',
      { id: after.key, path: 'decision', from: before.decision, to: after.decision },
      after.decision ? 'The rubric ends in a decision now.' : 'The rubric no longer ends in a decision.',
    )
}

const shown = (budget: unknown): unknown => (budget as { visible_questions: number } | undefined)?.visible_questions
const percent = (share: unknown): string => `${Math.round(Number(share) * 1000) / 10} %`
const wide = (source: ConditionSource | undefined): string => (source ? conditionText(source) : 'never')
