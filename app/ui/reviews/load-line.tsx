import type { Level } from '#app/rubric/rubric.ts'
import { Tag } from '#app/ui/kit/tag.tsx'
import { LevelBadge } from './level.tsx'
import { describeLoad, isOverLine, type Load, sayLine } from './load.ts'
import { LoadLinePicture } from './load-line-picture.tsx'
import type { GaugeSize } from './load-line-shape.ts'

export type Harm = { code: string; name: string }
type LoadLineProps = Load & { harm: Harm; size: GaugeSize }

/**
 * One harm against the load line. `row` fits a table row and says itself in its title;
 * `full` stands on a record and a memo, with the same facts as a table behind it.
 */
export function LoadLine({ harm, size, ...load }: LoadLineProps) {
  const title = `${harm.code} ${harm.name}. ${describeLoad(load)}`
  if (size === 'row') {
    return (
      <span className="inline-flex items-center gap-2 align-middle text-sm whitespace-nowrap max-sm:flex-wrap max-sm:justify-end max-sm:gap-y-1">
        <LoadLinePicture load={load} size="row" title={title} />
        <LineWords over={isOverLine(load)} words={sayLine(load)} />
      </span>
    )
  }
  return (
    <figure className="max-w-96">
      <figcaption className="mb-2">
        <HarmName {...harm} />
        <LineWords over={isOverLine(load)} words={sayLine(load)} />
      </figcaption>
      <LoadLinePicture load={load} size="full" title={title} />
      <LoadTable {...load} />
    </figure>
  )
}

type LaunchLoadLineProps = {
  /** The harm with the highest current residual, or null while no harm is in scope. */
  worst: (Omit<Load, 'line'> & { harm: Harm }) | null
  line: Level
  over: number
  harms: number
  size: GaugeSize
}

/** A launch: the gauge of its worst harm, and how many of its harms are over the line. */
export function LaunchLoadLine({ worst, line, over, harms, size }: LaunchLoadLineProps) {
  if (!worst) return <span className="text-sm text-ink-soft">No harm in scope yet</span>
  const { harm, ...levels } = worst
  const load = { ...levels, line }
  const count =
    over === 0
      ? `None of ${harms} over the line`
      : `${over} of ${harms} ${harms === 1 ? 'harm' : 'harms'} over the line`
  const title = `Worst harm: ${harm.code} ${harm.name}. ${describeLoad(load)}. ${count}`
  if (size === 'row') {
    return (
      <span className="inline-flex items-center gap-2 align-middle text-sm whitespace-nowrap max-sm:flex-wrap max-sm:justify-end max-sm:gap-y-1">
        <LoadLinePicture load={load} size="row" title={title} />
        <LineWords over={over > 0} words={count} />
      </span>
    )
  }
  return (
    <figure className="max-w-96">
      <figcaption className="mb-2">
        <HarmName {...harm} before="Worst harm: " />
        <LineWords over={over > 0} words={count} />
      </figcaption>
      <LoadLinePicture load={load} size="full" title={title} />
      <LoadTable {...load} />
    </figure>
  )
}

function HarmName({ code, name, before }: Harm & { before?: string }) {
  return (
    <p className="mb-1">
      {before}
      <span className="mr-1.5 text-sm text-ink-soft">{code}</span>
      <b className="font-semibold">{name}</b>
    </p>
  )
}

function LineWords({ over, words }: { over: boolean; words: string }) {
  return over ? <Tag tone="strong">{words}</Tag> : <span className="text-xs text-ink-soft">{words}</span>
}

function LoadTable({ inherent, current, target, line }: Load) {
  const rows: readonly (readonly [string, Level])[] = [
    ['Inherent, before controls', inherent],
    ['Now, with working controls', current],
    ['Target, with planned controls', target],
    ['The line: may be accepted up to', line],
  ]
  return (
    <details className="mt-1 text-sm" data-screen-only="">
      <summary className="min-h-6 text-accent underline">As a table</summary>
      <table className="mt-1 w-full border-t border-rule text-left">
        <caption className="sr-only">Levels</caption>
        <tbody>
          {rows.map(([label, level]) => (
            <tr key={label} className="border-b border-rule">
              <th scope="row" className="h-8 font-normal">
                {label}
              </th>
              <td>
                <LevelBadge level={level} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
