import type { ReactNode } from 'react'
import { useMemo } from 'react'
import type { ListFilter, ReviewList } from '#app/domain/reviews/index.ts'
import { EmptyState } from '#app/ui/kit/empty-state.tsx'
import { Kbd } from '#app/ui/kit/kbd.tsx'
import { Notice } from '#app/ui/kit/notice.tsx'
import { PageHeader } from '#app/ui/kit/page-header.tsx'
import { Pager } from '#app/ui/kit/pager.tsx'
import { TextLink } from '#app/ui/kit/text-link.tsx'
import { LoadLineKey } from '#app/ui/reviews/load-line-key.tsx'
import { ListFilters, SEARCH_ID } from './list-filters.tsx'
import { type Levels, ReviewTable } from './review-table.tsx'
import { addressOf, type SavedView } from './saved-views.ts'
import { useRowKeys } from './use-row-keys.ts'

type ListPageProps = {
  base: string
  title: string
  lead: string
  actions?: ReactNode
  /** What stands here when there is nothing at all, whatever the filter. */
  empty: { title: string; says: string; action?: ReactNode }
  list: ReviewList
  filter: ListFilter
  refused: readonly string[]
  views: readonly SavedView[]
  mine: NonNullable<ListFilter['mine']> | null
  levels: Levels
  viewer: { roles: readonly string[] }
  now: Date
}

/** A queue: one table, the filters in the address, an honest count, and the keyboard. */
export function ListPage({
  base,
  title,
  lead,
  actions,
  empty,
  list,
  filter,
  refused,
  views,
  mine,
  ...more
}: ListPageProps) {
  const ids = useMemo(() => list.rows.map(({ id }) => id), [list.rows])
  const currentKey = useRowKeys(ids, SEARCH_ID)
  const { sort, ...asked } = filter
  const narrowed = Object.keys(asked).length > 0
  return (
    <>
      <PageHeader title={title} lead={lead} actions={actions} />
      {refused.length > 0 && <Refused base={base} names={refused} />}
      <ListFilters base={base} filter={filter} views={views} mine={mine} />
      {list.rows.length > 0 ? (
        <>
          <div className="mb-2 flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
            {Object.keys(more.levels).length > 0 && <LoadLineKey />}
            <p className="text-xs text-ink-soft max-sm:hidden" data-screen-only="">
              <Kbd>J</Kbd> <Kbd>K</Kbd> move, <Kbd>Enter</Kbd> opens, <Kbd>/</Kbd> searches
            </p>
          </div>
          <ReviewTable
            caption={title}
            rows={list.rows}
            currentKey={currentKey}
            withReviewer={base === '/reviews'}
            {...more}
          />
          <Pager
            noun={list.count.shown === 1 ? 'review' : 'reviews'}
            shown={list.rows.length}
            total={{ count: list.count.shown, capped: list.count.capped }}
            previous={list.previous ? addressOf(base, filter, { before: list.previous }) : undefined}
            next={list.next ? addressOf(base, filter, { after: list.next }) : undefined}
          />
        </>
      ) : narrowed ? (
        <EmptyState
          title="Nothing fits"
          action={<TextLink to={addressOf(base, { sort: sort ?? 'newest' })}>Show everything</TextLink>}
        >
          No review that you may know of fits this view. Take a filter away, or search for other words.
        </EmptyState>
      ) : (
        <EmptyState title={empty.title} action={empty.action}>
          {empty.says}
        </EmptyState>
      )}
    </>
  )
}

const NAMES: Readonly<Record<string, string>> = {
  q: 'the search words',
  state: 'the state',
  tier: 'the tier',
  late: 'late intake',
  mine: 'whose it is',
  unclaimed: 'unclaimed',
  dueBy: 'the due day',
  sort: 'the order',
  after: 'the page',
  before: 'the page',
}

function Refused({ base, names }: { base: string; names: readonly string[] }) {
  const said = [...new Set(names.map((name) => NAMES[name] ?? 'a part nobody knows'))].join(', ')
  return (
    <Notice tone="warning" title="A part of this address was not understood">
      Not used: {said}. The rest of the filter counts. <TextLink to={base}>Start without filters</TextLink>
    </Notice>
  )
}
