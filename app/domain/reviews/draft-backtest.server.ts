import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { accessible } from '#app/platform/access/to-sql.server.ts'
import type { Summary, Verdict } from '#app/rubric/backtest/index.ts'
import { launches, reviews } from '#db/schema/reviews.ts'
import { rubricBacktestRows, rubricBacktests } from '#db/schema/rubrics.ts'
import type { Reading } from '../ctx.server.ts'
import { reviewColumns } from './columns.server.ts'
import type { DraftBacktest } from './draft-backtest.ts'
import { launchCode } from './views.ts'

/** Reviews listed on the page; the command line lists them all. */
const LISTED = 200

/**
 * What the last back-test of a draft found. The caller has made sure that the draft and its scoring may be read; reviews that this person
 * may not see the scores of are counted and not named.
 */
export async function findDraftBacktest(reading: Reading, draftId: string): Promise<DraftBacktest | null> {
  const [backtest] = await reading.db
    .select({ id: rubricBacktests.id, summary: rubricBacktests.summary, flips: rubricBacktests.flips })
    .from(rubricBacktests)
    .where(eq(rubricBacktests.draftId, draftId))
    .orderBy(desc(rubricBacktests.ranAt))
    .limit(1)
  if (!backtest) return null
  const rows = await reading.db
    .select({
      ...{ reviewId: reviews.id, number: launches.number, title: launches.title },
      ...{ flips: rubricBacktestRows.flips, before: rubricBacktestRows.before, after: rubricBacktestRows.after },
      added: rubricBacktestRows.added,
      seen: sql<number>`count(*) over ()::int`,
    })
    .from(rubricBacktestRows)
    .innerJoin(reviews, eq(reviews.id, rubricBacktestRows.reviewId))
    .innerJoin(launches, eq(launches.id, reviews.launchId))
    .where(
      and(
        eq(rubricBacktestRows.backtestId, backtest.id),
        sql`cardinality(${rubricBacktestRows.flips}) > 0`,
        accessible(reading.ability, 'read_assessment', 'Review', reviewColumns),
      ),
    )
    .orderBy(desc(sql`'decision' = any(${rubricBacktestRows.flips})`), asc(launches.number))
    .limit(LISTED)
  return {
    summary: backtest.summary as Summary,
    flipped: backtest.flips,
    notShown: backtest.flips - (rows[0]?.seen ?? 0),
    rows: rows.map(({ reviewId, number, title, flips, before, after, added }) => ({
      ...{ reviewId, code: launchCode(number), title, added },
      flips: flips.map((what) => ({ what, from: sideOf(before, what), to: sideOf(after, what) })),
    })),
  }
}

const sideOf = (verdict: unknown, what: string): string | null => (verdict as Verdict)[what as 'decision'] ?? null
