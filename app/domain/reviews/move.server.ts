import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import { type MovePlan, newStops, planMove } from '#app/rubric/move.ts'
import { reviewMoves } from '#db/schema/reviews.ts'
import type { Reading } from '../ctx.server.ts'
import { activeVersion, type StoredVersion, storedVersion } from '../rubric-versions/index.server.ts'
import { TRIAGE_PREFIX } from './answer-row.ts'
import { type MovingRubric, mayMove, type NewerVersion } from './move.ts'
import { type AnswerSet, givenFacts, type ReviewRecord, type ReviewRubrics, rubricsOf } from './records.server.ts'

type Moving = Pick<ReviewRecord, 'state' | 'triageVersionId' | 'fullVersionId'> & { submittedAt: Date | string | null }

/** Another version of one of a review's rubrics is in force, and the review may move to it. */
export type Offer = { which: MovingRubric; from: StoredVersion; to: StoredVersion }

/** The versions in force that an open review is not on. None once it was submitted. */
export async function offersTo(reading: Reading, review: Moving): Promise<Offer[]> {
  const open = (['full', 'triage'] as const).filter((which) => mayMove(review, which))
  if (open.length === 0) return []
  const rubrics = await rubricsOf(reading, review)
  const offers: Offer[] = []
  for (const which of open) {
    const from = rubrics[which]
    const to = await activeVersion(reading.db, from.key, reading.now)
    if (to.id !== from.id) offers.push({ which, from, to })
  }
  return offers
}

/** The same in a few words, for a page that leads to the preview. */
export async function newerVersions(reading: Reading, review: Moving): Promise<NewerVersion[]> {
  return (await offersTo(reading, review)).map(({ which, from, to }) => ({
    which,
    title: to.compiled.rubric.title,
    from: from.version,
    to: to.version,
    stops: which === 'full' && stopsBetween(from, to) > 0,
  }))
}

// Versions never change, so what differs between two of them is counted once.
const stops = new Map<string, number>()

/** How many knock-outs and gates of a version another one lacks or has weaker. */
export function stopsBetween(from: StoredVersion, to: StoredVersion): number {
  const key = `${from.id} ${to.id}`
  const many = stops.get(key) ?? newStops(from.compiled, to.compiled).length
  stops.set(key, many)
  return many
}

/** What the move would do to the answers of this rubric. */
export const planFor = (
  { which, from, to }: Offer,
  review: Pick<ReviewRecord, 'tier'>,
  set: Pick<AnswerSet, 'triage' | 'full'>,
): MovePlan => planMove(from.compiled, to.compiled, set[which], which === 'full' ? givenFacts(review, set.triage) : {})

/** Under which key an answer of this rubric is stored. */
export const storedKey = (which: MovingRubric, questionId: string): string =>
  which === 'triage' ? `${TRIAGE_PREFIX}${questionId}` : questionId

/** The column of a review that pins this rubric. */
export const VERSION_COLUMN = { full: 'fullVersionId', triage: 'triageVersionId' } as const

/** The moves of a review that stand, the latest first. */
export const standingMoves = ({ db }: Reading, reviewId: string) =>
  db
    .select()
    .from(reviewMoves)
    .where(and(eq(reviewMoves.reviewId, reviewId), isNull(reviewMoves.undoneAt)))
    .orderBy(desc(reviewMoves.movedAt), asc(reviewMoves.id))

/** Every version that a review was on through its moves, those taken back too. */
export async function versionsBefore({ db }: Reading, reviewId: string): Promise<StoredVersion[]> {
  const rows = await db
    .selectDistinct({ id: reviewMoves.fromVersionId, to: reviewMoves.toVersionId })
    .from(reviewMoves)
    .where(eq(reviewMoves.reviewId, reviewId))
  const ids = new Set(rows.flatMap(({ id, to }) => [id, to]))
  return Promise.all([...ids].map((id) => storedVersion(db, id)))
}

/** Which rubric a move is of: the one whose version it led to, if the review is on it. */
export const rubricOfMove = (
  { toVersionId }: { toVersionId: string },
  rubrics: ReviewRubrics,
): MovingRubric | undefined => (['full', 'triage'] as const).find((which) => rubrics[which].id === toVersionId)
