import type { DraftBacktest } from '#app/domain/reviews/draft-backtest.ts'
import { FLIPS } from '#app/rubric/backtest/index.ts'
import { DataTable } from '#app/ui/kit/data-table.tsx'
import { TextLink } from '#app/ui/kit/text-link.tsx'
import { FLIP_WORDS, sideOf } from './flip-words.ts'

/** Whose result flips, from what to what, and what more would be asked. */
export function BacktestFindings({ found: { summary, rows, notShown } }: { found: DraftBacktest }) {
  const kinds = FLIPS.flatMap((what) => summary.flips[what].map((flip) => ({ what, ...flip })))
  return (
    <>
      {kinds.length > 0 && (
        <div className="mb-8 max-w-measure">
          <DataTable
            caption="What flips"
            columns={[
              { key: 'what', header: 'What', heads: true, cell: ({ what }) => FLIP_WORDS[what] },
              { key: 'from', header: 'From', cell: ({ what, from }) => sideOf(what, from) },
              { key: 'to', header: 'To', cell: ({ what, to }) => sideOf(what, to) },
              { key: 'reviews', header: 'Reviews', numeric: true, cell: ({ reviews }) => reviews },
            ]}
            rows={kinds}
            rowKey={({ what, from, to }) => `${what} ${from} ${to}`}
          />
        </div>
      )}
      <section aria-labelledby="burden" className="mb-8">
        <h3 id="burden" className="mb-1 text-base">
          What more is asked
        </h3>
        <p>{burdenOf(summary.added)}</p>
        <Codes
          title="Knock-outs that would newly fire"
          rows={summary.knockouts.map(({ code, reviews }) => [code, reviews])}
        />
        <Codes title="Gates that would newly be open" rows={summary.gates.map(({ id, reviews }) => [id, reviews])} />
      </section>
      {rows.length > 0 && (
        <DataTable
          caption="Reviews to look at"
          columns={[
            {
              key: 'review',
              header: 'Review',
              heads: true,
              cell: ({ reviewId, code, title }) => (
                <TextLink to={`/reviews/${reviewId}`}>
                  {code} {title}
                </TextLink>
              ),
            },
            {
              key: 'flips',
              header: 'What flips',
              cell: ({ flips }) => (
                <ul>
                  {flips.map(({ what, from, to }) => (
                    <li key={what}>
                      {FLIP_WORDS[what as 'decision'] ?? what}: {sideOf(what, from)} → {sideOf(what, to)}
                    </li>
                  ))}
                </ul>
              ),
            },
            { key: 'added', header: 'More questions', numeric: true, cell: ({ added }) => added },
          ]}
          rows={rows}
          rowKey={({ reviewId }) => reviewId}
        />
      )}
      {notShown > 0 && (
        <p className="mt-3 text-sm text-ink-soft">
          {notShown} more {notShown === 1 ? 'review flips' : 'reviews flip'} that you may not see the scores of, or that
          the list has no room for.
        </p>
      )}
    </>
  )
}

function burdenOf({ total, median, most, reviews }: DraftBacktest['summary']['added']): string {
  if (total === 0) return 'No review would have been asked more questions.'
  return `${reviews} ${reviews === 1 ? 'review' : 'reviews'} would have been asked more questions: ${median} in the median, ${most} at most.`
}

function Codes({ title, rows }: { title: string; rows: readonly (readonly [string, number])[] }) {
  if (rows.length === 0) return null
  return (
    <>
      <h4 className="mt-4 mb-1 text-sm font-semibold">{title}</h4>
      <ul className="text-sm">
        {rows.slice(0, 20).map(([code, reviews]) => (
          <li key={code}>
            <code>{code}</code>: {reviews} {reviews === 1 ? 'review' : 'reviews'}
          </li>
        ))}
      </ul>
    </>
  )
}
