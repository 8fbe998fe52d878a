import type { WorstLevels } from '#app/domain/reviews/index.ts'
import { type Level, levelRank } from '#app/rubric/rubric.ts'
import { LaunchLoadLine } from '#app/ui/reviews/load-line.tsx'
import type { GaugeSize } from '#app/ui/reviews/load-line-shape.ts'

type LaunchGaugeProps = { levels: WorstLevels; line: Level; size?: GaugeSize }

/** The worst harm of a launch against the line, and how many of its harms are over it. */
export function LaunchGauge({ levels, line, size = 'row' }: LaunchGaugeProps) {
  return (
    <LaunchLoadLine
      worst={levels.worst}
      line={line}
      harms={levels.currents.length}
      over={levels.currents.filter((level) => levelRank(level) > levelRank(line)).length}
      size={size}
    />
  )
}
