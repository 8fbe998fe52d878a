import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { can } from '#app/platform/access/ability.ts'
import { accessible } from '#app/platform/access/to-sql.server.ts'
import { isId } from '#app/platform/ids.ts'
import { changeText, gatherFacts, type Level, levelRank } from '#app/rubric/index.ts'
import { auditEvents } from '#db/schema/audit.ts'
import { people, teams } from '#db/schema/people.ts'
import {
  assessmentLevels,
  assessments,
  changeRequestQuestions,
  changeRequests,
  conditions,
  decisions,
  launches,
  reviewSnapshots,
  reviews,
} from '#db/schema/reviews.ts'
import { rubricVersions } from '#db/schema/rubrics.ts'
import { type Reading, readOnce } from '../ctx.server.ts'
import { events } from '../events.ts'
import { storedVersion } from '../rubric-versions/index.server.ts'
import type { KeptAssessment } from './assessment.ts'
import { reviewColumns } from './columns.server.ts'
import { rowsOf, toView } from './list.server.ts'
import { REVIEW_ACTIONS, type ReviewAction, type ReviewRow } from './policy.ts'
import { givenFacts, loadAnswers, openQuestions, peopleOf, rubricsOf, scoringOf } from './records.server.ts'
import { loadScores } from './scoring.server.ts'
import type {
  ConditionView,
  DecisionView,
  HarmLevels,
  HistoryEntry,
  ReviewRowView,
  ReviewView,
  WorstLevels,
} from './views.ts'

const later = alias(reviews, 'later')

/** A review's head, or undefined for one that does not exist or that this person may not know of. */
export async function findReview(
  reading: Reading,
  id: string | undefined,
  action: ReviewAction = 'read',
): Promise<ReviewView | undefined> {
  if (!isId(id)) return undefined
  const review = await readOnce(reading, `review ${id}`, () => readReview(reading, id))
  return review?.may[action] ? review : undefined
}

async function readReview(reading: Reading, id: string): Promise<ReviewView | undefined> {
  const where = and(eq(reviews.id, id), accessible(reading.ability, 'read', 'Review', reviewColumns))
  const [row] = await rowsOf(reading, where, 'newest', false, 1)
  if (!row) return undefined
  const [more] = await reading.db
    .select({
      review: reviews,
      summary: launches.summary,
      markets: launches.markets,
      nextId: later.id,
      key: rubricVersions.key,
      version: rubricVersions.version,
    })
    .from(reviews)
    .innerJoin(launches, eq(launches.id, reviews.launchId))
    .innerJoin(rubricVersions, eq(rubricVersions.id, reviews.fullVersionId))
    .leftJoin(later, eq(later.previousId, reviews.id))
    .where(eq(reviews.id, id))
    .limit(1)
  if (!more) return undefined
  const { review } = more
  const subject: ReviewRow = { ...review, ...(await peopleOf(reading, id)) }
  const iso = (at: Date | null) => at?.toISOString() ?? null
  return {
    ...toView(row),
    summary: more.summary,
    markets: more.markets,
    teamId: review.teamId,
    submitterId: review.submitterId,
    reviewerId: review.reviewerId,
    ...(await linksOf(reading, review.previousId, more.nextId)),
    tierRule: review.tierRule,
    tierBecause: review.tierBecause,
    tierByRule: review.tierByRule,
    auditSample: review.auditSample,
    triagedAt: iso(review.triagedAt),
    submittedAt: iso(review.submittedAt),
    decidedAt: iso(review.decidedAt),
    triageVersionId: review.triageVersionId,
    fullVersionId: review.fullVersionId,
    rubric: { key: more.key, version: more.version },
    may: Object.fromEntries(
      REVIEW_ACTIONS.map((one) => [one, can(reading.ability, one, 'Review', subject)]),
    ) as ReviewView['may'],
  }
}

