import { Form } from '@remix-run/react'
import { type ListFilter, REVIEW_STATES, type ReviewState, STATE_WORDS } from '#app/domain/reviews/index.ts'
import { TIERS, type Tier } from '#app/rubric/rubric.ts'
import { Button } from '#app/ui/kit/button.tsx'
import { CONTROL } from '#app/ui/kit/field.tsx'
import { FilterChips } from '#app/ui/kit/filter-chips.tsx'
import { addressOf, type SavedView, sameFilter } from './saved-views.ts'

export const SEARCH_ID = 'search'
type ListFiltersProps = {
  base: string
  filter: ListFilter
  views: readonly SavedView[]
  /** Whose launches "mine" means here. */
  mine: NonNullable<ListFilter['mine']> | null
}

/** Saved views, a search, and chips: everything is in the address, so that it can be sent to somebody. */
export function ListFilters({ base, filter, views, mine }: ListFiltersProps) {
  const saved = views.some((view) => sameFilter(view.filter, filter))
  const to = (change: ListFilter) => addressOf(base, { ...filter, ...change })
  return (
    <div className="mb-6" data-screen-only="">
      <FilterChips
        label="Views"
        chips={views.map((view) => ({
          label: view.label,
          to: addressOf(base, view.filter),
          on: sameFilter(view.filter, filter),
        }))}
      />
      <Search base={base} filter={filter} />
      <details open={!saved && hasChips(filter)} className="text-sm">
        <summary className="mb-3 inline-flex min-h-6 items-center text-accent underline">
          Filter by state and tier{saved || !hasChips(filter) ? '' : ': some are on'}
        </summary>
        <FilterChips
          label="State"
          chips={REVIEW_STATES.map((state) => ({
            label: STATE_WORDS[state],
            to: to({ state: turned<ReviewState>(filter.state, state) }),
            on: filter.state?.includes(state) ?? false,
          }))}
        />
        <FilterChips
          label="Tier"
          chips={[...TIERS].reverse().map((tier) => ({
            label: tier,
            to: to({ tier: turned<Tier>(filter.tier, tier) }),
            on: filter.tier?.includes(tier) ?? false,
          }))}
        />
        <FilterChips
          label="Also"
          chips={[
            { label: 'Late intake', to: to({ late: filter.late ? undefined : true }), on: filter.late ?? false },
            ...(mine
              ? [{ label: 'Mine', to: to({ mine: filter.mine ? undefined : mine }), on: filter.mine !== undefined }]
              : []),
          ]}
          clearTo={addressOf(base, { sort: filter.sort })}
        />
      </details>
    </div>
  )
}

/** A plain form: it keeps the filters in hidden fields, so that it works without JavaScript. */
function Search({ base, filter }: { base: string; filter: ListFilter }) {
  const kept = [...new URLSearchParams(addressOf(base, { ...filter, q: undefined }).split('?')[1] ?? '')]
  return (
    <Form method="get" action={base} role="search" className="mb-3 flex max-w-measure items-center gap-2">
      {kept.map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
      <label htmlFor={SEARCH_ID} className="sr-only">
        Words of the title or summary, or a number such as L-12
      </label>
      <input
        key={filter.q}
        id={SEARCH_ID}
        type="search"
        name="q"
        maxLength={100}
        defaultValue={filter.q}
        placeholder="Words, or a number such as L-12"
        className={`${CONTROL} h-9 text-sm`}
      />
      <Button tone="quiet">Search</Button>
    </Form>
  )
}

const hasChips = ({ state, tier, late, mine }: ListFilter): boolean =>
  Boolean(state?.length || tier?.length || late || mine)

function turned<T>(chosen: readonly T[] | undefined, one: T): T[] | undefined {
  const next = chosen?.includes(one) ? chosen.filter((other) => other !== one) : [...(chosen ?? []), one]
  return next.length > 0 ? next : undefined
}
