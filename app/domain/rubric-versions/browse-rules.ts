import type { CompiledRubric } from '#app/rubric/compile.ts'
import { conditionText } from '#app/rubric/diff/condition-text.ts'
import { type Level, TIERS, type Tier } from '#app/rubric/rubric.ts'
import type { KnockoutView } from './browse-questions.ts'
import { actionText } from './score-words.ts'

/** What a version makes of answers, in the order in which it is asked. Part of the score key. */
export type RulesView = {
  knockouts: (KnockoutView & { questionId: string })[]
  tiers: {
    rules: { id: string; tier: Tier; when: string; because: string }[]
    about: { tier: Tier; title: string; next: string; days: number }[]
  } | null
  outcome: {
    rules: { code: string; to: string; when: string; because: string }[]
    values: { id: string; title: string; next: string }[]
  } | null
  decision: { completeness: number; multiRisk: number; ttlDays: number } | null
  /** Severity downwards, likelihood across. */
  table: { name: string; rows: { severity: number; levels: Level[] }[] } | null
  wideScope: string | null
  addOn: { to: string; when: string } | null
  addOns: string[]
  taxonomy: string
}

export function rulesOf({ rubric, table, taxonomy }: CompiledRubric): RulesView {
  const { tiers, outcome, decision, wide_scope_when, add_on } = rubric
  const titleOf = (id: string) => outcome?.values.find((value) => value.id === id)?.title ?? id
  return {
    knockouts: rubric.sections.flatMap(({ questions }) =>
      questions.flatMap(({ id, knockouts = [] }) =>
        knockouts.map(({ code, when, reason, remedy, ...act }) => ({
          ...{ questionId: id, code, reason, remedy, when: conditionText(when) },
          does: actionText(act, outcome?.values ?? []),
        })),
      ),
    ),
    tiers: tiers
      ? {
          rules: [
            ...tiers.rules.map(({ id, tier, when, because }) => ({ id, tier, because, when: conditionText(when) })),
            { id: 'otherwise', ...tiers.otherwise, when: 'no rule above applies' },
          ],
          about: TIERS.flatMap((tier) => {
            const about = tiers.about[tier]
            return about ? [{ tier, title: about.title, next: about.next, days: about.business_days }] : []
          }),
        }
      : null,
    outcome: outcome
      ? {
          rules: [
            ...outcome.rules.map(({ code, to, when, because }) => ({
              ...{ code, because, to: titleOf(to), when: conditionText(when) },
            })),
            {
              ...{ code: 'otherwise', to: titleOf(outcome.otherwise), when: 'no rule above holds' },
              because: 'No rule asks for anything else.',
            },
          ],
          values: outcome.values.map(({ id, title, next }) => ({ id, title, next })),
        }
      : null,
    decision: decision
      ? {
          completeness: decision.completeness,
          multiRisk: decision.multi_risk,
          ttlDays: decision.approval_ttl_days,
        }
      : null,
    table: table
      ? {
          name: `${table.title} (${table.key}@${table.edition})`,
          rows: (['S5', 'S4', 'S3', 'S2', 'S1'] as const).map((row) => ({
            severity: Number(row.slice(1)),
            levels: table.rows[row],
          })),
        }
      : null,
    wideScope: wide_scope_when ? conditionText(wide_scope_when) : null,
    addOn: add_on ? { to: add_on.to, when: conditionText(add_on.when) } : null,
    addOns: rubric.add_ons ?? [],
    taxonomy: `${taxonomy.title} (${taxonomy.key}@${taxonomy.edition})`,
  }
}
