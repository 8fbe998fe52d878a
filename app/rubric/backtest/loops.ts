import { BLANK, type Codes, UNKNOWN } from './columns.ts'
import type { Lane } from './harm-lanes.ts'
import { ONES } from './masks.ts'

/** The innermost loops. Each does one thing to every row of a block, so that the compiler makes straight machine code of it. */

/** What the table says of each row's code: four rows to a word, so that one store serves them. */
export function fill(
  out: { bytes: Uint8Array; words: Int32Array },
  codes: Codes,
  table: Uint8Array,
  count: number,
): void {
  const { bytes, words } = out
  const whole = count >> 2
  for (let i = 0, row = 0; i < whole; i++, row += 4)
    words[i] =
      (table[codes[row] as number] as number) |
      ((table[codes[row + 1] as number] as number) << 8) |
      ((table[codes[row + 2] as number] as number) << 16) |
      ((table[codes[row + 3] as number] as number) << 24)
  for (let row = whole * 4; row < count; row++) bytes[row] = table[codes[row] as number] as number
}

/** Where the question is not shown, the flags are those of a hidden one. */
export function hide(flags: Int32Array, shown: Int32Array, hidden: number, words: number): void {
  for (let i = 0; i < words; i++) {
    const all = ((shown[i] as number) << 8) - (shown[i] as number)
    flags[i] = ((flags[i] as number) & all) | (hidden & ~all)
  }
}

/** Adds one bit of a plane to the count in each byte. */
export function flags(sum: Int32Array, plane: Int32Array, bit: number, words: number): void {
  for (let i = 0; i < words; i++) sum[i] = (sum[i] as number) + (((plane[i] as number) >>> bit) & ONES)
}

export function widen(into: Uint16Array, bytes: Uint8Array, count: number): void {
  for (let i = 0; i < count; i++) into[i] = (into[i] as number) + (bytes[i] as number)
}

/** Sets a bit of each byte where the mask holds. */
export function maskOf(into: Int32Array, mask: Int32Array, bit: number, words: number): void {
  for (let i = 0; i < words; i++) into[i] = (into[i] as number) | ((mask[i] as number) << bit)
}

/** Rows that no earlier rule took and that this one holds for get its value. */
export function firstOf(found: Int32Array, left: Int32Array, holds: Int32Array, value: number, words: number): void {
  for (let i = 0; i < words; i++) {
    const now = (holds[i] as number) & (left[i] as number)
    found[i] = (found[i] as number) | Math.imul(now, value)
    left[i] = (left[i] as number) ^ now
  }
}

/** At least this value where the mask holds and there is a value at all. */
export function raise(found: Uint8Array, holds: Uint8Array, value: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const now = found[i] as number
    if (holds[i] === 1 && now > 0 && now < value) found[i] = value
  }
}

/** Adds what four questions contribute: the sum is fetched and put back once for all of them. */
export function addFour(sums: Int32Array, [a, b, c, d]: readonly Adding[], count: number): void {
  if (!a || !b || !c || !d) return
  const { codes: codesA, table: tableA } = a
  const { codes: codesB, table: tableB } = b
  const { codes: codesC, table: tableC } = c
  const { codes: codesD, table: tableD } = d
  for (let i = 0; i < count; i++)
    sums[i] =
      ((sums[i] as number) +
        (tableA[codesA[i] as number] as number) +
        (tableB[codesB[i] as number] as number) +
        (tableC[codesC[i] as number] as number) +
        (tableD[codesD[i] as number] as number)) |
      0
}
export type Adding = { codes: Codes; table: Int32Array }

export function add(sums: Int32Array, { codes, table }: Adding, count: number): void {
  for (let i = 0; i < count; i++) sums[i] = (sums[i] as number) + (table[codes[i] as number] as number)
}

/** The codes where the question is shown, and elsewhere blank: a hidden answer adds nothing. */
export function whereShown(out: Codes, codes: Codes, shown: Uint8Array, count: number): void {
  for (let i = 0; i < count; i++) out[i] = (codes[i] as number) & -(shown[i] as number)
}

/** The worst level so far, and that of one more harm. */
export function levelsInto(
  worst: Uint8Array,
  sums: Int32Array,
  { shift, mask, bits, levels }: Lane,
  scope: Uint8Array | undefined,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const lane = ((sums[i] as number) >>> shift) & mask
    const level = levels[scope ? lane | ((scope[i] as number) << bits) : lane] as number
    if (level > (worst[i] as number)) worst[i] = level
  }
}

/** A blank answer stays blank where the question was asked, and is unknown elsewhere. */
export function unknownUnless(out: Codes, codes: Codes, asked: Uint8Array, count: number): void {
  for (let i = 0; i < count; i++) {
    const code = codes[i] as number
    out[i] = code === BLANK && asked[i] === 0 ? UNKNOWN : code
  }
}

/** Counts where a question is shown that was not shown before. */
export function newlyShown(sum: Int32Array, now: Int32Array, before: Int32Array, words: number): void {
  for (let i = 0; i < words; i++) sum[i] = (sum[i] as number) + ((now[i] as number) & ((before[i] as number) ^ ONES))
}
