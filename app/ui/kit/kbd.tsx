import type { ReactNode } from 'react'

/** A key to press. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-block min-w-5 rounded-sm border border-rule-strong bg-sheet px-1 text-center font-mono text-xs">
      {children}
    </kbd>
  )
}
