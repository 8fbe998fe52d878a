export type Placed<T> = { item: T; path: string }
export type Pair<T> = { id: string; before: Placed<T>; after: Placed<T>; moved: boolean }
export type Pairing<T> = {
  both: Pair<T>[]
  added: (Placed<T> & { id: string })[]
  removed: (Placed<T> & { id: string })[]
}

/**
 * Matches the parts of two lists by their stable ids. Of those in both, the fewest that explain the new order count as moved: a part that
 * was carried to the end moved, and not all the others past it.
 */
export function pairUp<T>(
  before: readonly Placed<T>[],
  after: readonly Placed<T>[],
  idOf: (item: T) => string,
): Pairing<T> {
  const old = new Map(before.map((placed, at) => [idOf(placed.item), { placed, at }]))
  const kept = after.flatMap((placed) => {
    const id = idOf(placed.item)
    const match = old.get(id)
    return match ? [{ id, before: match.placed, after: placed, at: match.at }] : []
  })
  const settled = longestRising(kept.map(({ at }) => at))
  const ids = new Set(after.map(({ item }) => idOf(item)))
  return {
    both: kept.map(({ at, ...pair }) => ({ ...pair, moved: !settled.has(at) })),
    added: after.map((placed) => ({ ...placed, id: idOf(placed.item) })).filter(({ id }) => !old.has(id)),
    removed: before.map((placed) => ({ ...placed, id: idOf(placed.item) })).filter(({ id }) => !ids.has(id)),
  }
}

/** The items of a list with where they stand. */
export const placedIn = <T>(items: readonly T[] | undefined, path: string): Placed<T>[] =>
  (items ?? []).map((item, i) => ({ item, path: `${path}[${i}]` }))

/** The members of a longest rising run through the numbers, which are all different. */
function longestRising(numbers: readonly number[]): Set<number> {
  const length: number[] = []
  const previous: number[] = []
  let best = -1
  numbers.forEach((number, i) => {
    length[i] = 1
    previous[i] = -1
    for (let j = 0; j < i; j++)
      if ((numbers[j] ?? 0) < number && (length[j] ?? 0) + 1 > (length[i] ?? 0)) {
        length[i] = (length[j] ?? 0) + 1
        previous[i] = j
      }
    if (best < 0 || (length[i] ?? 0) > (length[best] ?? 0)) best = i
  })
  const rising = new Set<number>()
  for (let i = best; i >= 0; i = previous[i] ?? -1) rising.add(numbers[i] ?? 0)
  return rising
}
