import { ok } from '#app/platform/result.ts'
import type { Ctx } from '../../ctx.server.ts'
import { lockReview, saveReview } from '../records.server.ts'
import { roleOf } from '../scoring.server.ts'

/** The reviewer takes a review that nobody has: the queue shows it as theirs, and they score it. */
export const takeReview = (ctx: Ctx, input: { reviewId: string }) =>
  ctx.transaction(async (tx) => {
    const review = await lockReview(tx, input.reviewId, 'take')
    if (review.reviewerId === tx.actor.id) return ok({ reviewId: review.id })
    await saveReview(tx, review, { reviewerId: tx.actor.id })
    tx.record('review.taken', { reviewId: review.id, reviewerId: tx.actor.id }, { as: roleOf(tx) })
    return ok({ reviewId: review.id })
  })
