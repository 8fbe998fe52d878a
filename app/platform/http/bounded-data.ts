/** Deeper than any page needs. The wire format of the framework recurses, and gives up with a stack overflow at about 2,000. */
const DEPTH = 64
const VALUES = 500_000

/** A loader returned something no page can need: a mistake in the loader, or hostile nesting that reached it. */
export class UnboundedDataError extends Error {
  override name = 'UnboundedDataError'
}

/** Checks, without recursion, that data is neither too deep nor too much for the way to the browser; returns it. */
export function boundedData<T>(data: T, limits: { depth?: number; values?: number } = {}): T {
  const { depth = DEPTH, values = VALUES } = limits
  const seen = new Set<object>()
  let level: unknown[] = [data]
  for (let at = 0; level.length > 0; at++) {
    if (at > depth) throw new UnboundedDataError(`Loader data is nested deeper than ${depth} levels`)
    const next: unknown[] = []
    for (const value of level) {
      if (typeof value !== 'object' || value === null || seen.has(value)) continue
      seen.add(value)
      for (const part of partsOf(value)) next.push(part)
      if (seen.size + next.length > values) throw new UnboundedDataError(`Loader data holds more than ${values} values`)
    }
    level = next
  }
  return data
}

function partsOf(value: object): Iterable<unknown> {
  if (value instanceof Map) return [...value.keys(), ...value.values()]
  if (value instanceof Set || Array.isArray(value)) return value
  // A promise is sent later, a response and a stream are not nested data.
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null || value.constructor?.name === 'DataWithResponseInit'
    ? Object.values(value)
    : []
}
