import type { ReactNode } from 'react'
import { Moment } from './moment.tsx'
import type { Instant } from './zoned.ts'

export type TimelineEntry = {
  key: string
  /** What happened, as a sentence. */
  sentence: ReactNode
  who: string
  at: Instant
  /** When it was written down, if that was later. */
  recordedAt?: Instant | undefined
  why?: ReactNode
  source?: ReactNode
  /** What belongs to it and opens on request; may hold blocks. */
  more?: ReactNode
}

type TimelineProps = {
  label: string
  zone: string
  entries: readonly TimelineEntry[]
  /** The day stands above. */
  timeOnly?: boolean
}

/** History: facts in order, each with who, when and why. */
export function Timeline({ label, zone, entries, timeOnly = false }: TimelineProps) {
  return (
    <ol aria-label={label} className="ml-1 max-w-measure border-l border-rule-strong">
      {entries.map((entry) => (
        <li key={entry.key} className="relative pb-5 pl-5 last:pb-0">
          <span
            aria-hidden="true"
            className="absolute top-1.5 -left-[5px] size-2.5 rounded-full border-2 border-ink-soft bg-paper"
          />
          <p>{entry.sentence}</p>
          {entry.why && <p className="mt-1 border-l-2 border-rule pl-3 text-sm">{entry.why}</p>}
          <p className="mt-0.5 text-xs text-ink-soft">
            {entry.who} · <Moment at={entry.at} zone={zone} timeOnly={timeOnly} />
            {entry.recordedAt && (
              <>
                {' · recorded '}
                <Moment at={entry.recordedAt} zone={zone} />
              </>
            )}
            {entry.source && <> · {entry.source}</>}
          </p>
          {entry.more}
        </li>
      ))}
    </ol>
  )
}
