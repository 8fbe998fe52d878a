/** The nearest of some names, for "did you mean": at most a third of the letters may differ, and never more than four. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = Math.min(4, Math.max(1, Math.floor(name.length / 3))) + 1
  for (const candidate of names) {
    const distance = editDistance(name, candidate, least)
    if (distance < least) {
      least = distance
      best = candidate
    }
  }
  return best
}

/** Levenshtein distance, given up at `limit`; only the cells near the diagonal can stay below it. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let row = Uint16Array.from({ length: b.length + 1 }, (_, i) => i)
  let next = new Uint16Array(b.length + 1)
  for (let i = 1; i <= a.length; i++) {
    next.fill(limit)
    if (i < limit) next[0] = i
    let smallest = limit
    for (let j = Math.max(1, i - limit); j <= Math.min(b.length, i + limit); j++) {
      const swap = (row[j - 1] ?? limit) + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1)
      const cell = Math.min((row[j] ?? limit) + 1, (next[j - 1] ?? limit) + 1, swap)
      next[j] = cell
      if (cell < smallest) smallest = cell
    }
    if (smallest >= limit) return limit
    ;[row, next] = [next, row]
  }
  return row[b.length] ?? limit
}
