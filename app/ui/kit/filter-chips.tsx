import { Link } from '@remix-run/react'

export type Chip = { to: string; label: string; count?: string | undefined; on: boolean }

/** Filters as links: each leads to the same list with this filter turned on or off. */
export function FilterChips({
  label,
  chips,
  clearTo,
}: {
  label: string
  chips: readonly Chip[]
  clearTo?: string | undefined
}) {
  return (
    <nav aria-label={label} className="mb-4 flex flex-wrap items-center gap-2 text-xs">
      <span aria-hidden="true" className="text-ink-soft">
        {label}
      </span>
      {chips.map((chip) => (
        <Link
          key={chip.label}
          to={chip.to}
          preventScrollReset
          aria-current={chip.on ? 'true' : undefined}
          className="inline-flex min-h-7 items-center gap-1.5 rounded-full border border-rule-strong px-3 hover:border-ink aria-[current]:border-accent aria-[current]:bg-accent aria-[current]:font-semibold aria-[current]:text-on-accent"
        >
          {chip.on && <span aria-hidden="true">✓</span>}
          {chip.label}
          {chip.count && <span className="tabular-nums">{chip.count}</span>}
        </Link>
      ))}
      {clearTo && (
        <Link to={clearTo} preventScrollReset className="inline-flex min-h-7 items-center px-1 text-accent underline">
          Clear filters
        </Link>
      )}
    </nav>
  )
}
