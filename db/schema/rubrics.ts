import { sql } from 'drizzle-orm'
import {
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { DRAFT_LIMITS, DRAFT_STATES } from '#app/domain/rubric-versions/draft.ts'
import { at, listOf, longEnough } from './columns.ts'
import { people } from './people.ts'

/** A published rubric version, frozen: the canonical form and its hash are what reviews are pinned to. */
export const rubricVersions = pgTable(
  'rubric_versions',
  {
    id: uuid('id').primaryKey(),
    key: text('key').notNull(),
    version: text('version').notNull(),
    sha256: text('sha256').notNull(),
    /** Canonical JSON text of the rubric with its taxonomy and policy table: everything needed to evaluate it again. */
    canonical: text('canonical').notNull(),
    effectiveOn: date('effective_on', { mode: 'string' }).notNull(),
    publishedAt: at('published_at').notNull(),
  },
  (t) => [
    unique('rubric_versions_key_uq').on(t.key, t.version),
    check('rubric_versions_sha_ck', sql`${t.sha256} ~ '^[0-9a-f]{64}$'`),
  ],
)

/** A version that somebody proposes. Its text changes until it is published; then rubric_versions holds it for ever. */
export const rubricDrafts = pgTable(
  'rubric_drafts',
  {
    id: uuid('id').primaryKey(),
    key: text('key').notNull(),
    version: text('version').notNull(),
    /** The published version it is compared with: the newest of its key when it was proposed. None for a new rubric. */
    baseVersionId: uuid('base_version_id').references(() => rubricVersions.id),
    /** The file as its author wrote it. */
    source: text('source').notNull(),
    canonical: text('canonical').notNull(),
    sha256: text('sha256').notNull(),
    /** The day the file asks for; it is in force from then, or from the day of publication where that is later. */
    effectiveOn: date('effective_on', { mode: 'string' }).notNull(),
    state: text('state', { enum: DRAFT_STATES }).notNull(),
    /** What is wrong with the version before, in the author's words. */
    reason: text('reason').notNull(),
    /** Counts every change, so that nobody overwrites what they have not seen. `version` is the rubric's own. */
    revision: integer('revision').notNull().default(1),
    proposedBy: uuid('proposed_by')
      .notNull()
      .references(() => people.id),
    proposedAt: at('proposed_at').notNull(),
    changedAt: at('changed_at').notNull(),
  },
  (t) => [
    uniqueIndex('rubric_drafts_open_uq').on(t.key, t.version).where(sql`state <> 'withdrawn'`),
    check('rubric_drafts_state_ck', sql`${t.state} in ${listOf(DRAFT_STATES)}`),
    check('rubric_drafts_sha_ck', sql`${t.sha256} ~ '^[0-9a-f]{64}$'`),
    check('rubric_drafts_reason_ck', longEnough(t.reason, DRAFT_LIMITS.reason)),
    check('rubric_drafts_source_ck', longEnough(t.source, DRAFT_LIMITS.source)),
  ],
)

/** Allowed moves of a draft, as rows: the trigger reads them, a test compares them with the code. */
export const rubricDraftTransitions = pgTable(
  'rubric_draft_transitions',
  { fromState: text('from_state').notNull(), toState: text('to_state').notNull() },
  (t) => [primaryKey({ columns: [t.fromState, t.toState] })],
)

/** What somebody said of a draft in consultation, and of which text. */
export const rubricRemarks = pgTable(
  'rubric_remarks',
  {
    id: uuid('id').primaryKey(),
    draftId: uuid('draft_id')
      .notNull()
      .references(() => rubricDrafts.id),
    /** Of the text that was read. */
    sha256: text('sha256').notNull(),
    /** The question or section it is about; none for the whole. */
    about: text('about'),
    text: text('text').notNull(),
    saidBy: uuid('said_by')
      .notNull()
      .references(() => people.id),
    saidAt: at('said_at').notNull(),
  },
  (t) => [
    index('rubric_remarks_draft_ix').on(t.draftId, t.saidAt),
    check('rubric_remarks_text_ck', longEnough(t.text, DRAFT_LIMITS.remark)),
  ],
)

/** A finished back-test of exactly one text. Never changed. */
export const rubricBacktests = pgTable(
  'rubric_backtests',
  {
    id: uuid('id').primaryKey(),
    draftId: uuid('draft_id')
      .notNull()
      .references(() => rubricDrafts.id),
    sha256: text('sha256').notNull(),
    reviews: integer('reviews').notNull(),
    flips: integer('flips').notNull(),
    /** Flips by kind from → to, questions added: what the engine's summary says. */
    summary: jsonb('summary').notNull(),
    ranBy: uuid('ran_by')
      .notNull()
      .references(() => people.id),
    ranAt: at('ran_at').notNull(),
  },
  (t) => [
    index('rubric_backtests_draft_ix').on(t.draftId, t.ranAt),
    check('rubric_backtests_counts_ck', sql`${t.reviews} >= 0 and ${t.flips} between 0 and ${t.reviews}`),
  ],
)

/** What a back-test found for one review. No key to reviews: that table belongs to the context above; a query joins them. */
export const rubricBacktestRows = pgTable(
  'rubric_backtest_rows',
  {
    backtestId: uuid('backtest_id')
      .notNull()
      .references(() => rubricBacktests.id),
    reviewId: uuid('review_id').notNull(),
    flips: text('flips').array().notNull(),
    before: jsonb('before').notNull(),
    after: jsonb('after').notNull(),
    added: integer('added').notNull(),
  },
  (t) => [primaryKey({ columns: [t.backtestId, t.reviewId] })],
)

/** A back-test under way: for the page that waits. Not a record; the finished back-test is. */
export const rubricBacktestRuns = pgTable('rubric_backtest_runs', {
  id: uuid('id').primaryKey(),
  draftId: uuid('draft_id')
    .notNull()
    .references(() => rubricDrafts.id),
  sha256: text('sha256').notNull(),
  ranBy: uuid('ran_by')
    .notNull()
    .references(() => people.id),
  startedAt: at('started_at').notNull(),
  /** When it was last heard of; a run that is silent for a minute was lost with its server. */
  heardAt: at('heard_at').notNull(),
  done: integer('done').notNull(),
  total: integer('total').notNull(),
  endedAt: at('ended_at'),
  /** Why it gave no result. */
  failure: text('failure'),
})

/** Who put a draft in force, after which back-test, and why. */
export const rubricPublications = pgTable(
  'rubric_publications',
  {
    versionId: uuid('version_id')
      .primaryKey()
      .references(() => rubricVersions.id),
    draftId: uuid('draft_id')
      .notNull()
      .unique('rubric_publications_draft_uq')
      .references(() => rubricDrafts.id),
    backtestId: uuid('backtest_id')
      .notNull()
      .references(() => rubricBacktests.id),
    publishedBy: uuid('published_by')
      .notNull()
      .references(() => people.id),
    publishedAt: at('published_at').notNull(),
    reason: text('reason').notNull(),
  },
  (t) => [check('rubric_publications_reason_ck', longEnough(t.reason, DRAFT_LIMITS.reason))],
)

/** A version that no new review starts with from a day on. Reviews that are pinned to it keep it. */
export const rubricRetirements = pgTable(
  'rubric_retirements',
  {
    versionId: uuid('version_id')
      .primaryKey()
      .references(() => rubricVersions.id),
    retiredOn: date('retired_on', { mode: 'string' }).notNull(),
    reason: text('reason').notNull(),
    retiredBy: uuid('retired_by')
      .notNull()
      .references(() => people.id),
    retiredAt: at('retired_at').notNull(),
  },
  (t) => [check('rubric_retirements_reason_ck', longEnough(t.reason, DRAFT_LIMITS.reason))],
)