/** The review before and the one after it, as far as this person may know of them. */
async function linksOf(reading: Reading, previousId: string | null, nextId: string | null) {
  const ids = [previousId, nextId].filter((id) => id !== null)
  if (ids.length === 0) return { previousId, nextId }
  const open = await reading.db
    .select({ id: reviews.id })
    .from(reviews)
    .where(and(inArray(reviews.id, ids), accessible(reading.ability, 'read', 'Review', reviewColumns)))
  const known = (id: string | null) => (open.some((one) => one.id === id) ? id : null)
  return { previousId: known(previousId), nextId: known(nextId) }
}

/** All reviews of the launch of a review, newest first, as far as this person may know of them. */
export async function reviewsOfLaunch(reading: Reading, launchId: string | undefined): Promise<ReviewRowView[]> {
  if (!isId(launchId)) return []
  const rows = await rowsOf(
    reading,
    and(eq(reviews.launchId, launchId), accessible(reading.ability, 'read', 'Review', reviewColumns)),
    'newest',
  )
  return rows.map(toView)
}

/** Answers, facts and the questions open for change. Undefined without the right to read answers. */
export async function findAnswers(reading: Reading, id: string | undefined) {
  const review = await findReview(reading, id, 'read_answers')
  if (!review) return undefined
  const rubrics = await rubricsOf(reading, review)
  const set = await loadAnswers(reading, review.id)
  const given = givenFacts(review, set.triage)
  const open = await openQuestions(reading, review)
  return {
    review,
    rubrics,
    ...set,
    given,
    facts: gatherFacts(rubrics.full.compiled, set.full, given, { answeredBy: 'submitter' }),
    triageFacts: gatherFacts(rubrics.triage.compiled, set.triage),
    /** Undefined: all questions are as open as the review is. */
    open: open && { named: Object.fromEntries(open.named), answeredBefore: [...open.answeredBefore] },
  }
}

/** The newest request for changes, with its note: shown to whoever may read the answers. */
export async function lastChangeRequest(reading: Reading, id: string) {
  if (!(await findReview(reading, id, 'read_answers'))) return undefined
  const [request] = await reading.db
    .select({
      id: changeRequests.id,
      round: changeRequests.round,
      note: changeRequests.note,
      by: people.name,
      at: changeRequests.requestedAt,
    })
    .from(changeRequests)
    .innerJoin(people, eq(people.id, changeRequests.requestedBy))
    .where(eq(changeRequests.reviewId, id))
    .orderBy(desc(changeRequests.round))
    .limit(1)
  if (!request) return undefined
  const questions = await reading.db
    .select({ key: changeRequestQuestions.questionKey, note: changeRequestQuestions.note })
    .from(changeRequestQuestions)
    .where(eq(changeRequestQuestions.requestId, request.id))
  return { ...request, at: request.at.toISOString(), questions }
}

/** The answers as submitted, round by round. */
export async function findSnapshots(reading: Reading, id: string | undefined) {
  const review = await findReview(reading, id, 'read_answers')
  if (!review) return undefined
  const rows = await reading.db
    .select({ snapshot: reviewSnapshots, by: people.name })
    .from(reviewSnapshots)
    .innerJoin(people, eq(people.id, reviewSnapshots.takenBy))
    .where(eq(reviewSnapshots.reviewId, review.id))
    .orderBy(asc(reviewSnapshots.round), asc(reviewSnapshots.rubricKey))
  return {
    review,
    snapshots: rows.map(({ snapshot, by }) => ({ ...snapshot, by, takenAt: snapshot.takenAt.toISOString() })),
  }
}

/** Everything a scorer sees: answers, scores, what the last round said. Undefined without the right to read assessments. */
export async function findScoring(reading: Reading, id: string | undefined) {
  const found = await findAnswers(reading, id)
  if (!found?.review.may.read_assessment) return undefined
  const scoring = await scoringOf(reading, found.review)
  return {
    ...found,
    scoring,
    scores: await loadScores(reading, scoring?.id),
    kept: await keptAssessment(reading, found.review),
  }
}

