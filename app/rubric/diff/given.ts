import type { Given, Rubric } from '../rubric.ts'
import type { Changes } from './change.ts'
import { compareFields, type FieldRules } from './fields.ts'
import { pairUp, placedIn } from './pairs.ts'

export const GIVEN_FIELDS: FieldRules = {
  id: 'elsewhere',
  values: 'elsewhere',
  kind: { kind: 'given-kind-changed', says: (from, to) => `is ${to} instead of ${from}` },
  text: { words: 'the text' },
}

/** Facts handed in from outside. */
export function compareGiven(before: Rubric, after: Rubric, changes: Changes): void {
  const pairs = pairUp(placedIn(before.given, 'given'), placedIn(after.given, 'given'), ({ id }: Given) => id)
  for (const { id, path, item } of pairs.removed)
    changes.add('given-removed', { id, path, from: item.text }, `The given fact \`${id}\` is gone.`)
  for (const { id, path, item } of pairs.added)
    changes.add('given-added', { id, path, to: item.text }, `The given fact \`${id}\` (${item.text}) is new.`)
  for (const { id, before: old, after: now, moved } of pairs.both) {
    const { path } = now
    const subject = `The given fact \`${id}\``
    compareFields(old.item, now.item, GIVEN_FIELDS, { id, path, subject }, changes)
    compareValues(old.item, now.item, { id, path: `${path}.values`, subject }, changes)
    if (moved)
      changes.add('order-changed', { id, path, from: old.path, to: path }, `${subject} stands elsewhere in the list.`)
  }
}

function compareValues(
  before: Given,
  after: Given,
  { subject, ...at }: { id: string; path: string; subject: string },
  changes: Changes,
): void {
  // Without a list any value is taken, so that a new list shuts values out and a list that went lets them in.
  if (before.values === undefined || after.values === undefined) {
    if (before.values === after.values) return
    const kind = after.values ? 'given-removed' : 'given-widened'
    const says = after.values ? `takes only ${after.values.join(', ')} now` : 'takes any value now'
    changes.add(kind, { ...at, from: before.values, to: after.values }, `${subject} ${says}.`)
    return
  }
  const { added, removed, both } = pairUp(
    placedIn(before.values, at.path),
    placedIn(after.values, at.path),
    (value) => value,
  )
  for (const { id, path } of removed)
    changes.add('given-removed', { id: at.id, path, from: id }, `${subject}: the value ${id} is gone.`)
  for (const { id, path } of added)
    changes.add('given-widened', { id: at.id, path, to: id }, `${subject}: the value ${id} is new.`)
  if (both.some(({ moved }) => moved))
    changes.add(
      'order-changed',
      { ...at, from: before.values, to: after.values },
      `${subject}: its values stand in another order.`,
    )
}
