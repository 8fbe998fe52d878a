import { check, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { REVIEW_LIMITS } from '#app/domain/reviews/review.ts'
import { at, longEnough } from '../columns.ts'
import { people } from '../people.ts'
import { reviews } from './reviews.ts'

export const changeRequests = pgTable(
  'change_requests',
  {
    id: uuid('id').primaryKey(),
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reviews.id),
    round: integer('round').notNull(),
    note: text('note').notNull(),
    requestedBy: uuid('requested_by')
      .notNull()
      .references(() => people.id),
    requestedAt: at('requested_at').notNull(),
  },
  (t) => [
    unique('change_requests_uq').on(t.reviewId, t.round),
    check('change_requests_note_ck', longEnough(t.note, REVIEW_LIMITS.note)),
  ],
)

export const changeRequestQuestions = pgTable(
  'change_request_questions',
  {
    requestId: uuid('request_id')
      .notNull()
      .references(() => changeRequests.id),
    questionKey: text('question_key').notNull(),
    note: text('note').notNull(),
  },
  (t) => [primaryKey({ columns: [t.requestId, t.questionKey] })],
)
