import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { Actor } from '#app/platform/access/actor.ts'
import { accessible } from '#app/platform/access/to-sql.server.ts'
import { people } from '#db/schema/people.ts'
import { answers, changeRequestQuestions, changeRequests, conditions, launches, reviews } from '#db/schema/reviews.ts'
import { createContext, type Reading } from '../ctx.server.ts'
import { answeredSince } from './answered-since.server.ts'
import { reviewColumns } from './columns.server.ts'
import { rowsOf, toView } from './list.server.ts'
import type { Home, Lane, OwnCondition } from './views.ts'

const LANE = 12

/** How many reviews need each of these people now, by person: for the front door of the demo world. */
export async function countNeeds(
  services: Parameters<typeof createContext>[0],
  actors: readonly Omit<Actor, 'kind'>[],
): Promise<ReadonlyMap<string, number>> {
  const counted = actors.map(async (actor): Promise<[string, number]> => {
    const reading = createContext(services, { ...actor, kind: 'person' })
    const where = and(accessible(reading.ability, 'read', 'Review', reviewColumns), needsMe(reading))
    return [actor.id, await reading.db.$count(reviews, where)]
  })
  return new Map(await Promise.all(counted))
}

/** What waits for this person: needs me now, waits for others, comes up. Each role brings its share. */
export async function findHome(reading: Reading): Promise<Home> {
  const { actor } = reading
  const has = (role: string) => actor.roles.includes(role)
  const mine = eq(reviews.submitterId, actor.id)
  const claimed = eq(reviews.reviewerId, actor.id)
  const now = needsMe(reading)
  const waiting = anyOf(
    has('submitter') ? and(mine, state('in_review', 'scored', 'escalated')) : undefined,
    has('reviewer') ? and(claimed, state('changes_requested', 'scored', 'escalated')) : undefined,
    has('lead') ? state('escalated') : undefined,
  )
  const comingUp = anyOf(
    has('submitter')
      ? and(
          mine,
          state('decided', 'logged'),
          sql`${launches.launchOn} >= (${reading.now.toISOString()}::timestamptz - interval '7 days')::date`,
        )
      : undefined,
    has('reviewer') || has('lead') ? state('triaged') : undefined,
    has('incident_manager') || has('auditor') ? state('decided') : undefined,
  )
  // A person with several roles meets a review once, where it is most urgent.
  const lanes = {
    now: await lane(reading, now, 'queue'),
    waiting: await lane(reading, and(waiting, unless(now)), 'queue'),
    comingUp: await lane(reading, and(comingUp, unless(now), unless(waiting)), 'newest'),
  }
  const listed = [...lanes.now.rows, ...lanes.waiting.rows].filter((row) => row.state === 'changes_requested')
  return {
    ...lanes,
    conditions: await ownConditions(reading),
    reopened: await countReopened(
      reading,
      listed.map(({ id }) => id),
    ),
  }
}

const state = (...states: (typeof reviews.$inferSelect)['state'][]) => inArray(reviews.state, states)

/** Reviews in which it is this person's turn. */
function needsMe({ actor, ability }: Reading): SQL {
  const has = (role: string) => actor.roles.includes(role)
  const unclaimed = sql`${reviews.reviewerId} is null`
  const claimed = eq(reviews.reviewerId, actor.id)
  const judging = accessible(ability, 'decide', 'Review', reviewColumns)
  const scoring = accessible(ability, 'score', 'Review', reviewColumns)
  return anyOf(
    has('submitter')
      ? and(eq(reviews.submitterId, actor.id), state('draft', 'triaged', 'changes_requested'))
      : undefined,
    has('reviewer') ? and(state('in_review'), or(unclaimed, claimed), scoring) : undefined,
    // A lead is not called to what is free, but has what they took over.
    has('lead') ? and(state('in_review'), claimed, scoring) : undefined,
    has('reviewer') ? and(claimed, state('scored'), inArray(reviews.residual, ['N', 'L']), judging) : undefined,
    has('lead') || has('council') ? and(state('scored', 'escalated'), judging) : undefined,
  )
}

/** How many questions of the standing request for changes still wait for an answer, by review. The caller may read them. */
async function countReopened({ db }: Reading, reviewIds: readonly string[]): Promise<Home['reopened']> {
  if (reviewIds.length === 0) return {}
  const rows = await db
    .select({ id: reviews.id, count: sql<number>`(count(*) - count(${answers.reviewId}))::int` })
    .from(changeRequestQuestions)
    .innerJoin(changeRequests, eq(changeRequests.id, changeRequestQuestions.requestId))
    .innerJoin(reviews, and(eq(reviews.id, changeRequests.reviewId), eq(reviews.round, changeRequests.round)))
    .leftJoin(answers, answeredSince)
    .where(inArray(reviews.id, [...reviewIds]))
    .groupBy(reviews.id)
  return Object.fromEntries(rows.map(({ id, count }) => [id, count]))
}

/** Not true: false, or not known because a column is empty. */
const unless = (condition: SQL | undefined): SQL => sql`(${condition}) is not true`

const anyOf = (...parts: (SQL | undefined)[]) => or(...parts.filter((part) => part !== undefined)) ?? sql`false`

async function lane(reading: Reading, where: SQL | undefined, sort: 'queue' | 'newest'): Promise<Lane> {
  const rows = await rowsOf(
    reading,
    and(accessible(reading.ability, 'read', 'Review', reviewColumns), where),
    sort,
    false,
    LANE + 1,
  )
  return { rows: rows.slice(0, LANE).map(toView), more: rows.length > LANE }
}

/** Conditions this person owns, where they may read the decision that made them. */
async function ownConditions(reading: Reading): Promise<OwnCondition[]> {
  return reading.db
    .select({
      id: conditions.id,
      reviewId: conditions.reviewId,
      launch: launches.title,
      text: conditions.text,
      dueOn: conditions.dueOn,
      gate: conditions.gate,
      gateValue: conditions.gateValue,
      zone: people.timeZone,
    })
    .from(conditions)
    .innerJoin(reviews, eq(reviews.id, conditions.reviewId))
    .innerJoin(launches, eq(launches.id, reviews.launchId))
    .innerJoin(people, eq(people.id, conditions.ownerId))
    .where(
      and(
        eq(conditions.ownerId, reading.actor.id),
        accessible(reading.ability, 'read_decision', 'Review', reviewColumns),
      ),
    )
    .orderBy(conditions.dueOn)
    .limit(LANE)
}
