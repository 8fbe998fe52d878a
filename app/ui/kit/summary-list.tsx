import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'

export type SummaryRow = {
  key: string
  label: ReactNode
  value: ReactNode
  /** Nothing given: the value says so in words. */
  missing?: boolean | undefined
  /** `of` completes the link for a screen reader: "Change *the audience*". */
  change?: { to: string; of: string; word?: string | undefined } | undefined
}

type SummaryListProps = {
  rows: readonly SummaryRow[]
  /** Leaves room for the way back even where no row has one, so that lists under each other keep their columns. */
  changes?: boolean
}

/** What was answered, row by row, each with a way back to it. */
export function SummaryList({ rows, changes = rows.some(({ change }) => change) }: SummaryListProps) {
  // The same columns in every row, or values would begin here and there.
  const columns = changes
    ? 'sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_4rem]'
    : 'sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]'
  return (
    <dl className="border-t border-rule">
      {rows.map(({ key, label, value, missing, change }) => (
        <div key={key} className={`grid gap-x-6 gap-y-1 border-b border-rule py-3 ${columns}`}>
          <dt className="font-medium">{label}</dt>
          <dd className={missing ? 'text-warn' : ''}>{value}</dd>
          {change && (
            <dd data-screen-only="">
              <Link to={change.to} className="text-accent underline hover:text-accent-strong">
                {change.word ?? 'Change'}
                <span className="sr-only"> {change.of}</span>
              </Link>
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}
