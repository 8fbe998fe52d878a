import type { Codes } from './columns.ts'
import { type BlockCodes, unknownUnless, whereShown } from './loops.ts'

/** So many rows go through all steps at once that what lies between them stays in the processor's cache. */
export const BLOCK = 4096
export const WORDS = BLOCK / 4

/** Bytes, and the same as words. */
export class Plane {
  readonly bytes = new Uint8Array(BLOCK)
  readonly words = new Int32Array(this.bytes.buffer)
}

/** By slot of the later version: the rows where the earlier one asked the question, or was given the fact. */
export type Had = (slot: number) => Plane | 'all' | 'none'

/** The codes of a block as the loops take them. What has to be copied goes into arrays that are made once for each slot. */
export class CodeBlocks {
  private readonly copied = new Map<number, BlockCodes>()
  private readonly moved = new Map<number, BlockCodes>()
  private readonly visible = new Map<number, BlockCodes>()

  /** The stored codes. Where words do not fit on them, at the end or at an odd place, they are copied, with blanks behind. */
  block(slot: number, stored: Codes, start: number, count: number): BlockCodes {
    if (stored.length === 0) return NOTHING.words
    const small = stored instanceof Uint8Array
    if (small && count % 4 === 0 && (stored.byteOffset + start) % 4 === 0)
      return new Int32Array(stored.buffer, stored.byteOffset + start, count / 4)
    if (!small && count % 4 === 0) return stored.subarray(start, start + count)
    const out = blockLike(small ? NOTHING.words : stored, this.copied, slot)
    out.fill(0)
    const rows = out instanceof Int32Array ? new Uint8Array(out.buffer) : out
    rows.set(stored.subarray(start, start + count))
    return out
  }

  /** The same as a later version finds them: unknown where the earlier one did not ask. */
  asHad(slot: number, codes: BlockCodes, words: number, had: ReturnType<Had>): BlockCodes {
    if (had === 'all') return codes
    const out = blockLike(codes, this.moved, slot)
    unknownUnless(out, codes, had === 'none' ? NOTHING : had, words)
    return out
  }

  /** The codes that count: none where the question is hidden. */
  shown(slot: number, codes: BlockCodes, words: number, where: Plane | undefined): BlockCodes {
    if (!where) return codes
    const out = blockLike(codes, this.visible, slot)
    whereShown(out, codes, where, words)
    return out
  }
}

/** Nothing in any row. */
const NOTHING = new Plane()

function blockLike(codes: BlockCodes, kept: Map<number, BlockCodes>, slot: number): BlockCodes {
  const made = kept.get(slot) ?? (codes instanceof Int32Array ? new Int32Array(WORDS) : new Uint16Array(BLOCK))
  kept.set(slot, made)
  return made
}
