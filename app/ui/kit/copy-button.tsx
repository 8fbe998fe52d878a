import { useState } from 'react'

const SAYS = { ready: '', copied: 'Copied', refused: 'The browser refused: select the text and copy it' }

/** Puts a text on the clipboard and says so. Show the text itself beside it, for when there is no JavaScript. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [outcome, setOutcome] = useState<keyof typeof SAYS>('ready')
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setOutcome('copied'),
      () => setOutcome('refused'),
    )
  return (
    <span data-screen-only="" className="inline-flex items-center gap-2 text-xs">
      <button type="button" onClick={copy} className="min-h-6 text-accent underline hover:text-accent-strong">
        {label}
      </button>
      <span role="status" className="text-ink-soft">
        {SAYS[outcome]}
      </span>
    </span>
  )
}
