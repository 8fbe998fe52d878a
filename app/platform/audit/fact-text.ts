export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

/**
 * The text of a fact as the audit log keeps it. One text for one value, whoever writes it: keys in code-unit order, no spaces, numbers
 * as ECMAScript prints them (RFC 8785). It is evidence, so it is strict: an absent key is left out; anything JSON would bend
 * silently, or the database could not keep, is refused.
 */
export function factText(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`JSON has no ${value}`)
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(factText).join(',')}]`
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) {
    throw new TypeError(`JSON has no ${typeof value === 'object' ? value.constructor?.name : typeof value}`)
  }
  const entries = Object.entries(value)
    .filter((entry): entry is [string, Json] => entry[1] !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, each]) => `${quoted(key)}:${factText(each)}`).join(',')}}`
}

/** PostgreSQL text holds neither NUL nor half a surrogate pair; refused here, where the caller can still see why. */
function quoted(text: string): string {
  if (text.includes('\u0000') || /\p{Surrogate}/u.test(text))
    throw new TypeError('A text holds characters that cannot be stored')
  return JSON.stringify(text)
}
