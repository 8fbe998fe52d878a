import type { ConditionSource, TestSource } from './rubric.ts'

/**
 * The condition that also holds where an unknown answer might make it hold (docs/decisions/005), as data of the same language: what a
 * test asks for, or unknown. A test that names `unknown` itself stays as it is; below a `not`, an unknown already counts as "not so".
 */
export function orUnknown(source: ConditionSource): ConditionSource {
  return widened(source, true)
}

/** @param wide whether an unknown shall count as holding; the other way round below a `not` */
function widened(source: ConditionSource, wide: boolean): ConditionSource {
  const parts = Object.entries(source).map(([key, value]) => widenedEntry(key, value, wide))
  const keys = parts.flatMap((part) => Object.keys(part))
  return new Set(keys).size === keys.length ? Object.assign({}, ...parts) : { all: parts }
}

function widenedEntry(key: string, value: unknown, wide: boolean): ConditionSource {
  const all = (of: unknown, as = wide) => (of as ConditionSource[]).map((part) => widened(part, as))
  if (key === 'all' || key === 'any') return { [key]: all(value) }
  if (key === 'not') return { not: widened(value as ConditionSource, !wide) }
  if (key !== 'count') return wide ? widenedTest(key, value as TestSource) : { [key]: value }
  const { of, at_least, at_most, exactly } = value as { of: unknown; [bound: string]: unknown }
  const least = exactly ?? at_least
  const most = exactly ?? at_most
  const counts = [
    ...(least === undefined ? [] : [{ count: { of: all(of), at_least: least } }]),
    ...(most === undefined ? [] : [{ count: { of: all(of, !wide), at_most: most } }]),
  ]
  return counts.length === 1 && counts[0] ? counts[0] : { all: counts }
}

function widenedTest(id: string, test: TestSource): ConditionSource {
  if (typeof test !== 'object') return test === 'unknown' ? { [id]: test } : { [id]: { in: [test, 'unknown'] } }
  const members = test.in ?? (test.is === undefined ? [] : [test.is])
  if (members.includes('unknown')) return { [id]: test }
  return members.length > 0 && Object.keys(test).length === 1
    ? { [id]: { in: [...members, 'unknown'] } }
    : { any: [{ [id]: test }, { [id]: 'unknown' }] }
}
