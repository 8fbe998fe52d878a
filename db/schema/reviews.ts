import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  customType,
  date,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  serial,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import {
  ANSWER_STATES,
  AUTHORITIES,
  GATES,
  OUTCOMES,
  PARTICIPANT_ROLES,
  REVIEW_LIMITS,
  REVIEW_STATES,
  REVIEW_TIERS,
} from '#app/domain/reviews/review.ts'
import { CONFIDENCE_GRADES, LEVELS } from '#app/rubric/rubric.ts'
import { listOf, people, teams } from './people.ts'
import { rubricVersions } from './rubrics.ts'

const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })
const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })
/** Finds a piece of evidence that lacks a secure link or says nothing of what it shows. */
const EVIDENCE_WITHOUT_LINK = sql.raw(
  `'$[*] ? (!(exists(@.url ? (@ like_regex "^https://")) && exists(@.label ? (@ like_regex "[^ ]"))))'`,
)
const longEnough = (column: Parameters<typeof sql>[1], most: number) =>
  sql`char_length(${column}) between 1 and ${sql.raw(String(most))}`

export const launches = pgTable(
  'launches',
  {
    id: uuid('id').primaryKey(),
    /** The number people say: L-12. */
    number: serial('number').notNull().unique(),
    title: text('title').notNull(),
    summary: text('summary').notNull(),
    teamId: uuid('team_id')
      .notNull()
      .references(() => teams.id),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => people.id),
    launchOn: date('launch_on', { mode: 'string' }).notNull(),
    markets: text('markets').array().notNull(),
    createdAt: at('created_at').notNull(),
    version: integer('version').notNull().default(1),
    search: tsvector('search').generatedAlwaysAs(
      sql`setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', summary), 'B')`,
    ),
  },
  (t) => [
    check('launches_title_ck', longEnough(t.title, REVIEW_LIMITS.title)),
    check('launches_summary_ck', longEnough(t.summary, REVIEW_LIMITS.summary)),
    index('launches_search_ix').using('gin', t.search),
  ],
)

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

/** The answer to a request that was sent twice is the first answer (DI-5). */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    command: text('command').notNull(),
    key: text('key').notNull(),
    bodySha256: text('body_sha256').notNull(),
    result: jsonb('result').notNull(),
    createdAt: at('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.command, t.key] })],
)
