import type { ReactNode } from 'react'

/** Nothing here yet: what would stand here, and the next act. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="max-w-measure border border-dashed border-rule-strong px-6 py-8">
      <h2 className="text-lg">{title}</h2>
      {children && <div className="mt-1 text-ink-soft">{children}</div>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  )
}
