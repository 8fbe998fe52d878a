import { TIERS, type Tier, tierRank } from '#app/rubric/rubric.ts'

/** A tier as its code and as filled steps: T0 has none, T4 all four. `title` adds what the tier means. */
export function TierBadge({ tier, title }: { tier: Tier; title?: string | undefined }) {
  return (
    <span className="inline-flex items-center gap-1.5 text-sm whitespace-nowrap">
      <span className="inline-flex h-5 items-center gap-1 rounded-sm border border-ink px-1 text-xs leading-none font-semibold tabular-nums">
        <span className="sr-only">Tier </span>
        {tier}
        <svg viewBox="0 0 19 8" width="19" height="8" aria-hidden="true" className="stroke-ink">
          {TIERS.slice(1).map((step, index) => (
            <rect
              key={step}
              x={index * 5 + 0.5}
              y="0.5"
              width="3"
              height="7"
              className={tierRank(step) <= tierRank(tier) ? 'fill-ink' : 'fill-none'}
            />
          ))}
        </svg>
      </span>
      {title && <span>{title}</span>}
    </span>
  )
}
