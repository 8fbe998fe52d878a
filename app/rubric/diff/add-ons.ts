import type { ConditionSource, Rubric } from '../rubric.ts'
import { type Changes, same } from './change.ts'
import { conditionText } from './condition-text.ts'
import { compareFields, type FieldRules } from './fields.ts'
import { sameCondition } from './normal-form.ts'
import { pairUp, placedIn } from './pairs.ts'

export const ADD_ON_FIELDS: FieldRules = {
  to: { kind: 'add-on-changed', says: (from, to) => `belongs to ${to} instead of ${from}` },
  when: {
    kind: 'add-on-changed',
    says: (from, to) =>
      `is drawn in when ${conditionText(to as ConditionSource)}; before, when ${conditionText(from as ConditionSource)}`,
    same: (from, to) => sameCondition(from as ConditionSource, to as ConditionSource),
  },
}

/** Which add-ons a base takes, and what an add-on says of its base. Their questions are part of the composed rubric. */
export function compareAddOns(before: Rubric, after: Rubric, changes: Changes): void {
  const { key } = after
  if (before.add_on && after.add_on)
    compareFields(
      before.add_on,
      after.add_on,
      ADD_ON_FIELDS,
      { id: key, path: 'add_on', subject: `The add-on \`${key}\`` },
      changes,
    )
  else if (!same(before.add_on, after.add_on))
    changes.add(
      'add-on-changed',
      { id: key, path: 'add_on', from: before.add_on, to: after.add_on },
      after.add_on ? `\`${key}\` is an add-on of ${after.add_on.to} now.` : `\`${key}\` is no add-on any more.`,
    )
  const taken = ({ add_ons }: Rubric) => placedIn(add_ons, 'add_ons')
  const { both, added, removed } = pairUp(taken(before), taken(after), (name) => name.split('@')[0] ?? name)
  for (const { id, path, item } of removed)
    changes.add('add-on-removed', { id, path, from: item }, `The add-on ${item} is no longer taken.`)
  for (const { id, path, item } of added)
    changes.add('add-on-added', { id, path, to: item }, `The add-on ${item} is taken.`)
  for (const { id, before: was, after: is, moved } of both) {
    const found = { id, path: is.path, from: was.item, to: is.item }
    if (was.item !== is.item)
      changes.add('add-on-version', found, `The add-on ${is.item} is taken instead of ${was.item}.`)
    if (moved) changes.add('order-changed', found, `The add-on ${id} stands elsewhere in the order.`)
  }
}
