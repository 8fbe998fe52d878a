import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { ANSWER_STATES } from '#app/domain/reviews/review.ts'
import { at, listOf } from '../columns.ts'
import { people } from '../people.ts'
import { rubricVersions } from '../rubrics.ts'
import { reviews } from './reviews.ts'

/** Finds a piece of evidence that lacks a secure link or says nothing of what it shows. */
const EVIDENCE_WITHOUT_LINK = sql.raw(
  `'$[*] ? (!(exists(@.url ? (@ like_regex "^https://")) && exists(@.label ? (@ like_regex "[^ ]"))))'`,
)

/** One typed row per answer. Triage answers carry the prefix `triage.`; a cleared answer stays as `blank`. */
export const answers = pgTable(
  'answers',
  {
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reviews.id),
    questionKey: text('question_key').notNull(),
    rubricVersionId: uuid('rubric_version_id')
      .notNull()
      .references(() => rubricVersions.id),
    state: text('state', { enum: ANSWER_STATES }).notNull(),
    /** Why it does not apply, or what is not known yet. */
    note: text('note'),
    valChoice: text('val_choice'),
    valNum: numeric('val_num', { mode: 'number' }),
    valBool: boolean('val_bool'),
    valDate: date('val_date', { mode: 'string' }),
    valText: text('val_text'),
    valJson: jsonb('val_json'),
    /** Links to what shows that it is so, where the answer is asked for some: `[{label, url}]`, or null for none. */
    evidence: jsonb('evidence'),
    /** Counts every change: a writer names the version it saw, so nobody overwrites silently. */
    version: integer('version').notNull(),
    updatedBy: uuid('updated_by')
      .notNull()
      .references(() => people.id),
    updatedAt: at('updated_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.reviewId, t.questionKey] }),
    check('answers_state_ck', sql`${t.state} in ${listOf(ANSWER_STATES)}`),
    check('answers_reason_ck', sql`${t.state} <> 'n_a' or char_length(${t.note}) > 0`),
    check(
      'answers_value_ck',
      sql`num_nonnulls(${t.valChoice}, ${t.valNum}, ${t.valBool}, ${t.valDate}, ${t.valText}, ${t.valJson}) = case when ${t.state} = 'answered' then 1 else 0 end`,
    ),
    check(
      'answers_evidence_ck',
      sql`${t.evidence} is null or (${t.state} = 'answered' and jsonb_typeof(${t.evidence}) = 'array' and ${t.evidence} <> '[]' and not jsonb_path_exists(${t.evidence}, ${EVIDENCE_WITHOUT_LINK}))`,
    ),
    index('answers_choice_ix').on(t.questionKey, t.valChoice).where(sql`val_choice is not null`),
    index('answers_number_ix').on(t.questionKey, t.valNum).where(sql`val_num is not null`),
  ],
)

/** Everyone who ever wrote an answer of a review: they never decide it. */
export const answerAuthors = pgTable(
  'answer_authors',
  {
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reviews.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    firstAt: at('first_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.reviewId, t.personId] })],
)

/** The answers as they were submitted, with the rubric they answered. Never changed. */
export const reviewSnapshots = pgTable(
  'review_snapshots',
  {
    id: uuid('id').primaryKey(),
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reviews.id),
    round: integer('round').notNull(),
    rubricKey: text('rubric_key').notNull(),
    rubricVersion: text('rubric_version').notNull(),
    rubricSha256: text('rubric_sha256').notNull(),
    answers: jsonb('answers').notNull(),
    /** Hash of the canonical text of the answers. */
    sha256: text('sha256').notNull(),
    takenBy: uuid('taken_by')
      .notNull()
      .references(() => people.id),
    takenAt: at('taken_at').notNull(),
  },
  (t) => [unique('review_snapshots_uq').on(t.reviewId, t.round, t.rubricKey)],
)
