import { useState, useSyncExternalStore } from 'react'
import { Button } from '../../kit/button.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { type SavePhase, SaveState } from '../../kit/save-state.tsx'
import type { Snapshot } from '../autosave/autosave.ts'
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
      {snapshot.phase === 'signed-out' && <SignedOut />}
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

/** The session has ended while somebody wrote. Everything typed stays on the page; the same person goes on where they were. */
function SignedOut() {
  const { autosave } = useDesk()
  const [open, setOpen] = useState(true)
  const resume = () => {
    setOpen(false)
    autosave.resume()
  }
  return (
    <>
      {!open && (
        <button type="button" className="min-h-6 text-sm text-accent underline" onClick={() => setOpen(true)}>
          Sign in again
        </button>
      )}
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="You are signed out"
        actions={
          <>
            <a
              href="/sign-in"
              target="_blank"
              rel="noreferrer"
              className="inline-flex min-h-9 items-center rounded-sm border border-accent bg-accent px-3 text-sm font-semibold text-on-accent hover:bg-accent-strong"
            >
              Sign in in a new tab
            </a>
            <Button type="button" tone="quiet" onClick={resume}>
              I am signed in again: save now
            </Button>
          </>
        }
      >
        <p>What you typed is kept on this page. Sign in again in a new tab, then come back: it is saved at once.</p>
        <p className="mt-2 text-sm text-ink-soft">If somebody else signs in here, they will not see it.</p>
      </Dialog>
    </>
  )
}
