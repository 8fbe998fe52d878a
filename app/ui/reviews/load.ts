import { type Level, levelRank } from '#app/rubric/rubric.ts'
import { LEVEL_WORDS } from './level-words.ts'

/** How far controls carry one harm, and the level that the present authority may accept. */
export type Load = { inherent: Level; current: Level; target: Level; line: Level }

/** Above the line on the present residual; planned controls do not count yet. */
export const isOverLine = ({ current, line }: Load): boolean => levelRank(current) > levelRank(line)

export const sayLine = (load: Load): string => (isOverLine(load) ? 'Over the line' : 'Within the line')

/** The picture in words, for whoever does not see it. */
export function describeLoad(load: Load): string {
  const { inherent, current, target, line } = load
  const ends = isOverLine(load) && levelRank(target) > levelRank(line) ? ', at target too' : ''
  const [from, now, to] = [inherent, current, target].map((level) => LEVEL_WORDS[level])
  return `${sayLine(load)}${ends}: ${from} inherent, ${now} now, ${to} at target; up to ${LEVEL_WORDS[line]} may be accepted`
}
