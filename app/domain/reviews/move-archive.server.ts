import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { type Answer, answerText } from '#app/rubric/index.ts'
import { people } from '#db/schema/people.ts'
import { reviewMoveAnswers, reviewMoves } from '#db/schema/reviews.ts'
import type { Reading } from '../ctx.server.ts'
import { storedVersion } from '../rubric-versions/index.server.ts'
import { TRIAGE_PREFIX } from './answer-row.ts'
import type { ArchivedAnswer } from './move.ts'
import { spellOut } from './rounds.ts'

/** A later version may ask a question again: then its answer is among those of the review, and not left behind. */
const notTakenUpAgain = sql`not exists (
  select from review_move_answers again join review_moves later on later.id = again.move_id
  where later.review_id = ${reviewMoves.reviewId} and later.undone_at is null and later.moved_at > ${reviewMoves.movedAt}
    and again.question_key = ${reviewMoveAnswers.questionKey})`

/** The answers that moves of a review left behind, in the words they were asked and given in. The caller may read the answers. */
export async function findArchived(reading: Reading, reviewId: string): Promise<ArchivedAnswer[]> {
  const rows = await reading.db
    .select({ move: reviewMoves, answer: reviewMoveAnswers, by: people.name })
    .from(reviewMoveAnswers)
    .innerJoin(reviewMoves, eq(reviewMoves.id, reviewMoveAnswers.moveId))
    .innerJoin(people, eq(people.id, reviewMoves.movedBy))
    .where(
      and(
        eq(reviewMoves.reviewId, reviewId),
        isNull(reviewMoves.undoneAt),
        eq(reviewMoveAnswers.fate, 'archived'),
        notTakenUpAgain,
      ),
    )
    .orderBy(asc(reviewMoves.movedAt), asc(reviewMoveAnswers.questionKey))
  return Promise.all(
    rows.map(async ({ move, answer: { questionKey, asked, answer, why }, by }) => {
      const from = await storedVersion(reading.db, move.fromVersionId)
      const to = await storedVersion(reading.db, move.toVersionId)
      const id = questionKey.startsWith(TRIAGE_PREFIX) ? questionKey.slice(TRIAGE_PREFIX.length) : questionKey
      const question = from.compiled.byId.get(id)?.question
      return {
        ...{ questionKey, asked, why: why ?? '', by, at: move.movedAt.toISOString() },
        answer: question ? spellOut(question, answer as Answer) : answerText({ kind: 'text' }, answer as Answer),
        ...{ rubric: to.compiled.rubric.title, from: from.version, to: to.version },
      }
    }),
  )
}
