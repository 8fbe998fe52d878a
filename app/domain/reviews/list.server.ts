import { and, asc, desc, eq, inArray, isNull, lte, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { accessible } from '#app/platform/access/to-sql.server.ts'
import { isId } from '#app/platform/ids.ts'
import { isCalendarDay } from '#app/rubric/index.ts'
import { people, teams } from '#db/schema/people.ts'
import { launches, reviews } from '#db/schema/reviews.ts'
import type { Reading } from '../ctx.server.ts'
import { reviewColumns } from './columns.server.ts'
import { COUNT_CAP, type LIST_SORTS, type ListFilter, PAGE_SIZE } from './list.ts'
import { launchCode, type ReviewList, type ReviewRowView } from './views.ts'

/** The people of a review, beside each other in one statement. */
export const submitters = alias(people, 'submitters')
export const reviewers = alias(people, 'reviewers')

/** One page of the reviews this person may know of, by key and not by offset: every page costs the same. */
export async function listReviews(reading: Reading, filter: ListFilter): Promise<ReviewList> {
  const sort = filter.sort ?? 'newest'
  const seen = seenBy(reading, filter)
  const backwards = filter.before !== undefined
  const cursor = readCursor(sort, filter.before ?? filter.after)
  const page = await rowsOf(reading, and(seen, cursor && beyond(sort, cursor, backwards)), sort, backwards)
  const more = page.length > PAGE_SIZE
  const found = page.slice(0, PAGE_SIZE)
  if (backwards) found.reverse()
  const first = found[0]
  const last = found.at(-1)
  const count = await countUpToCap(reading, filter)
  return {
    rows: found.map(toView),
    count: { shown: Math.min(count, COUNT_CAP), capped: count > COUNT_CAP },
    next: last && (backwards || more) ? writeCursor(sort, last) : null,
    previous: first && (backwards ? more : cursor !== undefined) ? writeCursor(sort, first) : null,
  }
}

async function countUpToCap(reading: Reading, filter: ListFilter): Promise<number> {
  const rows = reading.db.select({ one: sql`1`.as('one') }).from(reviews)
  // Only a search looks at launches. Even a join that PostgreSQL drops would keep it from counting in one index alone.
  const searched = filter.q ? rows.innerJoin(launches, eq(launches.id, reviews.launchId)) : rows
  const where = seenBy(reading, filter)
  const capped = searched
    .where(where)
    .limit(COUNT_CAP + 1)
    .as('capped')
  const [counted] = await reading.db.select({ count: sql<number>`count(*)::int` }).from(capped)
  return counted?.count ?? 0
}

const seenBy = (reading: Reading, filter: ListFilter) =>
  and(accessible(reading.ability, 'read', 'Review', reviewColumns), ...wanted(reading, filter))

/** The rows themselves, one more than a page so that the caller knows whether there is another. */
export function rowsOf(
  reading: Reading,
  where: SQL | undefined,
  sort: (typeof LIST_SORTS)[number],
  backwards = false,
  limit = PAGE_SIZE + 1,
) {
  const forwards = sort === 'newest' ? desc : asc
  const order = backwards ? (sort === 'newest' ? asc : desc) : forwards
  // First which rows, then what they say: names are looked up for one page, not for everything that is sorted.
  // A left join, because PostgreSQL drops it where no condition looks at launches.
  const page = reading.db
    .select({
      id: reviews.id,
      launchId: reviews.launchId,
      teamId: reviews.teamId,
      submitterId: reviews.submitterId,
      reviewerId: reviews.reviewerId,
      state: reviews.state,
      tier: reviews.tier,
      dueOn: reviews.dueOn,
      late: reviews.late,
      outcome: reviews.outcome,
      round: reviews.round,
      createdAt: reviews.createdAt,
      changedAt: reviews.changedAt,
      /** Text, because a JavaScript date would lose the microseconds that order two rows. */
      createdKey: sql<string>`${reviews.createdAt}::text`.as('created_key'),
      queueRank: reviews.queueRank,
    })
    .from(reviews)
    .leftJoin(launches, eq(launches.id, reviews.launchId))
    .where(where)
    .orderBy(order(sort === 'newest' ? reviews.createdAt : reviews.queueRank), order(reviews.id))
    .limit(limit)
    .as('page')
  return reading.db
    .select({
      id: page.id,
      launchId: page.launchId,
      number: launches.number,
      title: launches.title,
      launchOn: launches.launchOn,
      state: page.state,
      tier: page.tier,
      dueOn: page.dueOn,
      late: page.late,
      outcome: page.outcome,
      round: page.round,
      createdAt: page.createdAt,
      changedAt: page.changedAt,
      createdKey: page.createdKey,
      queueRank: page.queueRank,
      team: teams.name,
      teamTimeZone: teams.timeZone,
      submitter: submitters.name,
      reviewer: reviewers.name,
    })
    .from(page)
    .innerJoin(launches, eq(launches.id, page.launchId))
    .innerJoin(teams, eq(teams.id, page.teamId))
    .innerJoin(submitters, eq(submitters.id, page.submitterId))
    .leftJoin(reviewers, eq(reviewers.id, page.reviewerId))
    .orderBy(order(sort === 'newest' ? page.createdAt : page.queueRank), order(page.id))
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number]

export const toView = ({
  number,
  createdAt,
  changedAt,
  createdKey: _createdKey,
  queueRank: _queueRank,
  ...row
}: Row): ReviewRowView => ({
  ...row,
  code: launchCode(number),
  createdAt: createdAt.toISOString(),
  changedAt: changedAt.toISOString(),
})

function wanted({ actor }: Reading, filter: ListFilter): (SQL | undefined)[] {
  const number = filter.q?.match(/^L-?(\d{1,9})$/i)?.[1]
  return [
    filter.q
      ? number
        ? eq(launches.number, Number(number))
        : sql`${launches.search} @@ websearch_to_tsquery('english', ${filter.q})`
      : undefined,
    filter.state?.length ? inArray(reviews.state, filter.state) : undefined,
    filter.tier?.length ? inArray(reviews.tier, filter.tier) : undefined,
    filter.late === undefined ? undefined : eq(reviews.late, filter.late),
    filter.unclaimed ? and(eq(reviews.state, 'in_review'), isNull(reviews.reviewerId)) : undefined,
    filter.dueBy ? lte(reviews.dueOn, filter.dueBy) : undefined,
    filter.mine === 'submitted' ? eq(reviews.submitterId, actor.id) : undefined,
    filter.mine === 'reviewing' ? eq(reviews.reviewerId, actor.id) : undefined,
  ]
}

type Cursor = { key: string; id: string }

/** What lies beyond a place in the order. */
export function beyond(sort: (typeof LIST_SORTS)[number], { key, id }: Cursor, backwards: boolean): SQL {
  if (sort === 'newest') {
    const at = sql`(${key}::timestamptz, ${id}::uuid)`
    return backwards
      ? sql`(${reviews.createdAt}, ${reviews.id}) > ${at}`
      : sql`(${reviews.createdAt}, ${reviews.id}) < ${at}`
  }
  const at = sql`(${Number(key)}::int, ${id}::uuid)`
  return backwards
    ? sql`(${reviews.queueRank}, ${reviews.id}) < ${at}`
    : sql`(${reviews.queueRank}, ${reviews.id}) > ${at}`
}

/** A row as a place in the order. */
export const writeCursor = (sort: (typeof LIST_SORTS)[number], row: Row): string =>
  Buffer.from(`${sort === 'newest' ? row.createdKey : row.queueRank}|${row.id}`).toString('base64url')

/** A cursor that nobody of ours wrote, or that belongs to another order, is no cursor: the list starts at its beginning. */
export function readCursor(sort: (typeof LIST_SORTS)[number], text: string | undefined): Cursor | undefined {
  const [key = '', id, ...more] = text ? Buffer.from(text, 'base64url').toString().split('|') : []
  if (!isId(id) || more.length > 0) return undefined
  return (sort === 'newest' ? isMoment(key) : /^\d{1,7}$/.test(key)) ? { key, id } : undefined
}

/** A timestamp as PostgreSQL writes it, and one that it would read again. */
function isMoment(text: string): boolean {
  const match = text.match(
    /^(\d{4}-\d{2}-\d{2}) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?[+-](?:0\d|1[0-4])(?::[0-5]\d)?$/,
  )
  return match?.[1] !== undefined && isCalendarDay(match[1]) && !match[1].startsWith('0000')
}
