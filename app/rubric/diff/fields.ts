import type { ConditionSource } from '../rubric.ts'
import { type Changes, reworded, same } from './change.ts'
import { conditionText } from './condition-text.ts'
import { type News, sameEarlier } from './earlier-answers.ts'
import type { ChangeKind } from './kinds.ts'
import { sameCondition } from './normal-form.ts'

/** How a change of one field is classed and said. `elsewhere`: compared by its own parts, not as a whole. */
export type FieldRule =
  | 'elsewhere'
  | { words: string }
  | {
      kind: ChangeKind | ((from: unknown, to: unknown) => ChangeKind)
      says: string | ((from: unknown, to: unknown) => string)
      same?: (from: unknown, to: unknown) => boolean
    }

export type FieldRules = Readonly<Record<string, FieldRule>>

/**
 * Compares two things of one shape field by field. A field without a rule counts as deciding, so that nothing new in the file format
 * passes unseen; a test asks for a rule for every key of the schema.
 * @param subject how the sentence begins: "`minors`"
 */
export function compareFields(
  before: object,
  after: object,
  rules: FieldRules,
  { id, path, subject }: { id: string; path: string; subject: string },
  changes: Changes,
): void {
  const old = new Map<string, unknown>(Object.entries(before))
  const now = new Map<string, unknown>(Object.entries(after))
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const rule: FieldRule = rules[key] ?? { kind: 'other-changed', says: `${key} differs` }
    if (rule === 'elsewhere') continue
    const [from, to] = [old.get(key), now.get(key)]
    const isSame = 'same' in rule && rule.same ? rule.same : same
    if (isSame(from, to)) continue
    const found = { id, path: path ? `${path}.${key}` : key, from, to }
    if ('words' in rule) changes.add('wording', found, reworded(subject, rule.words, from, to))
    else {
      const kind = typeof rule.kind === 'string' ? rule.kind : rule.kind(from, to)
      const says = typeof rule.says === 'string' ? rule.says : rule.says(from, to)
      changes.add(kind, found, `${subject}: ${says}.`)
    }
  }
}

/** A rule for something that is on or off; absent is off. */
export const onOff = (on: ChangeKind, off: ChangeKind, saysOn: string, saysOff: string): FieldRule => ({
  kind: (_, to) => (to === true ? on : off),
  says: (_, to) => (to === true ? saysOn : saysOff),
  same: (from, to) => (from ?? false) === (to ?? false),
})

/** A bound: absent allows most. `up` widens when it rises, `down` when it falls. */
export const bound = (name: string, widens: 'up' | 'down'): FieldRule => ({
  kind: (from, to) => {
    if (to === undefined) return 'limits-widened'
    if (from === undefined) return 'limits-narrowed'
    return Number(to) > Number(from) === (widens === 'up') ? 'limits-widened' : 'limits-narrowed'
  },
  says: (from, to) => `${name} was ${from ?? 'open'} and is ${to ?? 'open'}`,
})

type Conditioned = 'visibility-changed' | 'knockout-changed' | 'tier-rule-changed' | 'outcome-rule-changed'

/** In these, "not known" on a gate counts as whatever they ask for. */
const UNKNOWN_COUNTS: readonly Conditioned[] = ['knockout-changed', 'outcome-rule-changed']

/** A condition: by its meaning, and by whether earlier answers meet it as they did. */
export const conditioned = (kind: Conditioned, verb: string, news: News): FieldRule => ({
  kind: (from, to) =>
    sameEarlier(asCondition(from), asCondition(to), { news, unknownCounts: UNKNOWN_COUNTS.includes(kind) })
      ? `${kind}-ahead`
      : kind,
  says: (from, to) =>
    `${verb} when ${conditionText(asCondition(to))}; before, when ${conditionText(asCondition(from))}`,
  same: (from, to) => sameCondition(asCondition(from), asCondition(to)),
})

const asCondition = (value: unknown): ConditionSource | undefined => value as ConditionSource | undefined
