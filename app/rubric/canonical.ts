/**
 * Canonical JSON, by which answers and rubrics are compared and hashed: object keys sorted by code unit, no white space, `undefined`
 * left out. The same data gives the same text whatever the order of keys, so that its hash can stand for it.
 *
 * It has a text for everything a person can type, half a character included: a page compares answers before anybody has checked them.
 * The audit log keeps evidence and refuses what it could not store, so it has a stricter text of its own (audit/fact-text.ts).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('canonical JSON has no NaN or infinity')
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`
  if (typeof value === 'object') {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined)
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
  }
  throw new TypeError(`canonical JSON cannot hold a ${typeof value}`)
}
