import { and, desc, eq, inArray } from 'drizzle-orm'
import { accessible } from '#app/platform/access/to-sql.server.ts'
import { type Answers, checkAnswer } from '#app/rubric/index.ts'
import { answers, answersToReconfirm, launches, reviewSnapshots, reviews } from '#db/schema/reviews.ts'
import type { Reading, Tx } from '../ctx.server.ts'
import { toColumns } from './answer-row.ts'
import { carryAuthors } from './carry-over.server.ts'
import { reviewColumns } from './columns.server.ts'
import { peopleOf, type ReviewRecord, rubricsOf } from './records.server.ts'
import type { EarlierLaunch } from './reuse.ts'
import { launchCode } from './views.ts'

const approved = inArray(reviews.outcome, ['approve', 'approve_with_conditions'])

/** The approved launches of one's own team, the latest first: a new launch of the same feature may begin with the answers of one. */
export async function findEarlierLaunches(reading: Reading): Promise<EarlierLaunch[]> {
  const rows = await reading.db
    .select({ id: launches.id, number: launches.number, title: launches.title })
    .from(reviews)
    .innerJoin(launches, eq(launches.id, reviews.launchId))
    .where(
      and(
        accessible(reading.ability, 'read', 'Review', reviewColumns),
        eq(reviews.teamId, reading.actor.teamId),
        eq(reviews.state, 'decided'),
        approved,
      ),
    )
    .orderBy(desc(reviews.decidedAt), desc(reviews.id))
    .limit(MOST_CHOICES)
  const byId = new Map(rows.map(({ id, number, title }) => [id, { id, name: `${launchCode(number)} ${title}` }]))
  return [...byId.values()]
}

/** More than this is no list to choose from. */
const MOST_CHOICES = 200

/**
 * A review of the same feature starts from the answers that were last approved, each to be reconfirmed. Left out are a confirmation, which
 * was about that review, an answer that the version of this one refuses, and a question that has an answer already.
 */
export async function reuseAnswers(tx: Tx, review: ReviewRecord): Promise<void> {
  const source = review.previousId === null ? await sourceOf(tx, review) : undefined
  if (!source) return
  const { full } = await rubricsOf(tx, review)
  const [snapshot] = await tx.db
    .select({ answers: reviewSnapshots.answers })
    .from(reviewSnapshots)
    .where(and(eq(reviewSnapshots.reviewId, source.review.id), eq(reviewSnapshots.rubricKey, full.key)))
    .orderBy(desc(reviewSnapshots.round))
    .limit(1)
  const present = await writtenIn(tx, review.id)
  const written = await writtenIn(tx, source.review.id)
  const carried = Object.entries((snapshot?.answers ?? {}) as Answers).flatMap(([key, answer]) => {
    const asked = full.compiled.byId.get(key)
    if (asked?.question.answered_by !== 'submitter' || asked.question.kind === 'attest') return []
    if (present.has(key) || checkAnswer(asked, answer)) return []
    const before = written.get(key)
    return [
      {
        ...toColumns(asked.question.kind, answer),
        ...{ reviewId: review.id, questionKey: key, rubricVersionId: full.id, version: 1 },
        updatedBy: before?.updatedBy ?? source.review.submitterId,
        updatedAt: before?.updatedAt ?? tx.now,
      },
    ]
  })
  if (carried.length === 0) return
  await tx.db.insert(answers).values(carried)
  await tx.db
    .insert(answersToReconfirm)
    .values(
      carried.map(({ questionKey, updatedAt }) => ({
        ...{ id: tx.newId(), reviewId: review.id, questionKey, cause: 'reuse' as const },
        why: 'It was given for an earlier launch of the same feature.',
        ...{ fromReviewId: source.review.id, lastTrueAt: source.review.submittedAt ?? updatedAt, since: tx.now },
      })),
    )
    .onConflictDoNothing()
  const { authorIds } = await peopleOf(tx, source.review.id)
  await carryAuthors(tx, review.id, [...authorIds, ...carried.map(({ updatedBy }) => updatedBy)])
  const reused = { fromReviewId: source.review.id, launch: launchCode(source.number), answers: carried.length }
  tx.record('review.answers_reused', { reviewId: review.id, ...reused }, { as: 'submitter' })
}

/** The latest approved review of the launch that was named when this one was described. */
async function sourceOf(tx: Tx, review: ReviewRecord) {
  const [launch] = await tx.db
    .select({ earlierId: launches.earlierLaunchId })
    .from(launches)
    .where(eq(launches.id, review.launchId))
  if (!launch?.earlierId) return undefined
  const [source] = await tx.db
    .select({ review: reviews, number: launches.number })
    .from(reviews)
    .innerJoin(launches, eq(launches.id, reviews.launchId))
    .where(and(eq(reviews.launchId, launch.earlierId), eq(reviews.teamId, review.teamId), approved))
    .orderBy(desc(reviews.decidedAt))
    .limit(1)
  return source
}

/** Every answer that was ever written in a review, cleared ones too. */
async function writtenIn(tx: Tx, reviewId: string) {
  const rows = await tx.db
    .select({ key: answers.questionKey, updatedBy: answers.updatedBy, updatedAt: answers.updatedAt })
    .from(answers)
    .where(eq(answers.reviewId, reviewId))
  return new Map(rows.map((row) => [row.key, row]))
}