/** What the engine said when the scores of this round were locked. */
async function keptAssessment(reading: Reading, review: { id: string; round: number }) {
  const [row] = await reading.db
    .select()
    .from(assessments)
    .where(and(eq(assessments.reviewId, review.id), eq(assessments.round, review.round)))
  return row && { ...row, result: row.result as KeptAssessment }
}

/**
 * The memo: decision, conditions, levels per harm, reasons and the path to yes. A submitter sees it once it is decided, with levels and
 * reasons but without single scores; those who may read assessments see it as soon as the scores are locked.
 */
export async function findMemo(reading: Reading, id: string | undefined) {
  const review = await findReview(reading, id, 'read_decision')
  if (!review) return undefined
  if (review.state !== 'decided' && !review.may.read_assessment)
    return {
      review,
      decisions: [],
      conditions: [],
      levels: [],
      reasons: [],
      path: [],
      pathTo: null,
      sealed: null,
      kept: null,
    }
  const taken = await reading.db
    .select({ decision: decisions, by: people.name })
    .from(decisions)
    .innerJoin(people, eq(people.id, decisions.decidedBy))
    .where(eq(decisions.reviewId, review.id))
    .orderBy(desc(decisions.decidedAt))
  const attached = await reading.db
    .select({ condition: conditions, owner: people.name, ownerTimeZone: people.timeZone })
    .from(conditions)
    .innerJoin(people, eq(people.id, conditions.ownerId))
    .where(eq(conditions.reviewId, review.id))
    .orderBy(asc(conditions.position))
  const kept = await keptAssessment(reading, review)
  const { full } = await rubricsOf(reading, review)
  return {
    review,
    decisions: taken.map(
      ({ decision, by }): DecisionView => ({
        ...decision,
        // Why the rules were overruled is said to those who may see what the rules said.
        overrideReason: review.may.read_assessment ? decision.overrideReason : null,
        decidedBy: by,
        decidedAt: decision.decidedAt.toISOString(),
      }),
    ),
    conditions: attached.map(
      ({ condition, owner, ownerTimeZone }): ConditionView => ({ ...condition, owner, ownerTimeZone }),
    ),
    levels: kept ? levelsOf(kept.result) : [],
    /** Why, in plain words, and the fewest changes that would reach a better decision. */
    reasons: kept?.result.decision.reasons ?? [],
    path: kept?.result.path?.changes.map((change) => changeText(full.compiled, change)) ?? [],
    pathTo: kept?.result.path?.to ?? null,
    sealed: {
      rubric: `${full.key} ${full.version}`,
      rubricSha256: full.sha256,
      answersSha256: await answersHash(reading, review, full.key),
    },
    /** The full assessment, score key and all: only for those who may see scores. */
    kept: kept && review.may.read_assessment ? kept : null,
  }
}

async function answersHash({ db }: Reading, review: { id: string; round: number }, rubricKey: string) {
  const { reviewId, round, rubricKey: key, sha256 } = reviewSnapshots
  const [row] = await db
    .select({ sha256 })
    .from(reviewSnapshots)
    .where(and(eq(reviewId, review.id), eq(round, review.round), eq(key, rubricKey)))
  return row?.sha256 ?? null
}

const levelsOf = ({ assessment }: KeptAssessment): HarmLevels[] =>
  assessment.harms.map(({ code, name, inherent, current, target }) => ({
    code,
    name,
    inherent: inherent.level,
    current: current.level,
    target: target.level,
  }))

/**
 * The worst harm of each of these reviews at its latest assessment, for the gauge in a queue. Only with the right to read
 * assessments: the others are left out.
 */
