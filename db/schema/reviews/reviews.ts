import { sql } from 'drizzle-orm'
import { boolean, check, date, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { OUTCOMES, PARTICIPANT_ROLES, REVIEW_STATES, REVIEW_TIERS } from '#app/domain/reviews/review.ts'
import { LEVELS } from '#app/rubric/rubric.ts'
import { at, listOf } from '../columns.ts'
import { people, teams } from '../people.ts'
import { rubricVersions } from '../rubrics.ts'
import { launches } from './launches.ts'

export const reviews = pgTable(
  'reviews',
  {
    id: uuid('id').primaryKey(),
    launchId: uuid('launch_id')
      .notNull()
      .references(() => launches.id),
    /** A re-scoped review starts from the answers of the one before. */
    previousId: uuid('previous_id'),
    state: text('state', { enum: REVIEW_STATES }).notNull(),
    round: integer('round').notNull().default(1),
    version: integer('version').notNull().default(1),
    /** Copied from the launch, so that one table answers who may read. */
    teamId: uuid('team_id')
      .notNull()
      .references(() => teams.id),
    submitterId: uuid('submitter_id')
      .notNull()
      .references(() => people.id),
    reviewerId: uuid('reviewer_id').references(() => people.id),
    triageVersionId: uuid('triage_version_id')
      .notNull()
      .references(() => rubricVersions.id),
    fullVersionId: uuid('full_version_id')
      .notNull()
      .references(() => rubricVersions.id),
    tier: text('tier', { enum: REVIEW_TIERS }),
    tierRule: text('tier_rule'),
    tierBecause: text('tier_because'),
    /** The tier the rules gave, when a person asked for a higher one. */
    tierByRule: text('tier_by_rule', { enum: REVIEW_TIERS }),
    /** The day by which a decision is expected, in the submitting team's calendar. */
    dueOn: date('due_on', { mode: 'string' }),
    late: boolean('late').notNull().default(false),
    /** Drawn for the random audit of unreviewed launches. */
    auditSample: boolean('audit_sample').notNull().default(false),
    residual: text('residual', { enum: LEVELS }),
    outcome: text('outcome', { enum: OUTCOMES }),
    createdAt: at('created_at').notNull(),
    triagedAt: at('triaged_at'),
    submittedAt: at('submitted_at'),
    decidedAt: at('decided_at'),
    changedAt: at('changed_at').notNull(),
    /** Orders the queue: the higher tier first, then the nearer due day. */
    queueRank: integer('queue_rank').generatedAlwaysAs(
      sql`case tier when 'T4' then 0 when 'T3' then 1 when 'T2' then 2 when 'T1' then 3 else 4 end * 100000 + coalesce(due_on - date '2000-01-01', 99999)`,
    ),
  },
  (t) => [
    check('reviews_state_ck', sql`${t.state} in ${listOf(REVIEW_STATES)}`),
    check('reviews_tier_ck', sql`${t.tier} in ${listOf(REVIEW_TIERS)}`),
    check('reviews_triaged_ck', sql`${t.state} in ('draft', 'withdrawn') or ${t.tier} is not null`),
    check(
      'reviews_decided_ck',
      sql`(${t.state} = 'decided') = (${t.outcome} is not null and ${t.decidedAt} is not null)`,
    ),
    check('reviews_round_ck', sql`${t.round} between 1 and 50`),
    index('reviews_launch_ix').on(t.launchId),
    // Read backwards for the newest first; a page costs the same wherever it lies.
    index('reviews_newest_ix').on(t.createdAt, t.id),
    index('reviews_team_newest_ix').on(t.teamId, t.createdAt, t.id),
    index('reviews_team_queue_ix').on(t.teamId, t.queueRank, t.id),
    index('reviews_queue_ix').on(t.queueRank, t.id).where(sql`state in ('in_review', 'scored', 'escalated')`),
    index('reviews_reviewer_ix').on(t.reviewerId, t.queueRank, t.id),
    index('reviews_previous_ix').on(t.previousId),
  ],
)

/** Allowed moves, as rows: the trigger on reviews reads them, a test compares them with the code. */
export const reviewTransitions = pgTable(
  'review_transitions',
  { fromState: text('from_state').notNull(), toState: text('to_state').notNull() },
  (t) => [primaryKey({ columns: [t.fromState, t.toState] })],
)

export const reviewParticipants = pgTable(
  'review_participants',
  {
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reviews.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    role: text('role', { enum: PARTICIPANT_ROLES }).notNull(),
    addedBy: uuid('added_by').references(() => people.id),
    addedAt: at('added_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.reviewId, t.personId, t.role] }),
    index('review_participants_person_ix').on(t.personId, t.reviewId),
    check('review_participants_role_ck', sql`${t.role} in ${listOf(PARTICIPANT_ROLES)}`),
  ],
)
