import type { ReviewList } from '#app/domain/reviews/views.ts'
import { EmptyState } from '#app/ui/kit/empty-state.tsx'
import { Pager } from '#app/ui/kit/pager.tsx'
import { ReviewTable } from '#app/ui/lists/review-table.tsx'

type UsedByPageProps = { list: ReviewList; base: string; viewer: { roles: readonly string[] }; now: Date }

/** The reviews that were answered with a version, as far as the reader may know of them. */
export function UsedByPage({ list, base, viewer, now }: UsedByPageProps) {
  const { rows, count, previous, next } = list
  if (rows.length === 0)
    return (
      <EmptyState title="No review that you may know of was answered with this version">
        Reviews that others may see are not counted here.
      </EmptyState>
    )
  return (
    <>
      <h2 className="mb-2 text-lg">Reviews answered with this version</h2>
      <ReviewTable caption="Reviews answered with this version" rows={rows} levels={{}} viewer={viewer} now={now} />
      <Pager
        noun={count.shown === 1 ? 'review' : 'reviews'}
        shown={rows.length}
        total={{ count: count.shown, capped: count.capped }}
        previous={previous ? `${base}?before=${encodeURIComponent(previous)}` : undefined}
        next={next ? `${base}?after=${encodeURIComponent(next)}` : undefined}
      />
    </>
  )
}
