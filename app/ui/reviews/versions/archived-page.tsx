import type { ArchivedAnswer } from '#app/domain/reviews/move.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { Moment } from '../../kit/moment.tsx'
import { SummaryList } from '../../kit/summary-list.tsx'

/** Answers that a move between versions left behind: out of the score, and kept as they were given. */
export function ArchivedPage({ archived, zone }: { archived: readonly ArchivedAnswer[]; zone: string }) {
  if (archived.length === 0)
    return (
      <EmptyState title="No answers from an earlier version">
        Every answer belongs to a question of this review.
      </EmptyState>
    )
  return (
    <>
      <h2 className="text-lg">Answers from an earlier version</h2>
      <p className="mt-1 mb-6 max-w-measure text-ink-soft">
        The review moved to another version of its questions. These answers stand as they were given; nothing is judged
        by them.
      </p>
      <div className="max-w-4xl">
        <SummaryList
          rows={archived.map(({ questionKey, asked, answer, why, rubric, from, to, by, at }) => ({
            key: `${questionKey} ${at}`,
            label: asked,
            value: (
              <>
                <span className="block whitespace-pre-line">{answer}</span>
                <span className="block text-sm text-ink-soft">
                  {why} Archived when {by} moved the review from {from} to {to} of “{rubric}”,{' '}
                  <Moment at={at} zone={zone} />.
                </span>
              </>
            ),
          }))}
        />
      </div>
    </>
  )
}
