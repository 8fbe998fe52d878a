import { sql } from 'drizzle-orm'
import { check, date, index, integer, pgTable, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { AUTHORITIES, GATES, OUTCOMES, REVIEW_LIMITS } from '#app/domain/reviews/review.ts'
import { LEVELS } from '#app/rubric/rubric.ts'
import { at, listOf, longEnough } from '../columns.ts'
import { people } from '../people.ts'
import { reviews } from './reviews.ts'

export const decisions = pgTable(
  'decisions',
  {
    id: uuid('id').primaryKey(),
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reviews.id),
    round: integer('round').notNull(),
    outcome: text('outcome', { enum: OUTCOMES }).notNull(),
    proposal: text('proposal', { enum: OUTCOMES }).notNull(),
    residual: text('residual', { enum: LEVELS }).notNull(),
    /** The role used, as it was at that moment. */
    authority: text('authority', { enum: AUTHORITIES }).notNull(),
    reasons: text('reasons').notNull(),
    overrideReason: text('override_reason'),
    decidedBy: uuid('decided_by')
      .notNull()
      .references(() => people.id),
    decidedAt: at('decided_at').notNull(),
    expiresOn: date('expires_on', { mode: 'string' }),
  },
  (t) => [
    check('decisions_outcome_ck', sql`${t.outcome} in ${listOf(OUTCOMES)}`),
    check('decisions_authority_ck', sql`${t.authority} in ${listOf(AUTHORITIES)}`),
    check('decisions_reasons_ck', longEnough(t.reasons, REVIEW_LIMITS.note)),
    /** A round is decided once; an escalation comes before that decision. */
    uniqueIndex('decisions_final_uq').on(t.reviewId, t.round).where(sql`outcome <> 'escalate'`),
    index('decisions_review_ix').on(t.reviewId),
  ],
)

export const conditions = pgTable(
  'conditions',
  {
    id: uuid('id').primaryKey(),
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reviews.id),
    decisionId: uuid('decision_id')
      .notNull()
      .references(() => decisions.id),
    position: smallint('position').notNull(),
    text: text('text').notNull(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => people.id),
    dueOn: date('due_on', { mode: 'string' }).notNull(),
    gate: text('gate', { enum: GATES }).notNull(),
    /** Percent of the audience before which it must be met (`before_ramp`), or days after launch (`within_days`). */
    gateValue: integer('gate_value'),
    createdAt: at('created_at').notNull(),
  },
  (t) => [
    check('conditions_gate_ck', sql`${t.gate} in ${listOf(GATES)}`),
    check('conditions_gate_value_ck', sql`(${t.gate} = 'before_launch') = (${t.gateValue} is null)`),
    check('conditions_text_ck', longEnough(t.text, REVIEW_LIMITS.condition)),
    index('conditions_review_ix').on(t.reviewId),
    index('conditions_owner_ix').on(t.ownerId),
  ],
)
