import { sql } from 'drizzle-orm'
import { check, index, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { ANSWER_FATES, RECONFIRM_CAUSES, SETTLEMENTS } from '#app/domain/reviews/move.ts'
import { at, listOf } from '../columns.ts'
import { people } from '../people.ts'
import { rubricVersions } from '../rubrics.ts'
import { reviews } from './reviews.ts'

/** An open review went from one version of a rubric to a newer one. Taken back until the review is submitted. */
export const reviewMoves = pgTable(
  'review_moves',
  {
    id: uuid('id').primaryKey(),
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reviews.id),
    fromVersionId: uuid('from_version_id')
      .notNull()
      .references(() => rubricVersions.id),
    toVersionId: uuid('to_version_id')
      .notNull()
      .references(() => rubricVersions.id),
    movedBy: uuid('moved_by')
      .notNull()
      .references(() => people.id),
    movedAt: at('moved_at').notNull(),
    undoneBy: uuid('undone_by').references(() => people.id),
    undoneAt: at('undone_at'),
  },
  (t) => [
    index('review_moves_review_ix').on(t.reviewId, t.movedAt),
    check('review_moves_undone_ck', sql`(${t.undoneBy} is null) = (${t.undoneAt} is null)`),
  ],
)

/** What became of each answer in a move: count in = carried + to reconfirm + archived. Never changed. */
export const reviewMoveAnswers = pgTable(
  'review_move_answers',
  {
    moveId: uuid('move_id')
      .notNull()
      .references(() => reviewMoves.id),
    questionKey: text('question_key').notNull(),
    fate: text('fate', { enum: ANSWER_FATES }).notNull(),
    /** In words for the person: why it has to be looked at, or no longer fits. */
    why: text('why'),
    /** The answer as it was, with its question in the words it was asked in. */
    answer: jsonb('answer').notNull(),
    asked: text('asked').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.moveId, t.questionKey] }),
    check('review_move_answers_fate_ck', sql`${t.fate} in ${listOf(ANSWER_FATES)}`),
  ],
)

/** An answer that somebody has to look at again: it came from an earlier version, or from an earlier review. */
export const answersToReconfirm = pgTable(
  'answers_to_reconfirm',
  {
    id: uuid('id').primaryKey(),
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reviews.id),
    questionKey: text('question_key').notNull(),
    cause: text('cause', { enum: RECONFIRM_CAUSES }).notNull(),
    why: text('why').notNull(),
    moveId: uuid('move_id').references(() => reviewMoves.id),
    fromReviewId: uuid('from_review_id').references(() => reviews.id),
    /** When somebody last stood by it. */
    lastTrueAt: at('last_true_at').notNull(),
    since: at('since').notNull(),
    settled: text('settled', { enum: SETTLEMENTS }),
    settledBy: uuid('settled_by').references(() => people.id),
    settledAt: at('settled_at'),
  },
  (t) => [
    uniqueIndex('answers_to_reconfirm_open_uq').on(t.reviewId, t.questionKey).where(sql`settled is null`),
    check('answers_to_reconfirm_cause_ck', sql`${t.cause} in ${listOf(RECONFIRM_CAUSES)}`),
    check('answers_to_reconfirm_settled_ck', sql`${t.settled} in ${listOf(SETTLEMENTS)}`),
    check(
      'answers_to_reconfirm_source_ck',
      sql`case ${t.cause} when 'version' then ${t.moveId} is not null else ${t.fromReviewId} is not null end`,
    ),
    check('answers_to_reconfirm_who_ck', sql`num_nonnulls(${t.settled}, ${t.settledBy}, ${t.settledAt}) in (0, 3)`),
  ],
)
