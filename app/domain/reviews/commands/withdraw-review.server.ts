import type * as z from 'zod'
import { ok } from '#app/platform/result.ts'
import type { Ctx } from '../../ctx.server.ts'
import { once } from '../once.server.ts'
import { lockReview, saveReview } from '../records.server.ts'
import type { withdrawInput } from '../schemas.ts'

/** Takes a launch out of review; everything written stays readable. */
export const withdrawReview = (ctx: Ctx, input: z.infer<typeof withdrawInput>) =>
  ctx.transaction((tx) =>
    once(tx, 'withdraw-review', input, async () => {
      const review = await lockReview(tx, input.reviewId, 'withdraw')
      await saveReview(tx, review, { state: 'withdrawn' })
      tx.record('review.withdrawn', { reviewId: review.id }, { reason: input.reason, as: 'submitter' })
      return ok({ reviewId: review.id })
    }),
  )
