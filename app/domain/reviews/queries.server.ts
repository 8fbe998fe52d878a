import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { can } from '#app/platform/access/ability.ts'
import { accessible } from '#app/platform/access/to-sql.server.ts'
import { isId } from '#app/platform/ids.ts'
import { gatherFacts } from '#app/rubric/index.ts'
import { people, teams } from '#db/schema/people.ts'
import {
  assessments,
  changeRequestQuestions,
  changeRequests,
  launches,
  reviewSnapshots,
  reviews,
} from '#db/schema/reviews.ts'
import { type Reading, readOnce } from '../ctx.server.ts'
import { storedVersion } from '../rubric-versions/index.server.ts'
import type { KeptAssessment } from './assessment.ts'
import { reviewColumns } from './columns.server.ts'
import { reviewers, rowsOf, submitters, toView } from './list.server.ts'
import { newerVersions, standingMoves } from './move.server.ts'
import { findArchived } from './move-archive.server.ts'
import { findReconfirmations } from './move-reconfirm.server.ts'
import { REVIEW_ACTIONS, type ReviewAction, type ReviewRow } from './policy.ts'
import { givenFacts, loadAnswers, openQuestions, peopleColumns, rubricsOf, scoringOf } from './records.server.ts'
import { loadScores } from './scoring.server.ts'
import { launchCode, type ReviewRowView, type ReviewView } from './views.ts'

const later = alias(reviews, 'later')
const { number, title, launchOn, summary, markets, version } = launches
const launchHead = { number, title, launchOn, summary, markets, version }

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
  // One statement for the whole head: every page of a review begins with it.
  const [row] = await reading.db
    .select({
      review: reviews,
      launch: launchHead,
      team: teams.name,
      teamTimeZone: teams.timeZone,
      submitter: submitters.name,
      reviewer: reviewers.name,
      nextId: later.id,
      ...peopleColumns,
    })
    .from(reviews)
    .innerJoin(launches, eq(launches.id, reviews.launchId))
    .innerJoin(teams, eq(teams.id, reviews.teamId))
    .innerJoin(submitters, eq(submitters.id, reviews.submitterId))
    .leftJoin(reviewers, eq(reviewers.id, reviews.reviewerId))
    .leftJoin(later, eq(later.previousId, reviews.id))
    .where(and(eq(reviews.id, id), accessible(reading.ability, 'read', 'Review', reviewColumns)))
    .limit(1)
    .prepare('review')
    .execute()
  if (!row) return undefined
  const { review, launch } = row
  const full = await storedVersion(reading.db, review.fullVersionId)
  const subject: ReviewRow = { ...review, participantIds: row.participantIds, authorIds: row.authorIds }
  const iso = (at: Date | null) => at?.toISOString() ?? null
  return {
    id: review.id,
    launchId: review.launchId,
    code: launchCode(launch.number),
    title: launch.title,
    launchOn: launch.launchOn,
    state: review.state,
    tier: review.tier,
    dueOn: review.dueOn,
    late: review.late,
    outcome: review.outcome,
    round: review.round,
    createdAt: review.createdAt.toISOString(),
    changedAt: review.changedAt.toISOString(),
    team: row.team,
    teamTimeZone: row.teamTimeZone,
    submitter: row.submitter,
    reviewer: row.reviewer,
    summary: launch.summary,
    markets: launch.markets,
    launchVersion: launch.version,
    teamId: review.teamId,
    submitterId: review.submitterId,
    reviewerId: review.reviewerId,
    ...(await linksOf(reading, review.previousId, row.nextId)),
    tierBecause: review.tierBecause,
    tierByRule: review.tierByRule,
    auditSample: review.auditSample,
    triagedAt: iso(review.triagedAt),
    submittedAt: iso(review.submittedAt),
    decidedAt: iso(review.decidedAt),
    triageVersionId: review.triageVersionId,
    fullVersionId: review.fullVersionId,
    rubric: { title: full.compiled.rubric.title, version: full.version },
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
  const mayUndo = review.may.move_version && review.submittedAt === null
  const answerable = review.state === 'draft' || review.state === 'triaged' || review.state === 'changes_requested'
  return {
    review,
    rubrics,
    ...set,
    given,
    /** By stored key: answers that somebody has to stand by again, while that can be done. */
    waiting: answerable ? await findReconfirmations(reading, review.id) : {},
    /** What moves between versions left behind. */
    archived: await findArchived(reading, review.id),
    newer: review.may.move_version ? await newerVersions(reading, review) : [],
    moved: mayUndo && (await standingMoves(reading, review.id)).length > 0,
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
export async function keptAssessment(reading: Reading, review: { id: string; round: number }) {
  const [row] = await reading.db
    .select()
    .from(assessments)
    .where(and(eq(assessments.reviewId, review.id), eq(assessments.round, review.round)))
  return row && { ...row, result: row.result as KeptAssessment }
}
