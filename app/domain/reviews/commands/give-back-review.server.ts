import { ok } from '#app/platform/result.ts'
import type { Ctx } from '../../ctx.server.ts'
import { once } from '../once.server.ts'
import { lockReview, saveReview } from '../records.server.ts'
import type { GiveBackInput } from '../schemas.ts'
import { roleOf } from '../scoring.server.ts'

/** Whoever has a review gives it back: any reviewer may take it then. What was scored so far stays for them. */
export const giveBackReview = (ctx: Ctx, input: GiveBackInput) =>
  ctx.transaction((tx) =>
    once(tx, 'give-back-review', input, async () => {
      const review = await lockReview(tx, input.reviewId, 'give_back')
      await saveReview(tx, review, { reviewerId: null })
      tx.record('review.given_back', { reviewId: review.id }, { as: roleOf(tx), reason: input.reason })
      return ok({ reviewId: review.id })
    }),
  )
