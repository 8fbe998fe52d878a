import { useEffect, useState } from 'react'
import { Button } from '../kit/button.tsx'
import { Dialog } from '../kit/dialog.tsx'

/**
 * Goes on by itself once that is possible: when the network is back, and when a person who was signed out comes back to the page,
 * most often from another tab in which they signed in.
 */
export function useResume(saves: Resumable): void {
  useEffect(() => {
    const online = () => saves.resume()
    const focused = () => {
      if (saves.isSignedOut()) saves.resume()
    }
    window.addEventListener('online', online)
    window.addEventListener('focus', focused)
    return () => {
      window.removeEventListener('online', online)
      window.removeEventListener('focus', focused)
    }
  }, [saves])
}

/** Whatever saves a page. */
type Resumable = { resume: () => void; isSignedOut: () => boolean }

/** The session has ended while somebody worked. Everything typed stays on the page; the same person goes on where they were. */
export function SignedOut({ onResume }: { onResume: () => void }) {
  const [open, setOpen] = useState(true)
  const resume = () => {
    setOpen(false)
    onResume()
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
