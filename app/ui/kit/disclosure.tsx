import type { ReactNode } from 'react'

/** More for whoever wants it: "Why we ask". */
export function Disclosure({ summary, open, children }: { summary: string; open?: boolean; children: ReactNode }) {
  return (
    <details open={open} className="group mb-2 max-w-measure text-sm">
      <summary className="inline-flex min-h-6 list-none items-center gap-1.5 text-accent hover:text-accent-strong [&::-webkit-details-marker]:hidden">
        <svg viewBox="0 0 12 12" aria-hidden="true" className="size-3 transition-transform group-open:rotate-90">
          <path d="M3.5 1.5 8.5 6l-5 4.5" fill="none" stroke="currentColor" strokeWidth="1.75" />
        </svg>
        <span className="underline">{summary}</span>
      </summary>
      <div className="mt-1 mb-3 border-l-2 border-rule-strong pl-4">{children}</div>
    </details>
  )
}
