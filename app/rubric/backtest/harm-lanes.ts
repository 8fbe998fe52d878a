import type { CompiledRubric } from '../compile.ts'
import { type Contribution, gatherContributions, pickedHarms } from '../contributions.ts'
import { type Level, levelIn, levelRank, type PolicyTable } from '../rubric.ts'
import type { Source } from './planes.ts'

/**
 * The steps of likelihood and gravity of every harm, summed for each row. A harm has a lane of bits in a 32-bit word: the sum of its
 * likelihood steps, above it the sum of its gravity steps, above them a count of answers that name it without a step. So one
 * look-up and one addition take in what an answer does to all the harms of a word, and a lane of 0 is a harm that nobody speaks of.
 */
export type Lanes = {
  words: number
  /** Per question and word. */
  adds: { slot: number; word: number; table: Int32Array }[]
  /** The questions that add to any harm. */
  slots: ReadonlySet<number>
  harms: Lane[]
}

/** `levels` gives the rank of the level by the lane; above that, once more, by the lane where wide scope raises the gravity. */
export type Lane = { word: number; shift: number; mask: number; bits: number; levels: Uint8Array }

type Steps = { harm: number; dL: number; dS: number; mute: number }

/** Undefined where a lane would need too many bits, which no rubric that a person could answer comes near. */
export function harmLanes(
  compiled: CompiledRubric,
  table: PolicyTable,
  sourceOf: (slot: number) => Source,
): Lanes | undefined {
  const steps = compiled.questions.map((question) => ({
    slot: question.slot,
    byCode: sourceOf(question.slot).effective.map((answer): Steps[] => {
      if (!answer) return []
      const slots = []
      slots[question.slot] = answer
      const alone = { visible: [question], slots }
      const picked = pickedHarms(alone)
      return gatherContributions(compiled, alone)
        .flatMap((found, harm) => stepsOf(harm, found))
        .concat(compiled.harms.flatMap(({ code }, harm) => (picked.has(code) ? [{ harm, dL: 0, dS: 0, mute: 1 }] : [])))
    }),
  }))
  const most = compiled.harms.map(() => ({ dL: 0, dS: 0, mute: 0 }))
  for (const { byCode } of steps)
    for (const [harm, bound] of most.entries())
      for (const part of ['dL', 'dS', 'mute'] as const)
        bound[part] += Math.max(0, ...byCode.map((some) => sum(some, harm, part)))

  const lanes: (Lane & { at: Record<'dL' | 'dS' | 'mute', number> })[] = []
  const byHarm = new Map<number, (typeof lanes)[number]>()
  let word = 0
  let used = 0
  for (const [harm, bound] of most.entries()) {
    const [forL, forS, forMute] = [bitsFor(bound.dL), bitsFor(bound.dS), bitsFor(bound.mute)]
    const bits = forL + forS + forMute
    if (bits === 0) continue
    if (bits > MOST_BITS) return undefined
    if (used + bits > 32) {
      word++
      used = 0
    }
    const at = { dL: used, dS: used + forL, mute: used + forL + forS }
    const levels = levelsOf(table, compiled.harms[harm]?.floor ?? 1, forL, forS, bits)
    const lane = { word, shift: used, mask: 2 ** bits - 1, bits, levels, at }
    lanes.push(lane)
    byHarm.set(harm, lane)
    used += bits
  }

  const words = lanes.length === 0 ? 0 : word + 1
  const adds = steps.flatMap(({ slot, byCode }) =>
    Array.from({ length: words }, (_, one) => ({
      slot,
      word: one,
      table: Int32Array.from(byCode, (some) =>
        some.reduce((total, step) => {
          const lane = byHarm.get(step.harm)
          if (lane?.word !== one) return total
          return (total + (step.dL << lane.at.dL) + (step.dS << lane.at.dS) + (step.mute << lane.at.mute)) | 0
        }, 0),
      ),
    })).filter(({ table: added }) => added.some((value) => value !== 0)),
  )
  return { words, adds, slots: new Set(adds.map(({ slot }) => slot)), harms: lanes }
}
const MOST_BITS = 16

function stepsOf(harm: number, found: readonly Contribution[] | undefined): Steps[] {
  return (found ?? []).map(({ dL, dS }) => ({ harm, dL, dS, mute: dL + dS === 0 ? 1 : 0 }))
}

const sum = (steps: readonly Steps[], harm: number, part: 'dL' | 'dS' | 'mute'): number =>
  steps.reduce((total, step) => (step.harm === harm ? total + step[part] : total), 0)

const bitsFor = (most: number): number => 32 - Math.clz32(most)

/** The rules of assess.ts without a reviewer's scores and without safeguards, for every value that a lane can have. */
function levelsOf(table: PolicyTable, floor: number, forL: number, forS: number, bits: number): Uint8Array {
  const levels = new Uint8Array(2 ** (bits + 1))
  for (const scope of [0, 1])
    for (let lane = 1; lane < 2 ** bits; lane++) {
      const likelihood = Math.min(5, 1 + (lane & (2 ** forL - 1)))
      const gravity = Math.min(5, floor + ((lane >> forL) & (2 ** forS - 1)))
      const level: Level = levelIn(table, Math.max(floor, Math.min(5, gravity + scope)), likelihood)
      levels[lane + scope * 2 ** bits] = levelRank(level)
    }
  return levels
}
