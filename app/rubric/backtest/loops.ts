import type { Lane } from './harm-lanes.ts'
import { ONES } from './masks.ts'

/** The innermost loops. Each does one thing to every row of a block, so that the compiler makes straight machine code of it. */

/** The codes of a block: four to a word where a byte is enough for one, else one by one. */
export type BlockCodes = Int32Array | Uint16Array

/** What the table says of each row's code. */
export function fill(out: Int32Array, codes: BlockCodes, table: Uint8Array, words: number): void {
  if (codes instanceof Int32Array)
    for (let i = 0; i < words; i++) {
      const four = codes[i] as number
      out[i] =
        (table[four & 255] as number) |
        ((table[(four >>> 8) & 255] as number) << 8) |
        ((table[(four >>> 16) & 255] as number) << 16) |
        ((table[four >>> 24] as number) << 24)
    }
  else
    for (let i = 0, row = 0; i < words; i++, row += 4)
      out[i] =
        (table[codes[row] as number] as number) |
        ((table[codes[row + 1] as number] as number) << 8) |
        ((table[codes[row + 2] as number] as number) << 16) |
        ((table[codes[row + 3] as number] as number) << 24)
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

/** Adds what three questions contribute: the sum is fetched and put back once for all of them. */
export function addThree(sums: Int32Array, [a, b, c]: readonly Adding<Int32Array>[], words: number): void {
  if (!a || !b || !c) return
  const { codes: codesA, table: tableA } = a
  const { codes: codesB, table: tableB } = b
  const { codes: codesC, table: tableC } = c
  for (let i = 0, row = 0; i < words; i++, row += 4) {
    const x = codesA[i] as number
    const y = codesB[i] as number
    const z = codesC[i] as number
    sums[row] =
      ((sums[row] as number) +
        (tableA[x & 255] as number) +
        (tableB[y & 255] as number) +
        (tableC[z & 255] as number)) |
      0
    sums[row + 1] =
      ((sums[row + 1] as number) +
        (tableA[(x >>> 8) & 255] as number) +
        (tableB[(y >>> 8) & 255] as number) +
        (tableC[(z >>> 8) & 255] as number)) |
      0
    sums[row + 2] =
      ((sums[row + 2] as number) +
        (tableA[(x >>> 16) & 255] as number) +
        (tableB[(y >>> 16) & 255] as number) +
        (tableC[(z >>> 16) & 255] as number)) |
      0
    sums[row + 3] =
      ((sums[row + 3] as number) +
        (tableA[x >>> 24] as number) +
        (tableB[y >>> 24] as number) +
        (tableC[z >>> 24] as number)) |
      0
  }
}
export type Adding<C extends BlockCodes = BlockCodes> = { codes: C; table: Int32Array }

export function add(sums: Int32Array, { codes, table }: Adding, words: number): void {
  const rows = words * 4
  if (codes instanceof Int32Array)
    for (let row = 0; row < rows; row++) {
      const code = ((codes[row >> 2] as number) >>> ((row & 3) << 3)) & 255
      sums[row] = (sums[row] as number) + (table[code] as number)
    }
  else for (let row = 0; row < rows; row++) sums[row] = (sums[row] as number) + (table[codes[row] as number] as number)
}

/** The codes where the question is shown, and elsewhere blank: a hidden answer adds nothing. */
export function whereShown(out: BlockCodes, codes: BlockCodes, shown: Bits, words: number): void {
  const { words: four, bytes } = shown
  if (codes instanceof Int32Array)
    for (let i = 0; i < words; i++) out[i] = (codes[i] as number) & (((four[i] as number) << 8) - (four[i] as number))
  else for (let row = 0; row < words * 4; row++) out[row] = (codes[row] as number) & -(bytes[row] as number)
}
type Bits = { words: Int32Array; bytes: Uint8Array }

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

/** A blank answer (0) stays blank where the question was asked, and is unknown (1) elsewhere. */
export function unknownUnless(out: BlockCodes, codes: BlockCodes, asked: Bits, words: number): void {
  const { words: four, bytes } = asked
  if (codes instanceof Int32Array)
    for (let i = 0; i < words; i++) {
      const code = codes[i] as number
      // The top bit of each byte says whether any bit of the code is set.
      const given = ((((code & 0x7f7f7f7f) + 0x7f7f7f7f) | code) >>> 7) & ONES
      out[i] = code | ((given | (four[i] as number)) ^ ONES)
    }
  else
    for (let row = 0; row < words * 4; row++) {
      const code = codes[row] as number
      out[row] = code === 0 && bytes[row] === 0 ? 1 : code
    }
}

/** Counts where a question is shown that was not shown before. */
export function newlyShown(sum: Int32Array, now: Int32Array, before: Int32Array, words: number): void {
  for (let i = 0; i < words; i++) sum[i] = (sum[i] as number) + ((now[i] as number) & ((before[i] as number) ^ ONES))
}
