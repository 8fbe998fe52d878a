import type { ReactNode } from 'react'
import { type Instant, wallClock } from './zoned.ts'

export type SavePhase =
  | { is: 'saving' }
  | { is: 'saved'; at: Instant; zone: string }
  | { is: 'retrying' }
  | { is: 'refused'; count: number }
  | { is: 'conflict' }
  | { is: 'signed-out' }

const LOOKS = {
  saving: { mark: '…', look: 'text-ink-soft' },
  saved: { mark: '✓', look: 'text-ink-soft' },
  retrying: { mark: '!', look: 'font-semibold text-warn' },
  refused: { mark: '!', look: 'font-semibold text-warn' },
  conflict: { mark: '≠', look: 'font-semibold text-bad' },
  'signed-out': { mark: '!', look: 'font-semibold text-bad' },
}

/** Where the reader's words are. It always stands in the same place; `action` offers the way out of trouble. */
export function SaveState({ phase, action }: { phase: SavePhase | null; action?: ReactNode }) {
  return (
    <div data-screen-only="" className="flex min-h-6 min-w-52 flex-wrap items-center gap-x-2 text-sm">
      <p role="status" aria-live="polite" className={`tabular-nums ${phase ? LOOKS[phase.is].look : ''}`}>
        {phase && (
          <>
            <span aria-hidden="true" className="mr-1.5 inline-block w-3 text-center">
              {LOOKS[phase.is].mark}
            </span>
            {say(phase)}
          </>
        )}
      </p>
      {action}
    </div>
  )
}

function say(phase: SavePhase): string {
  switch (phase.is) {
    case 'saving':
      return 'Saving'
    case 'saved':
      return `Saved ${wallClock(phase.at, phase.zone).time}`
    case 'retrying':
      return 'Not saved – retrying'
    case 'refused':
      return phase.count === 1
        ? 'Not saved yet: 1 answer needs a look'
        : `Not saved yet: ${phase.count} answers need a look`
    case 'conflict':
      return 'Conflict: somebody else changed this'
    case 'signed-out':
      return 'Signed out: your text is kept here'
  }
}
