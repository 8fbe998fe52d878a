import { and, eq, max, sql } from 'drizzle-orm'
import { authorize } from '#app/platform/access/authorize.ts'
import { isId } from '#app/platform/ids.ts'
import { fail, type Problem } from '#app/platform/result.ts'
import type { Answers } from '#app/rubric/index.ts'
import {
  answers,
  changeRequestQuestions,
  changeRequests,
  reviewSnapshots,
  reviews,
  scorings,
} from '#db/schema/reviews.ts'
import type { Reading, Tx } from '../ctx.server.ts'
import { type StoredVersion, storedVersion } from '../rubric-versions/index.server.ts'
import { fromColumns, TRIAGE_PREFIX } from './answer-row.ts'
import type { ReviewAction, ReviewRow } from './policy.ts'
import { canMove, type ReviewState } from './review.ts'

export type ReviewRecord = typeof reviews.$inferSelect
export type LockedReview = ReviewRecord & ReviewRow

/**
 * The review, locked until the transaction ends, and judged: whoever may not know of it gets the same "not found" as for none.
 */
export async function lockReview(tx: Tx, reviewId: string, action: ReviewAction): Promise<LockedReview> {
  const [row] = isId(reviewId) ? await tx.db.select().from(reviews).where(eq(reviews.id, reviewId)).for('update') : []
  const review = row && { ...row, ...(await peopleOf(tx, reviewId)) }
  authorize(tx.ability, action, 'Review', review)
  return review
}

/** Whom the policy asks about: the people called to a review, and those who wrote its answers. To be selected beside a review's row. */
export const peopleColumns = {
  participantIds: sql<string[]>`array(
    select called.person_id from review_participants called where called.review_id = reviews.id
  )`,
  authorIds: sql<string[]>`array(
    select wrote.person_id from answer_authors wrote where wrote.review_id = reviews.id
  )`,
}

/** The same for a row at hand, after it was locked: what a lock waited for is seen too. */
export async function peopleOf(
  { db }: Reading,
  reviewId: string,
): Promise<Pick<ReviewRow, 'participantIds' | 'authorIds'>> {
  const [found] = await db.select(peopleColumns).from(reviews).where(eq(reviews.id, reviewId))
  return found ?? { participantIds: [], authorIds: [] }
}

type Changes = Partial<typeof reviews.$inferInsert>

/** Saves the next version of a locked review. */
export async function saveReview(tx: Tx, review: LockedReview, changes: Changes): Promise<LockedReview> {
  if (changes.state && changes.state !== review.state && !canMove(review.state, changes.state)) {
    throw new Error(`a review cannot go from ${review.state} to ${changes.state}`)
  }
  const next = { ...changes, version: review.version + 1, changedAt: tx.now }
  await tx.db.update(reviews).set(next).where(eq(reviews.id, review.id))
  return { ...review, ...next }
}

/** The review is not where this command needs it: somebody moved it meanwhile, or a link is old. */
export const wrongState = (review: { state: ReviewState }, needed: string): { ok: false; problem: Problem } =>
  fail({
    code: 'conflict',
    message: `This needs a review that is ${needed}; it has moved on since the page was opened. Nothing was changed.`,
    detail: { state: review.state },
  })

export type AnswerSet = {
  /** Triage answers by the triage rubric's ids. */
  triage: Record<string, Answers[string]>
  full: Record<string, Answers[string]>
  /** Version per stored key, prefix included. */
  versions: Record<string, number>
}

/** All answers of a review. The caller has already made sure that they may be read. */
export async function loadAnswers({ db }: Reading, reviewId: string): Promise<AnswerSet> {
  const rows = await db.select().from(answers).where(eq(answers.reviewId, reviewId)).prepare('answers').execute()
  const set: AnswerSet = { triage: {}, full: {}, versions: {} }
  for (const row of rows) {
    set.versions[row.questionKey] = row.version
    const answer = fromColumns(row)
    if (!answer) continue
    if (row.questionKey.startsWith(TRIAGE_PREFIX)) set.triage[row.questionKey.slice(TRIAGE_PREFIX.length)] = answer
    else set.full[row.questionKey] = answer
  }
  return set
}

/** The facts the full rubric is given: the tier and the triage answers. */
export function givenFacts(review: { tier: string | null }, triage: Answers): Answers {
  const given: Record<string, Answers[string]> = {}
  for (const [id, answer] of Object.entries(triage)) given[`${TRIAGE_PREFIX}${id}`] = answer
  if (review.tier) given.tier = { state: 'answered', value: review.tier }
  return given
}

export type ReviewRubrics = { triage: StoredVersion; full: StoredVersion }

/** The rubric versions a review is pinned to. */
export async function rubricsOf(
  reading: Reading,
  review: Pick<ReviewRecord, 'triageVersionId' | 'fullVersionId'>,
): Promise<ReviewRubrics> {
  return {
    triage: await storedVersion(reading.db, review.triageVersionId),
    full: await storedVersion(reading.db, review.fullVersionId),
  }
}

/**
 * The questions that are open after changes were requested: those named, and those that nobody had to answer in the last round
 * (a changed answer may bring up new ones). Undefined when the review is in another state.
 */
export async function openQuestions(
  { db }: Reading,
  review: Pick<ReviewRecord, 'id' | 'round' | 'state'>,
): Promise<{ named: Map<string, string>; answeredBefore: ReadonlySet<string> } | undefined> {
  if (review.state !== 'changes_requested') return undefined
  const named = await db
    .select({ key: changeRequestQuestions.questionKey, note: changeRequestQuestions.note })
    .from(changeRequestQuestions)
    .innerJoin(changeRequests, eq(changeRequests.id, changeRequestQuestions.requestId))
    .where(and(eq(changeRequests.reviewId, review.id), eq(changeRequests.round, review.round)))
  const [snapshot] = await db
    .select({ keys: sql<string[]>`array(select jsonb_object_keys(${reviewSnapshots.answers}))` })
    .from(reviewSnapshots)
    .where(
      and(
        eq(reviewSnapshots.reviewId, review.id),
        eq(reviewSnapshots.round, review.round),
        sql`${reviewSnapshots.rubricKey} <> 'launch-triage'`,
      ),
    )
  return { named: new Map(named.map(({ key, note }) => [key, note])), answeredBefore: new Set(snapshot?.keys ?? []) }
}

/** The first scoring of a round, if somebody started it. */
export async function scoringOf(
  { db }: Reading,
  review: Pick<ReviewRecord, 'id' | 'round'>,
): Promise<typeof scorings.$inferSelect | undefined> {
  const [scoring] = await db
    .select()
    .from(scorings)
    .where(and(eq(scorings.reviewId, review.id), eq(scorings.round, review.round), eq(scorings.kind, 'first')))
  return scoring
}

/** The newest round that was submitted. */
export async function lastRound({ db }: Reading, reviewId: string): Promise<number | undefined> {
  const [row] = await db
    .select({ round: max(reviewSnapshots.round) })
    .from(reviewSnapshots)
    .where(eq(reviewSnapshots.reviewId, reviewId))
  return row?.round ?? undefined
}
