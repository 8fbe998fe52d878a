import { PROPOSALS } from '../decide.ts'
import { levelRank } from '../rubric.ts'
import { BLOCK, CodeBlocks, type Had, Plane, WORDS } from './blocks.ts'
import {
  type Adding,
  add,
  addThree,
  type BlockCodes,
  fill,
  firstOf,
  flags,
  hide,
  levelsInto,
  maskOf,
  raise,
  widen,
} from './loops.ts'
import { type Mask, MaskReader, ONES } from './masks.ts'
import type { Plan } from './plan.ts'

/** What a rubric makes of every row, as ranks and places: 0 is "none" for the tier (else rank and 1) and the outcome (else place and 1). */
export type Verdicts = {
  visible: Uint16Array
  tier: Uint8Array
  outcome: Uint8Array
  level: Uint8Array
  decision: Uint8Array
  /** Eight to an array, in the order of the plan. */
  knockouts: Uint8Array[]
  gates: Uint8Array[]
}

export const emptyVerdicts = ({ knockouts, gates }: Plan, rows: number): Verdicts => {
  const bytes = (count: number) => Array.from({ length: Math.ceil(count / 8) }, () => new Uint8Array(rows))
  return {
    visible: new Uint16Array(rows),
    tier: new Uint8Array(rows),
    outcome: new Uint8Array(rows),
    level: new Uint8Array(rows),
    decision: new Uint8Array(rows),
    knockouts: bytes(knockouts.length),
    gates: bytes(gates.length),
  }
}

/** Evaluates one rubric block by block. No array is made per row, and none per block but views. */
export class Runner {
  private readonly plan: Plan
  private readonly planes: Plane[]
  private readonly reader: MaskReader
  private readonly sums: { word: number; all: Int32Array }[]
  private readonly counts = {
    visible: new Uint16Array(BLOCK),
    asked: new Uint16Array(BLOCK),
    given: new Uint16Array(BLOCK),
  }
  private readonly scratch = {
    a: new Plane(),
    b: new Plane(),
    c: new Plane(),
    d: new Plane(),
    sum: new Plane(),
    one: new Plane(),
  }
  private readonly codes = new CodeBlocks()
  private readonly ownOf: (number | undefined)[] = []

  constructor(plan: Plan) {
    this.plan = plan
    for (const { slot, own } of plan.steps) this.ownOf[slot] = own
    this.planes = Array.from({ length: plan.planes }, () => new Plane())
    this.reader = new MaskReader(
      this.planes.map(({ words }) => words),
      WORDS,
    )
    this.sums = Array.from({ length: plan.lanes?.words ?? 0 }, (_, word) => ({ word, all: new Int32Array(BLOCK) }))
  }

  /**
   * Evaluates the rows from `start` into `out`.
   * @param had where an earlier version asked: there a blank stays blank, and elsewhere it counts as unknown
   */
  run(start: number, count: number, out: Verdicts, had?: Had): void {
    const words = Math.ceil(count / 4)
    const codes = this.plan.sources.map(({ column }, slot) =>
      this.codes.asHad(slot, this.codes.block(slot, column.codes, start, count), words, had?.(slot) ?? 'all'),
    )
    for (const { slot, shown, own, lookups } of this.plan.steps) {
      const mine = own === undefined ? undefined : this.planes[own]
      if (mine) this.reader.read(shown, mine.words, words)
      for (const { plane, table, hidden } of lookups) {
        const into = this.planes[plane] as Plane
        fill(into.words, codes[slot] as BlockCodes, table, words)
        if (mine) hide(into.words, mine.words, Math.imul(hidden, ONES), words)
      }
    }
    this.verdicts(start, count, words, codes, out)
  }

  /** Where the question in this slot is shown, after a run; undefined where it always is. */
  shownIn(slot: number): Plane | undefined {
    const own = this.ownOf[slot]
    return own === undefined ? undefined : this.planes[own]
  }

  private verdicts(start: number, count: number, words: number, codes: readonly BlockCodes[], out: Verdicts): void {
    const { plan } = this
    const { visible } = this.counts
    this.count(plan.visible, visible, words, count)
    out.visible.set(visible.subarray(0, count), start)
    this.bits(
      plan.knockouts.map(({ fires }) => fires),
      out.knockouts,
      start,
      count,
      words,
    )
    this.bits(
      plan.gates.map(({ open }) => open),
      out.gates,
      start,
      count,
      words,
    )
    this.tier(start, count, words, codes, out)
    if (plan.compiled.rubric.outcome) this.outcome(start, count, words, out)
    if (plan.lanes) this.decision(start, count, words, codes, out)
  }

  private tier(start: number, count: number, words: number, codes: readonly BlockCodes[], out: Verdicts): void {
    const { tierRules, tierUps, presentTier } = this.plan
    if (tierRules.length === 0 && !presentTier) return
    const { a: found, b: when, c: left } = this.scratch
    if (presentTier) fill(found.words, codes[presentTier.slot] as BlockCodes, presentTier.table, words)
    else {
      found.words.fill(0)
      left.words.fill(ONES)
      for (const rule of tierRules) {
        this.reader.read(rule.when, when.words, words)
        firstOf(found.words, left.words, when.words, rule.tier, words)
      }
    }
    for (const up of tierUps) {
      this.reader.read(up.when, when.words, words)
      raise(found.bytes, when.bytes, up.tier, count)
    }
    out.tier.set(found.bytes.subarray(0, count), start)
  }

