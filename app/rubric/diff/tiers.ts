import type { Rubric, TierRule } from '../rubric.ts'
import { type Changes, same } from './change.ts'
import { conditionText } from './condition-text.ts'
import { canHoldEarlier, type News } from './earlier-answers.ts'
import { compareFields, conditioned, type FieldRules } from './fields.ts'
import { pairUp, placedIn } from './pairs.ts'

export const tierRuleFields = (news: News): FieldRules => ({
  id: 'elsewhere',
  because: { words: 'the reason' },
  tier: { kind: 'tier-rule-changed', says: (from, to) => `gives ${to} instead of ${from}` },
  when: conditioned('tier-rule-changed', 'applies', news),
})

export const TIER_FIELDS: FieldRules = {
  title: { words: 'the title' },
  next: { words: 'what follows' },
  business_days: { kind: 'days-changed', says: (from, to) => `takes ${to} business days instead of ${from}` },
}

/** The rules that give a tier, in their order, and what each tier means. */
export function compareTiers(
  { key, tiers: before }: Rubric,
  { tiers: after }: Rubric,
  news: News,
  changes: Changes,
): void {
  if (!before || !after) {
    if (!same(before, after))
      changes.add(
        'conclusion-changed',
        { id: key, path: 'tiers', from: before?.rules.map(({ id }) => id), to: after?.rules.map(({ id }) => id) },
        after ? 'The rubric ends in a tier now.' : 'The rubric no longer ends in a tier.',
      )
    return
  }
  compareRules(before.rules, after.rules, news, changes)
  const otherwise = { id: 'otherwise', path: 'tiers.otherwise', subject: 'The tier when no rule applies' }
  compareFields(before.otherwise, after.otherwise, tierRuleFields(news), otherwise, changes)
  for (const [tier, about] of Object.entries(after.about))
    compareFields(
      before.about[tier as keyof typeof before.about],
      about,
      TIER_FIELDS,
      { id: tier, path: `tiers.about.${tier}`, subject: `The tier ${tier}` },
      changes,
    )
}

function compareRules(before: readonly TierRule[], after: readonly TierRule[], news: News, changes: Changes): void {
  const { both, added, removed } = pairUp(
    placedIn(before, 'tiers.rules'),
    placedIn(after, 'tiers.rules'),
    ({ id }) => id,
  )
  for (const { id, path, item } of removed)
    changes.add('tier-rule-removed', { id, path, from: item.when }, `The rule ${id}, which gave ${item.tier}, is gone.`)
  for (const { id, path, item } of added)
    changes.add(
      canHoldEarlier(item.when, { news, unknownCounts: false }) ? 'tier-rule-added' : 'tier-rule-added-ahead',
      { id, path, to: item.when },
      `The rule ${id} is new: ${item.tier} when ${conditionText(item.when)}.`,
    )
  for (const { id, before: old, after: now, moved } of both) {
    const { path } = now
    compareFields(old.item, now.item, tierRuleFields(news), { id, path, subject: `The rule ${id}` }, changes)
    if (moved)
      changes.add(
        'tier-rule-changed',
        { id, path, from: old.path, to: path },
        `The rule ${id} stands elsewhere; the first that applies decides.`,
      )
  }
}
