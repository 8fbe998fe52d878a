import { Link } from '@remix-run/react'

type PagerProps = {
  /** What the list holds, in the plural: "reviews". */
  noun: string
  shown: number
  total: { count: number; capped?: boolean | undefined }
  previous?: string | undefined
  next?: string | undefined
}

const LINK = 'inline-flex min-h-9 items-center text-accent underline'

/** Previous and next, with a count that does not pretend: "1,000+" when counting stopped there. */
export function Pager({ noun, shown, total, previous, next }: PagerProps) {
  const all = `${total.count.toLocaleString('en-GB')}${total.capped ? '+' : ''}`
  return (
    <nav aria-label="Pages" className="mt-4 flex flex-wrap items-center gap-x-6 text-sm">
      <p className="text-ink-soft tabular-nums">
        Showing {shown.toLocaleString('en-GB')} of {all} {noun}
      </p>
      {previous && (
        <Link to={previous} rel="prev" className={LINK}>
          ← Previous
        </Link>
      )}
      {next && (
        <Link to={next} rel="next" className={LINK}>
          Next →
        </Link>
      )}
    </nav>
  )
}
