import { fail, ok } from '#app/platform/result.ts'
import type { Ctx } from '../../ctx.server.ts'
import { lockReview, saveReview } from '../records.server.ts'
import { roleOf } from '../scoring.server.ts'

/**
 * The reviewer takes the review: the queue shows who has it.
 * @param input `from`: who had it on the page (null for nobody); if that is somebody else by now, nothing is changed
 */
export const takeReview = (ctx: Ctx, input: { reviewId: string; from?: string | null }) =>
  ctx.transaction(async (tx) => {
    const review = await lockReview(tx, input.reviewId, 'take')
    if (review.reviewerId === tx.actor.id) return ok({ reviewId: review.id })
    if (input.from !== undefined && input.from !== review.reviewerId)
      return fail({
        code: 'conflict',
        message: 'Somebody else took this review meanwhile. Nothing was changed; ask them, or take it over.',
      })
    await saveReview(tx, review, { reviewerId: tx.actor.id })
    tx.record('review.taken', { reviewId: review.id, reviewerId: tx.actor.id }, { as: roleOf(tx) })
    return ok({ reviewId: review.id })
  })
