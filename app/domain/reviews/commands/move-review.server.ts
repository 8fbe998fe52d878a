import { and, eq, max } from 'drizzle-orm'
import { fail, ok } from '#app/platform/result.ts'
import { answers, answersToReconfirm, reviewMoveAnswers, reviewMoves } from '#db/schema/reviews.ts'
import type { Ctx, Tx } from '../../ctx.server.ts'
import { offersTo, planFor, storedKey, VERSION_COLUMN } from '../move.server.ts'
import { mayMove } from '../move.ts'
import { once } from '../once.server.ts'
import { loadAnswers, lockReview, saveReview, wrongState } from '../records.server.ts'
import type { MoveReviewInput } from '../schemas.ts'

/**
 * Moves an open review to the version in force. Every answer is carried, to be reconfirmed or archived; the answers themselves stay as
 * they are, so that nothing is lost and the move can be taken back until the review is submitted.
 */
export const moveReview = (ctx: Ctx, input: MoveReviewInput) =>
  ctx.transaction((tx) =>
    once(tx, 'move-review', input, async () => {
      const review = await lockReview(tx, input.reviewId, 'move_version')
      if (!mayMove(review, 'full')) return wrongState(review, 'not submitted yet')
      const offer = (await offersTo(tx, review)).find(({ to }) => to.id === input.toVersionId)
      if (!offer)
        return fail({
          code: 'conflict',
          message: 'This version is not the one in force any more, or the review is on it already. Nothing was moved.',
        })
      const { which, from, to } = offer
      const plan = planFor(offer, review, await loadAnswers(tx, review.id))
      const moveId = tx.newId()
      const moved = { id: moveId, reviewId: review.id, fromVersionId: from.id, toVersionId: to.id }
      await tx.db.insert(reviewMoves).values({ ...moved, movedBy: tx.actor.id, movedAt: tx.now })
      if (plan.answers.length > 0)
        await tx.db.insert(reviewMoveAnswers).values(
          plan.answers.map(({ questionId, fate, why, answer, asked }) => ({
            ...{ moveId, questionKey: storedKey(which, questionId), fate, why, answer, asked: asked.text },
          })),
        )
      const open = plan.answers.filter(({ fate }) => fate === 'to_reconfirm')
      const since = await lastTrue(tx, review.id)
      if (open.length > 0)
        await tx.db
          .insert(answersToReconfirm)
          .values(
            open.map(({ questionId, why }) => ({
              ...{ id: tx.newId(), reviewId: review.id, questionKey: storedKey(which, questionId) },
              ...{ cause: 'version' as const, why: why ?? '', moveId, since: tx.now },
              lastTrueAt: since.get(storedKey(which, questionId)) ?? tx.now,
            })),
          )
          // One that waits already, for an earlier move or launch, goes on waiting for that.
          .onConflictDoNothing()
      await saveReview(tx, review, { [VERSION_COLUMN[which]]: to.id })
      const count = (fate: string) => plan.answers.filter((one) => one.fate === fate).length
      tx.record(
        'review.moved_version',
        {
          ...{ reviewId: review.id, moveId, rubric: to.key, from: from.version, to: to.version },
          ...{ carried: count('carried'), toReconfirm: open.length, archived: count('archived') },
        },
        { as: 'submitter' },
      )
      return ok({ reviewId: review.id, moveId })
    }),
  )

/** When somebody last gave an answer or said that it is still true, by stored key. */
async function lastTrue(tx: Tx, reviewId: string): Promise<Map<string, Date>> {
  const given = await tx.db
    .select({ key: answers.questionKey, at: answers.updatedAt })
    .from(answers)
    .where(eq(answers.reviewId, reviewId))
  const confirmed = await tx.db
    .select({ key: answersToReconfirm.questionKey, at: max(answersToReconfirm.settledAt) })
    .from(answersToReconfirm)
    .where(and(eq(answersToReconfirm.reviewId, reviewId), eq(answersToReconfirm.settled, 'confirmed')))
    .groupBy(answersToReconfirm.questionKey)
  const last = new Map(given.map(({ key, at }) => [key, at]))
  for (const { key, at } of confirmed) {
    const before = last.get(key)
    if (at && before && at > before) last.set(key, at)
  }
  return last
}
