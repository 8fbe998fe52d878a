import { fail, ok } from '#app/platform/result.ts'
import type { Ctx } from '../../ctx.server.ts'
import { once } from '../once.server.ts'
import { lockReview, saveReview } from '../records.server.ts'
import type { TakeOverInput } from '../schemas.ts'

/** A lead takes a review over from whoever has it: because they are away, or because it should change hands. */
export const takeOverReview = (ctx: Ctx, input: TakeOverInput) =>
  ctx.transaction((tx) =>
    once(tx, 'take-over-review', input, async () => {
      const review = await lockReview(tx, input.reviewId, 'take_over')
      if (!review.reviewerId || review.reviewerId !== input.from)
        return fail({
          code: 'conflict',
          message: 'Somebody else has this review by now. Nothing was changed; look who it is first.',
        })
      await saveReview(tx, review, { reviewerId: tx.actor.id })
      tx.record(
        'review.taken_over',
        { reviewId: review.id, reviewerId: tx.actor.id, from: review.reviewerId },
        { as: 'lead', reason: input.reason },
      )
      return ok({ reviewId: review.id })
    }),
  )
