import { useSyncExternalStore } from 'react'
import { type SavePhase, SaveState } from '../../kit/save-state.tsx'
import type { Snapshot } from '../autosave/autosave.ts'
import { SignedOut } from '../signed-out.tsx'
import { type Desk, useDesk, useFact } from './desk.ts'

const AT_FIRST: Snapshot = { phase: null, savedAt: null, unsent: 0 }

/** Where the person's words are, always in the same place, beside how much of the page is done. */
export function SaveBar() {
  const desk = useDesk()
  const snapshot = useSyncExternalStore(desk.autosave.subscribe, desk.autosave.snapshot, () => AT_FIRST)
  const progress = useFact(desk, (store) => store.progress())
  return (
    <div
      data-save-bar=""
      data-screen-only=""
      className="sticky top-0 z-[1] mb-6 flex min-h-11 flex-wrap items-center justify-between gap-x-4 border-b border-rule bg-paper py-2"
    >
      <p className="text-sm text-ink-soft tabular-nums">{progress} answered</p>
      <SaveState phase={phaseOf(snapshot, desk)} action={actionOf(snapshot, desk)} />
      {snapshot.phase === 'signed-out' && <SignedOut onResume={() => desk.autosave.resume()} />}
    </div>
  )
}

function phaseOf({ phase, savedAt }: Snapshot, { timeZone, autosave }: Desk): SavePhase | null {
  switch (phase) {
    case null:
      return null
    case 'saved':
      return savedAt === null ? null : { is: 'saved', at: savedAt, zone: timeZone }
    case 'refused':
      return { is: 'refused', count: autosave.troubles().length }
    default:
      return { is: phase }
  }
}

function actionOf({ phase }: Snapshot, { autosave }: Desk) {
  if (phase === 'retrying')
    return (
      <button type="button" className="min-h-6 text-accent underline" onClick={() => autosave.resume()}>
        Try now
      </button>
    )
  if (phase !== 'conflict' && phase !== 'refused') return null
  return (
    <button type="button" className="min-h-6 text-accent underline" onClick={() => goTo(autosave.troubles()[0]?.key)}>
      Show it
    </button>
  )
}

/** Leads to a question, whether its fields or its frame carry the id. */
export function goTo(key: string | undefined): void {
  const field = key === undefined ? null : document.getElementById(key)
  field?.closest('[data-question]')?.scrollIntoView({ block: 'start' })
  field?.focus({ preventScroll: true })
}
