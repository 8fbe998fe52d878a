import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import { accessible } from '#app/platform/access/to-sql.server.ts'
import { conditions, launches, reviews } from '#db/schema/reviews.ts'
import type { Reading } from '../ctx.server.ts'
import { reviewColumns } from './columns.server.ts'
import { rowsOf, toView } from './list.server.ts'
import type { ReviewRowView } from './views.ts'

export type Lane = { rows: ReviewRowView[]; more: boolean }
export type OwnCondition = { id: string; reviewId: string; launch: string; text: string; dueOn: string; gate: string }
export type Home = { now: Lane; waiting: Lane; comingUp: Lane; conditions: OwnCondition[] }

const LANE = 12

/** What waits for this person: needs me now, waits for others, comes up. Each role brings its share. */
export async function findHome(reading: Reading): Promise<Home> {
  const { actor } = reading
  const has = (role: string) => actor.roles.includes(role)
  const mine = eq(reviews.submitterId, actor.id)
  const state = (...states: (typeof reviews.$inferSelect)['state'][]) => inArray(reviews.state, states)
  const unclaimed = sql`${reviews.reviewerId} is null`
  const claimed = eq(reviews.reviewerId, actor.id)
  const judging = accessible(reading.ability, 'decide', 'Review', reviewColumns)
  const scoring = accessible(reading.ability, 'score', 'Review', reviewColumns)
  const now = anyOf(
    has('submitter') ? and(mine, state('draft', 'triaged', 'changes_requested')) : undefined,
    has('reviewer') ? and(state('in_review'), or(unclaimed, claimed), scoring) : undefined,
    has('lead') || has('council') ? and(state('scored', 'escalated'), judging) : undefined,
  )
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
  return {
    now: await lane(reading, now, 'queue'),
    waiting: await lane(reading, waiting, 'queue'),
    comingUp: await lane(reading, comingUp, 'newest'),
    conditions: await ownConditions(reading),
  }
}

const anyOf = (...parts: (SQL | undefined)[]): SQL => or(...parts.filter((part) => part !== undefined)) ?? sql`false`

async function lane(reading: Reading, where: SQL, sort: 'queue' | 'newest'): Promise<Lane> {
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
    })
    .from(conditions)
    .innerJoin(reviews, eq(reviews.id, conditions.reviewId))
    .innerJoin(launches, eq(launches.id, reviews.launchId))
    .where(
      and(
        eq(conditions.ownerId, reading.actor.id),
        accessible(reading.ability, 'read_decision', 'Review', reviewColumns),
      ),
    )
    .orderBy(conditions.dueOn)
    .limit(LANE)
}
