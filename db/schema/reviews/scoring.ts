import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { OUTCOMES } from '#app/domain/reviews/review.ts'
import { CONFIDENCE_GRADES, LEVELS } from '#app/rubric/rubric.ts'
import { at } from '../columns.ts'
import { people } from '../people.ts'
import { reviews } from './reviews.ts'

/** One person's scores for one round. A second, blind scoring of the same round is another row. */
export const scorings = pgTable(
  'scorings',
  {
    id: uuid('id').primaryKey(),
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reviews.id),
    round: integer('round').notNull(),
    kind: text('kind', { enum: ['first', 'second', 'consensus'] }).notNull(),
    scorerId: uuid('scorer_id')
      .notNull()
      .references(() => people.id),
    startedAt: at('started_at').notNull(),
    lockedAt: at('locked_at'),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    unique('scorings_uq').on(t.reviewId, t.round, t.kind),
    check('scorings_kind_ck', sql`${t.kind} in ('first', 'second', 'consensus')`),
  ],
)

export const harmScores = pgTable(
  'harm_scores',
  {
    scoringId: uuid('scoring_id')
      .notNull()
      .references(() => scorings.id),
    harm: text('harm').notNull(),
    /** Null means: as suggested by the answers. */
    likelihood: smallint('likelihood'),
    likelihoodReason: text('likelihood_reason'),
    gravity: smallint('gravity'),
    gravityReason: text('gravity_reason'),
    wideScope: boolean('wide_scope'),
    irreversible: boolean('irreversible'),
    confidence: text('confidence', { enum: CONFIDENCE_GRADES }),
    /** Chance, 0 to 100, of a linked SEV1 or SEV2 incident within 90 days. */
    probability: numeric('probability', { mode: 'number' }),
    noMechanismReason: text('no_mechanism_reason'),
    noMechanismBy: uuid('no_mechanism_by').references(() => people.id),
    added: boolean('added').notNull().default(false),
    version: integer('version').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.scoringId, t.harm] }),
    check(
      'harm_scores_likelihood_ck',
      sql`${t.likelihood} between 1 and 5 and (${t.likelihood} is null or ${t.likelihoodReason} is not null)`,
    ),
    check(
      'harm_scores_gravity_ck',
      sql`${t.gravity} between 1 and 5 and (${t.gravity} is null or ${t.gravityReason} is not null)`,
    ),
    check('harm_scores_probability_ck', sql`${t.probability} between 0 and 100`),
    check('harm_scores_attested_ck', sql`(${t.noMechanismBy} is null) = (${t.noMechanismReason} is null)`),
  ],
)

/** What the reviewer makes of a safeguard the submitter described. */
export const controlCredits = pgTable(
  'control_credits',
  {
    scoringId: uuid('scoring_id')
      .notNull()
      .references(() => scorings.id),
    controlId: text('control_id').notNull(),
    strength: smallint('strength').notNull(),
    status: text('status').notNull(),
    note: text('note').notNull(),
    version: integer('version').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.scoringId, t.controlId] }),
    check('control_credits_strength_ck', sql`${t.strength} between 0 and 3`),
  ],
)

/** What the engine made of answers and scores when they were locked: immutable, with its explanation. */
export const assessments = pgTable(
  'assessments',
  {
    id: uuid('id').primaryKey(),
    scoringId: uuid('scoring_id')
      .notNull()
      .unique()
      .references(() => scorings.id),
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reviews.id),
    round: integer('round').notNull(),
    inherent: text('inherent', { enum: LEVELS }).notNull(),
    current: text('current', { enum: LEVELS }).notNull(),
    target: text('target', { enum: LEVELS }).notNull(),
    multiRisk: boolean('multi_risk').notNull(),
    proposal: text('proposal', { enum: OUTCOMES }).notNull(),
    result: jsonb('result').notNull(),
    sha256: text('sha256').notNull(),
    computedAt: at('computed_at').notNull(),
  },
  (t) => [index('assessments_review_ix').on(t.reviewId, t.round)],
)

export const assessmentLevels = pgTable(
  'assessment_levels',
  {
    assessmentId: uuid('assessment_id')
      .notNull()
      .references(() => assessments.id),
    harm: text('harm').notNull(),
    inherent: text('inherent', { enum: LEVELS }).notNull(),
    current: text('current', { enum: LEVELS }).notNull(),
    target: text('target', { enum: LEVELS }).notNull(),
    likelihood: smallint('likelihood').notNull(),
    severity: smallint('severity').notNull(),
    probability: numeric('probability', { mode: 'number' }),
  },
  (t) => [primaryKey({ columns: [t.assessmentId, t.harm] })],
)
