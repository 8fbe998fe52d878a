import type { Replayed, Verdict } from './verdict.ts'

/** What may flip, the gravest first. */
export const FLIPS = ['decision', 'tier', 'outcome', 'current', 'inherent'] as const
export type FlipKind = (typeof FLIPS)[number]
export type Flip = { what: FlipKind; from: string | null; to: string | null }

/** A sum over many reviews, in a few numbers. */
export type Summary = {
  reviews: number
  /** How many reviews flip in any way. */
  flipped: number
  flips: Record<FlipKind, { from: string | null; to: string | null; reviews: number }[]>
  /** Questions that a review was not asked before. */
  added: { total: number; median: number; most: number; reviews: number }
  /** How many reviews a knock-out would newly fire for, or a gate newly be open for; most often first. */
  knockouts: { code: string; reviews: number }[]
  gates: { id: string; reviews: number }[]
}

export const flipsOf = ({ before, after }: { before: Verdict; after: Verdict }): Flip[] =>
  FLIPS.flatMap((what) => (before[what] === after[what] ? [] : [{ what, from: before[what], to: after[what] }]))

export const newIn = (before: readonly string[], after: readonly string[]): string[] => [
  ...new Set(after.filter((one) => !before.includes(one))),
]

type Row = Pick<Replayed, 'added'> & {
  flips: readonly Flip[]
  newKnockouts: readonly string[]
  newGates: readonly string[]
}

/** Sums rows up as they come; it keeps counts and no row. */
export class Tally {
  private reviews = 0
  private flipped = 0
  private readonly flips = new Map<string, { flip: Flip; reviews: number }>()
  private readonly added = new Map<number, number>()
  private readonly knockouts = new Map<string, number>()
  private readonly gates = new Map<string, number>()

  add({ flips, added, newKnockouts, newGates }: Row): void {
    this.reviews++
    if (flips.length > 0) this.flipped++
    for (const flip of flips) {
      const key = JSON.stringify(flip)
      this.flips.set(key, { flip, reviews: (this.flips.get(key)?.reviews ?? 0) + 1 })
    }
    count(this.added, added)
    for (const code of newKnockouts) count(this.knockouts, code)
    for (const id of newGates) count(this.gates, id)
  }

  summary(): Summary {
    const of = (what: FlipKind) =>
      [...this.flips.values()]
        .filter(({ flip }) => flip.what === what)
        .map(({ flip: { from, to }, reviews }) => ({ from, to, reviews }))
        .sort((a, b) => b.reviews - a.reviews || (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1))
    const added = [...this.added].sort(([a], [b]) => a - b)
    return {
      reviews: this.reviews,
      flipped: this.flipped,
      flips: Object.fromEntries(FLIPS.map((what) => [what, of(what)])) as Summary['flips'],
      added: {
        total: added.reduce((sum, [questions, reviews]) => sum + questions * reviews, 0),
        median: middle(added, this.reviews),
        most: added.at(-1)?.[0] ?? 0,
        reviews: this.reviews - (this.added.get(0) ?? 0),
      },
      knockouts: mostFirst(this.knockouts).map(([code, reviews]) => ({ code, reviews })),
      gates: mostFirst(this.gates).map(([id, reviews]) => ({ id, reviews })),
    }
  }
}

function count<K>(into: Map<K, number>, key: K): void {
  into.set(key, (into.get(key) ?? 0) + 1)
}

/** Of an even number of reviews the mean of the two in the middle. */
function middle(counts: readonly (readonly [number, number])[], reviews: number): number {
  const at = (place: number): number => {
    let seen = 0
    for (const [value, times] of counts) {
      seen += times
      if (seen > place) return value
    }
    return 0
  }
  return (at(Math.floor((reviews - 1) / 2)) + at(Math.floor(reviews / 2))) / 2
}

const mostFirst = (counts: ReadonlyMap<string, number>) =>
  [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
