import { Link, NavLink } from '@remix-run/react'
import type { ReactNode } from 'react'

type PageHeaderProps = {
  title: string
  /** Where the page stands: links from the widest to the nearest. */
  trail?: readonly { to: string; label: string }[] | undefined
  /** Badges and state words, in one line under the title. */
  tags?: ReactNode
  /** One sentence: what this page is for, or what waits for whom. */
  lead?: ReactNode
  facts?: readonly { label: string; value: ReactNode }[] | undefined
  /** A picture at the right, such as a gauge. */
  aside?: ReactNode
  actions?: ReactNode
  /** The record's sections, each a page of its own. */
  sections?: readonly { to: string; label: string; count?: number; end?: boolean }[] | undefined
}

/** The head of a page or a record: where, what, in which state, what can be done. */
export function PageHeader({ title, trail, tags, lead, facts, aside, actions, sections }: PageHeaderProps) {
  return (
    <header className="mb-8">
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
        <div className="min-w-0 flex-1 basis-96">
          {trail && (
            <nav aria-label="Where you are" className="mb-1 text-xs text-ink-soft">
              {trail.map(({ to, label }) => (
                <span key={to}>
                  <Link to={to} className="hover:text-ink hover:underline">
                    {label}
                  </Link>
                  <span aria-hidden="true"> / </span>
                </span>
              ))}
            </nav>
          )}
          <h1 className="text-xl">{title}</h1>
          {tags && <div className="mt-2 flex flex-wrap items-center gap-2">{tags}</div>}
          {lead && <p className="mt-3 max-w-measure">{lead}</p>}
        </div>
        {(aside || actions) && (
          <div className="flex flex-wrap items-start gap-4">
            {aside}
            {actions && (
              <div data-screen-only="" className="flex flex-wrap gap-2">
                {actions}
              </div>
            )}
          </div>
        )}
      </div>
      {facts && (
        <dl className="mt-4 flex flex-wrap gap-x-8 gap-y-2 text-sm">
          {facts.map(({ label, value }) => (
            <div key={label}>
              <dt className="text-xs text-ink-soft">{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {sections && (
        <nav aria-label={`Sections of ${title}`} className="mt-6 border-b border-rule text-sm">
          <ul className="-mb-px flex flex-wrap gap-x-4">
            {sections.map(({ to, label, count, end = false }) => (
              <li key={to}>
                <NavLink
                  to={to}
                  end={end}
                  className="flex h-10 items-center gap-1.5 border-b-2 border-transparent forced-colors:border-[Canvas] text-ink-soft hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-semibold aria-[current=page]:text-ink"
                >
                  {label}
                  {count !== undefined && <span className="text-xs tabular-nums">{count}</span>}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </header>
  )
}
