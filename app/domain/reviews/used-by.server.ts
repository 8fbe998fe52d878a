import { and, eq, exists, ne, or, type SQL, sql } from 'drizzle-orm'
import { accessible } from '#app/platform/access/to-sql.server.ts'
import { reviewSnapshots, reviews } from '#db/schema/reviews.ts'
import type { Reading } from '../ctx.server.ts'
import { findRubric } from '../rubric-versions/index.server.ts'
import { reviewColumns } from './columns.server.ts'
import { beyond, readCursor, rowsOf, toView, writeCursor } from './list.server.ts'
import { COUNT_CAP, PAGE_SIZE } from './list.ts'
import type { ReviewList } from './views.ts'

/** A place in the list: what comes after it, or before it. */
export type Page = { after?: string | undefined; before?: string | undefined }

/**
 * The reviews that were answered with a version of a rubric, the newest first, as far as this person may know of them: those that use it
 * now, and those that were submitted with it before they moved on. Undefined where there is no such version to read.
 */
export async function reviewsUsing(
  reading: Reading,
  key: string | undefined,
  version: string | undefined,
  page: Page,
): Promise<ReviewList | undefined> {
  const rubric = version === undefined ? undefined : await findRubric(reading, key, version)
  if (!rubric) return undefined
  const seen = and(accessible(reading.ability, 'read', 'Review', reviewColumns), uses(reading, rubric))
  const backwards = page.before !== undefined
  const cursor = readCursor('newest', page.before ?? page.after)
  const rows = await rowsOf(reading, and(seen, cursor && beyond('newest', cursor, backwards)), 'newest', backwards)
  const more = rows.length > PAGE_SIZE
  const found = rows.slice(0, PAGE_SIZE)
  if (backwards) found.reverse()
  const [first, last] = [found[0], found.at(-1)]
  const count = await countUpToCap(reading, seen)
  return {
    rows: found.map(toView),
    count: { shown: Math.min(count, COUNT_CAP), capped: count > COUNT_CAP },
    next: last && (backwards || more) ? writeCursor('newest', last) : null,
    previous: first && (backwards ? more : cursor !== undefined) ? writeCursor('newest', first) : null,
  }
}

/** A draft has answered nothing yet; a launch that was logged after triage was never asked the full review. */
function uses({ db }: Reading, { id, key, version }: { id: string; key: string; version: string }): SQL | undefined {
  const answered = and(
    ne(reviews.state, 'draft'),
    or(eq(reviews.triageVersionId, id), and(eq(reviews.fullVersionId, id), ne(reviews.state, 'logged'))),
  )
  const submitted = exists(
    db
      .select({ one: sql`1` })
      .from(reviewSnapshots)
      .where(
        and(
          eq(reviewSnapshots.reviewId, reviews.id),
          eq(reviewSnapshots.rubricKey, key),
          eq(reviewSnapshots.rubricVersion, version),
        ),
      ),
  )
  return or(answered, submitted)
}

async function countUpToCap({ db }: Reading, where: SQL | undefined): Promise<number> {
  const capped = db
    .select({ one: sql`1`.as('one') })
    .from(reviews)
    .where(where)
    .limit(COUNT_CAP + 1)
    .as('capped')
  const [counted] = await db.select({ count: sql<number>`count(*)::int` }).from(capped)
  return counted?.count ?? 0
}
