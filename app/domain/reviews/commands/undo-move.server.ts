import { and, eq, isNull } from 'drizzle-orm'
import { fail, ok } from '#app/platform/result.ts'
import { type Answer, checkAnswer } from '#app/rubric/index.ts'
import { answers, answersToReconfirm, reviewMoveAnswers, reviewMoves } from '#db/schema/reviews.ts'
import type { Ctx, Tx } from '../../ctx.server.ts'
import { type StoredVersion, storedVersion } from '../../rubric-versions/index.server.ts'
import { fromColumns, TRIAGE_PREFIX, toColumns } from '../answer-row.ts'
import { rubricOfMove, standingMoves, VERSION_COLUMN } from '../move.server.ts'
import { type MovingRubric, mayMove } from '../move.ts'
import { once } from '../once.server.ts'
import { lockReview, rubricsOf, saveReview, wrongState } from '../records.server.ts'
import type { UndoMoveInput } from '../schemas.ts'

/**
 * Takes the latest move of a rubric back while the review was not submitted. What was answered since stays where the old version asks it
 * too; an answer that does not fit there gives way to the copy the move had kept. What waited for a reconfirmation waits no more.
 */
export const undoMove = (ctx: Ctx, input: UndoMoveInput) =>
  ctx.transaction((tx) =>
    once(tx, 'undo-move', input, async () => {
      const review = await lockReview(tx, input.reviewId, 'move_version')
      if (!mayMove(review, 'full')) return wrongState(review, 'not submitted yet')
      const rubrics = await rubricsOf(tx, review)
      const standing = await standingMoves(tx, review.id)
      const move = standing.find(({ id }) => id === input.moveId)
      const which = move && rubricOfMove(move, rubrics)
      const latest = standing.find(({ toVersionId }) => toVersionId === move?.toVersionId)
      if (!move || !which || latest !== move)
        return fail({
          code: 'conflict',
          message: 'This move was taken back already, or another one came after it. Nothing was changed.',
        })
      if (!mayMove(review, which)) return wrongState(review, 'still in triage')
      const from = await storedVersion(tx.db, move.fromVersionId)
      const lost = await misfits(tx, move.id, review.id, from)
      const needed = which === 'full' ? 'triaged' : 'draft'
      if (lost.length > 0 && review.state !== needed)
        return fail({
          code: 'conflict',
          message: 'Answers would have to come back that are closed during the triage. Submit the triage first.',
        })
      await tx.db
        .update(reviewMoves)
        .set({ undoneBy: tx.actor.id, undoneAt: tx.now })
        .where(eq(reviewMoves.id, move.id))
      await bringBack(tx, review.id, lost, from)
      await tx.db
        .update(answersToReconfirm)
        .set({ settled: 'undone', settledBy: tx.actor.id, settledAt: tx.now })
        .where(and(eq(answersToReconfirm.moveId, move.id), isNull(answersToReconfirm.settled)))
      await saveReview(tx, review, { [VERSION_COLUMN[which]]: from.id })
      const back = { rubric: from.key, from: rubrics[which].version, to: from.version, restored: lost.length }
      tx.record('review.move_undone', { reviewId: review.id, moveId: move.id, ...back }, { as: 'submitter' })
      return ok({ reviewId: review.id, which: which as MovingRubric })
    }),
  )

type Row = typeof answers.$inferSelect
type Misfit = { row: Row; copy: Answer }

const questionIn = (version: StoredVersion, key: string) =>
  version.compiled.byId.get(key.startsWith(TRIAGE_PREFIX) ? key.slice(TRIAGE_PREFIX.length) : key)

/** Answers given since the move that the old version refuses, where it would take the copy. */
async function misfits(tx: Tx, moveId: string, reviewId: string, from: StoredVersion): Promise<Misfit[]> {
  const rows = await tx.db
    .select({ row: answers, copy: reviewMoveAnswers.answer })
    .from(reviewMoveAnswers)
    .innerJoin(answers, and(eq(answers.questionKey, reviewMoveAnswers.questionKey), eq(answers.reviewId, reviewId)))
    .where(eq(reviewMoveAnswers.moveId, moveId))
  return rows.flatMap(({ row, copy: kept }) => {
    const copy = kept as Answer
    const question = questionIn(from, row.questionKey)
    const now = fromColumns(row)
    const gives = question && now && checkAnswer(question, now) && !checkAnswer(question, copy)
    return gives ? [{ row, copy }] : []
  })
}

async function bringBack(tx: Tx, reviewId: string, lost: readonly Misfit[], from: StoredVersion): Promise<void> {
  for (const { row, copy } of lost) {
    const question = questionIn(from, row.questionKey)
    if (!question) continue
    await tx.db
      .update(answers)
      .set({
        ...toColumns(question.question.kind, copy),
        ...{ version: row.version + 1, updatedBy: tx.actor.id, updatedAt: tx.now, rubricVersionId: from.id },
      })
      .where(and(eq(answers.reviewId, reviewId), eq(answers.questionKey, row.questionKey)))
  }
}
