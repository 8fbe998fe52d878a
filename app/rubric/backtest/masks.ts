/**
 * Yes or no for every row of a block. A row is one byte of an Int32Array, 0 or 1, so that one operation serves four rows.
 * A plane is such an array whose bytes hold up to eight answers to yes-or-no questions; a mask says which of them to combine how.
 */
export type Mask =
  | { op: 'always' }
  | { op: 'never' }
  | { op: 'bit'; plane: number; bit: number }
  | { op: 'not'; of: Mask }
  | { op: 'all' | 'any'; of: Mask[] }
  | { op: 'at_least'; of: Mask[]; least: number }

/** One in every byte. */
export const ONES = 0x01010101

export const ALWAYS: Mask = { op: 'always' }
export const NEVER: Mask = { op: 'never' }

export const not = (of: Mask): Mask =>
  of.op === 'always' ? NEVER : of.op === 'never' ? ALWAYS : of.op === 'not' ? of.of : { op: 'not', of }

export function all(masks: readonly Mask[]): Mask {
  const of = masks.filter(({ op }) => op !== 'always')
  if (of.some(({ op }) => op === 'never')) return NEVER
  return of.length < 2 ? (of[0] ?? ALWAYS) : { op: 'all', of }
}

export function any(masks: readonly Mask[]): Mask {
  const of = masks.filter(({ op }) => op !== 'never')
  if (of.some(({ op }) => op === 'always')) return ALWAYS
  return of.length < 2 ? (of[0] ?? NEVER) : { op: 'any', of }
}

export function atLeast(masks: readonly Mask[], wanted: number): Mask {
  const of = masks.filter(({ op }) => op !== 'never' && op !== 'always')
  const least = wanted - masks.filter(({ op }) => op === 'always').length
  if (least <= 0) return ALWAYS
  if (least > of.length) return NEVER
  return least === 1 ? any(of) : least === of.length ? all(of) : { op: 'at_least', of, least }
}

/** Works masks out over a block of rows. */
export class MaskReader {
  private readonly spare: Int32Array[] = []
  private readonly planes: readonly Int32Array[]
  private readonly words: number

  constructor(planes: readonly Int32Array[], words: number) {
    this.planes = planes
    this.words = words
  }

  /** Writes the mask into `out`. */
  read(mask: Mask, out: Int32Array, words: number): void {
    switch (mask.op) {
      case 'always':
        out.fill(ONES, 0, words)
        return
      case 'never':
        out.fill(0, 0, words)
        return
      case 'bit':
        take(out, this.plane(mask.plane), mask.bit, words)
        return
      case 'not':
        this.read(mask.of, out, words)
        turn(out, words)
        return
      case 'all':
      case 'any':
        this.combine(mask.of, mask.op === 'all', out, words)
        return
      case 'at_least':
        this.countUp(mask.of, mask.least, out, words)
    }
  }

  private combine(of: readonly Mask[], both: boolean, out: Int32Array, words: number): void {
    const [first, ...rest] = of
    if (first) this.read(first, out, words)
    for (const mask of rest) {
      const leaf = mask.op === 'not' ? mask.of : mask
      if (leaf.op === 'bit') {
        const flip = mask.op === 'not' ? ONES : 0
        if (both) meet(out, this.plane(leaf.plane), leaf.bit, flip, words)
        else join(out, this.plane(leaf.plane), leaf.bit, flip, words)
        continue
      }
      const inner = this.borrow()
      this.read(mask, inner, words)
      if (both) meet(out, inner, 0, 0, words)
      else join(out, inner, 0, 0, words)
      this.spare.push(inner)
    }
  }

  /** A list has at most 40 parts, so a byte never overflows; adding what is missing to 128 shows in its top bit who has enough. */
  private countUp(of: readonly Mask[], least: number, out: Int32Array, words: number): void {
    const inner = this.borrow()
    out.fill(0, 0, words)
    for (const mask of of) {
      this.read(mask, inner, words)
      for (let i = 0; i < words; i++) out[i] = (out[i] as number) + (inner[i] as number)
    }
    this.spare.push(inner)
    const missing = Math.imul(0x80 - least, ONES)
    for (let i = 0; i < words; i++) out[i] = (((out[i] as number) + missing) >>> 7) & ONES
  }

  private plane(at: number): Int32Array {
    const plane = this.planes[at]
    if (!plane) throw new RangeError(`no plane ${at}`)
    return plane
  }

  private borrow(): Int32Array {
    return this.spare.pop() ?? new Int32Array(this.words)
  }
}

function take(out: Int32Array, plane: Int32Array, bit: number, words: number): void {
  for (let i = 0; i < words; i++) out[i] = ((plane[i] as number) >>> bit) & ONES
}

function turn(out: Int32Array, words: number): void {
  for (let i = 0; i < words; i++) out[i] = (out[i] as number) ^ ONES
}

function meet(out: Int32Array, plane: Int32Array, bit: number, flip: number, words: number): void {
  for (let i = 0; i < words; i++) out[i] = (out[i] as number) & (((plane[i] as number) >>> bit) ^ flip)
}

function join(out: Int32Array, plane: Int32Array, bit: number, flip: number, words: number): void {
  for (let i = 0; i < words; i++) out[i] = (out[i] as number) | ((((plane[i] as number) >>> bit) ^ flip) & ONES)
}
