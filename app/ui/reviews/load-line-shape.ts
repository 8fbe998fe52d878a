import { LEVELS, type Level, levelRank } from '#app/rubric/rubric.ts'
import type { Load } from './load.ts'

export type GaugeSize = 'row' | 'full'
export type Box = { x: number; y: number; width: number; height: number }
export type Tick = { what: 'inherent' | 'current' | 'target'; level: Level; x: number; y: number; nth: number }

export const GAUGES = {
  row: { left: 14, top: 3.5, bar: 18, gap: 2, base: 3.5, step: 5, foot: 9, disc: 4.5, tick: 3, hatch: 4, letter: 9 },
  full: { left: 40, top: 30, bar: 64, gap: 4, base: 16, step: 20, foot: 52, disc: 12, tick: 7, hatch: 8, letter: 14 },
} as const

/** The whole drawing, foot with the letters included. */
export function gaugeExtent(size: GaugeSize): { width: number; height: number; floor: number } {
  const { left, top, bar, gap, base, step, foot } = GAUGES[size]
  const floor = top + base + step * (LEVELS.length - 1)
  return { width: left + LEVELS.length * bar + (LEVELS.length - 1) * gap + 1, height: floor + foot, floor }
}

/** The step of a level: the same width for all, higher by one stride each. */
export function stepBox(level: Level, size: GaugeSize): Box {
  const { left, bar, gap, base, step } = GAUGES[size]
  const rank = levelRank(level)
  const height = base + step * rank
  return { x: left + rank * (bar + gap), y: gaugeExtent(size).floor - height, width: bar, height }
}

/** The line runs half a stride above the step that may be accepted: a tick stands clearly on one side of it. */
export const lineY = (line: Level, size: GaugeSize): number => stepBox(line, size).y - GAUGES[size].step / 2

/** Where the three ticks stand: on the edge of their step. Ticks on one level share its step, the target to the left. */
export function ticksOf({ inherent, current, target }: Load, size: GaugeSize): Tick[] {
  const levels = { target, current, inherent }
  const order = ['target', 'current', 'inherent'] as const
  return order.map((what) => {
    const level = levels[what]
    const together = order.filter((other) => levels[other] === level)
    const nth = together.indexOf(what)
    const box = stepBox(level, size)
    return { what, level, nth, x: box.x + (box.width * (nth + 0.5)) / together.length, y: box.y }
  })
}

/** Parallel strokes inside a box, cut at its edges: `up` leans like /, `down` like \, `flat` lies. */
export function hatch({ x, y, width, height }: Box, lean: 'up' | 'down' | 'flat', stride: number): string {
  if (lean === 'flat')
    return steps(stride, height, stride)
      .map((dy) => `M${x} ${round(y + height - dy)}h${width}`)
      .join('')
  return steps(stride - height, width, stride)
    .map((offset) => {
      const [x1, x2] = [Math.max(offset, 0), Math.min(offset + height, width)]
      const [rise1, rise2] = [x1 - offset, x2 - offset]
      const at = (rise: number) => (lean === 'up' ? y + height - rise : y + rise)
      return `M${round(x + x1)} ${round(at(rise1))}L${round(x + x2)} ${round(at(rise2))}`
    })
    .join('')
}

const steps = (from: number, below: number, stride: number): number[] =>
  Array.from({ length: Math.max(0, Math.ceil((below - from) / stride)) }, (_, index) => from + index * stride)

const round = (value: number): number => Math.round(value * 100) / 100