export async function worstLevels(
  reading: Reading,
  reviewIds: readonly string[],
): Promise<Partial<Record<string, WorstLevels>>> {
  if (reviewIds.length === 0) return {}
  const { harm, inherent, current, target } = assessmentLevels
  const rows = await reading.db
    .select({ id: reviews.id, versionId: reviews.fullVersionId, harm, inherent, current, target })
    .from(assessments)
    .innerJoin(reviews, and(eq(reviews.id, assessments.reviewId), eq(reviews.round, assessments.round)))
    .leftJoin(assessmentLevels, eq(assessmentLevels.assessmentId, assessments.id))
    .where(
      and(
        inArray(assessments.reviewId, [...reviewIds]),
        accessible(reading.ability, 'read_assessment', 'Review', reviewColumns),
      ),
    )
  const found: Record<string, WorstLevels> = {}
  for (const { id, versionId, ...level } of rows) {
    found[id] ??= { worst: null, currents: [] }
    if (level.harm === null || !level.inherent || !level.current || !level.target) continue
    found[id].currents.push(level.current)
    const one = { inherent: level.inherent, current: level.current, target: level.target }
    const before = found[id].worst
    if (before && weight(before) >= weight(one)) continue
    const { compiled } = await storedVersion(reading.db, versionId)
    found[id].worst = {
      ...one,
      harm: { code: level.harm, name: compiled.harms.find(({ code }) => code === level.harm)?.name ?? level.harm },
    }
  }
  return found
}

/** Which of two harms is worse: now, then before safeguards. */
const weight = ({ current, inherent }: { current: Level; inherent: Level }) =>
  levelRank(current) * 10 + levelRank(inherent)

/** The history of a review and its launch: every change as a sentence. Entries about scores only for those who may see scores. */
export async function findHistory(
  reading: Reading,
  id: string | undefined,
): Promise<{ review: ReviewView; entries: HistoryEntry[] } | undefined> {
  const review = await findReview(reading, id)
  if (!review) return undefined
  const audiences = review.may.read_assessment ? (['record', 'assessment'] as const) : (['record'] as const)
  // Who may read the record but not its answers sees that something was answered, not what.
  const rows = await reading.db
    .select()
    .from(auditEvents)
    .where(
      and(
        inArray(auditEvents.stream, [`review:${review.id}`, `launch:${review.launchId}`]),
        inArray(auditEvents.audience, [...audiences]),
      ),
    )
    .orderBy(desc(auditEvents.at), desc(auditEvents.seq))
    .limit(2_000)
  const shown = rows.filter(
    ({ type }) =>
      (review.may.read_answers || type !== 'review.answered') &&
      (review.may.read_decision || (type !== 'review.decided' && type !== 'condition.attached')),
  )
  const names = await namesIn(reading, shown)
  return {
    review,
    entries: shown.map((row) => ({
      key: `${row.stream}#${row.seq}`,
      type: row.type,
      at: row.at.toISOString(),
      who: names.person(row.actorId),
      role: row.actorRole,
      sentence: sentenceOf(row, names),
      why: row.reason,
      seq: row.seq,
      hash: row.hash,
    })),
  }
}

type Names = { person: (id: string | null) => string; team: (id: string) => string }

async function namesIn({ db }: Reading, rows: (typeof auditEvents.$inferSelect)[]): Promise<Names> {
  const ids = new Set(
    rows.flatMap((row) => [
      ...(row.actorId ? [row.actorId] : []),
      ...(row.body.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? []),
    ]),
  )
  if (ids.size === 0) return { person: () => 'The system', team: () => 'a team' }
  const found = await db
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(inArray(people.id, [...ids]))
  const named = await db
    .select({ id: teams.id, name: teams.name })
    .from(teams)
    .where(inArray(teams.id, [...ids]))
  const byId = new Map([...found, ...named].map(({ id, name }) => [id, name]))
  return {
    person: (id) => (id === null ? 'The system' : (byId.get(id) ?? 'somebody')),
    team: (id) => byId.get(id) ?? 'a team',
  }
}

function sentenceOf(row: typeof auditEvents.$inferSelect, names: Names): string {
  const definition = Object.hasOwn(events, row.type) ? events[row.type as keyof typeof events] : undefined
  if (!definition) return row.type
  return definition.describe(JSON.parse(row.body) as never, {
    actor: names.person(row.actorId),
    person: names.person,
    team: names.team,
  })
}
