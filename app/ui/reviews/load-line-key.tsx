import { Logo } from '#app/ui/kit/logo.tsx'
import { TickMark } from './load-line-picture.tsx'

const TICKS = [
  ['inherent', 'inherent: before safeguards'],
  ['current', 'now'],
  ['target', 'target: as planned'],
] as const

/** How to read the gauges of a page: one line above a queue of them. */
export function LoadLineKey() {
  return (
    <ul aria-label="How to read the load line" className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-soft">
      {TICKS.map(([what, words]) => (
        <li key={what} className="inline-flex items-center gap-1.5">
          <svg viewBox="0 0 10 10" width="12" height="12" aria-hidden="true">
            <TickMark tick={{ what, x: 5, y: 5 }} size="row" />
          </svg>
          {words}
        </li>
      ))}
      <li className="inline-flex items-center gap-1.5">
        <Logo className="size-4 text-ink" />
        the line: accepted up to here
      </li>
    </ul>
  )
}
