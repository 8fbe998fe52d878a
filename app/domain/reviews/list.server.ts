import { and, asc, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import * as z from 'zod'
import { accessible } from '#app/platform/access/to-sql.server.ts'
import { TIERS } from '#app/rubric/index.ts'
import { people, teams } from '#db/schema/people.ts'
import { launches, reviews } from '#db/schema/reviews.ts'
import type { Reading } from '../ctx.server.ts'
import { reviewColumns } from './columns.server.ts'
import { REVIEW_STATES } from './review.ts'
import { launchCode, type ReviewRowView } from './views.ts'

export const LIST_SORTS = ['newest', 'queue'] as const
export const PAGE_SIZE = 50
/** Counting stops here: "1,000+" is honest, and as quick for a million as for a thousand. */
export const COUNT_CAP = 1_000

/** What a list can be asked for. Everything comes from the address; unknown values are refused by the schema. */
export const listFilter = z.strictObject({
  q: z.string().trim().max(100).optional(),
  state: z.array(z.enum(REVIEW_STATES)).max(REVIEW_STATES.length).optional(),
  tier: z.array(z.enum(TIERS)).max(TIERS.length).optional(),
  late: z.boolean().optional(),
  mine: z.enum(['submitted', 'reviewing']).optional(),
  sort: z.enum(LIST_SORTS).optional(),
  after: z.string().max(200).optional(),
  before: z.string().max(200).optional(),
})
export type ListFilter = z.infer<typeof listFilter>

export type ReviewList = {
  rows: ReviewRowView[]
  count: { shown: number; capped: boolean }
  next: string | null
  previous: string | null
}

const submitters = alias(people, 'submitters')
const reviewers = alias(people, 'reviewers')

/** One page of the reviews this person may know of, by key and not by offset: every page costs the same. */
export async function listReviews(reading: Reading, filter: ListFilter): Promise<ReviewList> {
  const sort = filter.sort ?? 'newest'
  const seen = and(accessible(reading.ability, 'read', 'Review', reviewColumns), ...wanted(reading, filter))
  const backwards = filter.before !== undefined
  const cursor = readCursor(filter.before ?? filter.after)
  const page = await rowsOf(reading, and(seen, cursor && beyond(sort, cursor, backwards)), sort, backwards)
  const more = page.length > PAGE_SIZE
  const found = page.slice(0, PAGE_SIZE)
  if (backwards) found.reverse()
  const first = found[0]
  const last = found.at(-1)
  const [counted] = await reading.db.select({ count: sql<number>`count(*)::int` }).from(
    reading.db
      .select({ one: sql`1`.as('one') })
      .from(reviews)
      .innerJoin(launches, eq(launches.id, reviews.launchId))
      .where(seen)
      .limit(COUNT_CAP + 1)
      .as('capped'),
  )
  const count = counted?.count ?? 0
  return {
    rows: found.map(toView),
    count: { shown: Math.min(count, COUNT_CAP), capped: count > COUNT_CAP },
    next: last && (backwards || more) ? writeCursor(sort, last) : null,
    previous: first && (backwards ? more : cursor !== undefined) ? writeCursor(sort, first) : null,
  }
}

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
  return reading.db
    .select({
      id: reviews.id,
      launchId: reviews.launchId,
      number: launches.number,
      title: launches.title,
      launchOn: launches.launchOn,
      state: reviews.state,
      tier: reviews.tier,
      dueOn: reviews.dueOn,
      late: reviews.late,
      outcome: reviews.outcome,
      round: reviews.round,
      createdAt: reviews.createdAt,
      changedAt: reviews.changedAt,
      /** Text, because a JavaScript date would lose the microseconds that order two rows. */
      createdKey: sql<string>`${reviews.createdAt}::text`,
      queueRank: reviews.queueRank,
      team: teams.name,
      teamTimeZone: teams.timeZone,
      submitter: submitters.name,
      reviewer: reviewers.name,
    })
    .from(reviews)
    .innerJoin(launches, eq(launches.id, reviews.launchId))
    .innerJoin(teams, eq(teams.id, reviews.teamId))
    .innerJoin(submitters, eq(submitters.id, reviews.submitterId))
    .leftJoin(reviewers, eq(reviewers.id, reviews.reviewerId))
    .where(where)
    .orderBy(order(sort === 'newest' ? reviews.createdAt : reviews.queueRank), order(reviews.id))
    .limit(limit)
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
    filter.mine === 'submitted' ? eq(reviews.submitterId, actor.id) : undefined,
    filter.mine === 'reviewing' ? eq(reviews.reviewerId, actor.id) : undefined,
  ]
}

type Cursor = { key: string; id: string }

function beyond(sort: (typeof LIST_SORTS)[number], { key, id }: Cursor, backwards: boolean): SQL {
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

const writeCursor = (sort: (typeof LIST_SORTS)[number], row: Row): string =>
  Buffer.from(`${sort === 'newest' ? row.createdKey : row.queueRank}|${row.id}`).toString('base64url')

/** A cursor that nobody of ours wrote is no cursor: the list starts at its beginning. */
function readCursor(text: string | undefined): Cursor | undefined {
  if (!text) return undefined
  const match = Buffer.from(text, 'base64url')
    .toString()
    .match(/^(\d{1,7}|\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,6})?[+-]\d{2}(?::\d{2})?)\|([0-9a-f-]{36})$/)
  return match?.[1] && match[2] ? { key: match[1], id: match[2] } : undefined
}