  private outcome(start: number, count: number, words: number, out: Verdicts): void {
    const { a: found, b: when, c: left } = this.scratch
    found.words.fill(0)
    left.words.fill(ONES)
    this.reader.read(this.plan.unready, when.words, words)
    firstOf(found.words, left.words, when.words, 0, words)
    for (const rule of this.plan.outcomeRules) {
      this.reader.read(rule.when, when.words, words)
      firstOf(found.words, left.words, when.words, rule.outcome, words)
    }
    out.outcome.set(found.bytes.subarray(0, count), start)
  }

  private decision(start: number, count: number, words: number, codes: readonly BlockCodes[], out: Verdicts): void {
    const { lanes, wide, asked, answered, needed, gates, blocked, stopped } = this.plan
    const { a: scope, b: held, c: block, d: stop } = this.scratch
    this.reader.read(wide, scope.words, words)
    for (const { all } of this.sums) all.fill(0)
    const shown = codes.map((stored, slot) =>
      lanes?.slots.has(slot) ? this.codes.shown(slot, stored, words, this.shownIn(slot)) : stored,
    )
    for (const { word, all } of this.sums) {
      const adding = (lanes?.adds ?? []).flatMap((one) =>
        one.word === word ? [{ codes: shown[one.slot] as BlockCodes, table: one.table }] : [],
      )
      const packed = adding.filter((one): one is Adding<Int32Array> => one.codes instanceof Int32Array)
      const threes = packed.length - (packed.length % 3)
      for (let at = 0; at < threes; at += 3) addThree(all, packed.slice(at, at + 3), words)
      for (const one of packed.slice(threes)) add(all, one, words)
      for (const one of adding) if (one.codes instanceof Uint16Array) add(all, one, words)
    }
    const level = out.level.subarray(start, start + count)
    for (const harm of lanes?.harms ?? [])
      levelsInto(
        level,
        this.sums[harm.word]?.all as Int32Array,
        harm,
        wide.op === 'never' ? undefined : scope.bytes,
        count,
      )

    this.count(asked, this.counts.asked, words, count)
    this.count(answered, this.counts.given, words, count)
    held.words.fill(0)
    for (const { open } of gates) {
      this.reader.read(open, stop.words, words)
      maskOf(held.words, stop.words, 0, words)
    }
    this.reader.read(blocked, block.words, words)
    this.reader.read(stopped, stop.words, words)
    // One byte a row says all that the decision hangs on but the level and the completeness.
    maskOf(held.words, block.words, 1, words)
    maskOf(held.words, stop.words, 2, words)
    const { asked: ask, given } = this.counts
    const into = out.decision
    for (let i = 0; i < count; i++) {
      const open = (given[i] as number) < (needed[ask[i] as number] as number) ? 1 : 0
      into[start + i] = DECISIONS[((level[i] as number) << 3) | (held.bytes[i] as number) | open] as number
    }
  }

  private count(masks: readonly Mask[], into: Uint16Array, words: number, count: number): void {
    const { sum, one } = this.scratch
    const always = masks.filter(({ op }) => op === 'always').length
    into.fill(always, 0, count)
    sum.words.fill(0, 0, words)
    let held = 0
    for (const mask of masks) {
      if (mask.op === 'always' || mask.op === 'never') continue
      if (mask.op === 'bit') flags(sum.words, this.planes[mask.plane]?.words as Int32Array, mask.bit, words)
      else {
        this.reader.read(mask, one.words, words)
        flags(sum.words, one.words, 0, words)
      }
      // A byte counts to 255.
      if (++held % 255 === 0) {
        widen(into, sum.bytes, count)
        sum.words.fill(0, 0, words)
      }
    }
    widen(into, sum.bytes, count)
  }

  private bits(masks: readonly Mask[], into: readonly Uint8Array[], start: number, count: number, words: number): void {
    const { a: all, b: one } = this.scratch
    for (const [at, bytes] of into.entries()) {
      all.words.fill(0, 0, words)
      for (const [bit, mask] of masks.slice(at * 8, at * 8 + 8).entries()) {
        if (mask.op === 'never') continue
        this.reader.read(mask, one.words, words)
        maskOf(all.words, one.words, bit, words)
      }
      bytes.set(all.bytes.subarray(0, count), start)
    }
  }
}

/** By level, then by stopped, blocked and open: the order of decide.ts without open conditions. */
const DECISIONS = Uint8Array.from({ length: 40 }, (_, at) => {
  const level = at >> 3
  const [stopped, blocked, open] = [(at & 4) > 0, (at & 2) > 0, (at & 1) > 0]
  const decision = blocked
    ? 'block'
    : open
      ? 'request_changes'
      : level === levelRank('C')
        ? 'block'
        : level === levelRank('H') || stopped
          ? 'escalate'
          : level === levelRank('M')
            ? 'approve_with_conditions'
            : 'approve'
  return PROPOSALS.indexOf(decision)
})
