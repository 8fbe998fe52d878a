import type * as z from 'zod'
import { ok } from '#app/platform/result.ts'
import type { Ctx } from '../../ctx.server.ts'
import { once } from '../once.server.ts'
import { lockReview, saveReview, wrongState } from '../records.server.ts'
import type { reopenTriageInput } from '../schemas.ts'

/** Opens the triage again, to correct an answer before the review is submitted. */
export const reopenTriage = (ctx: Ctx, input: z.infer<typeof reopenTriageInput>) =>
  ctx.transaction((tx) =>
    once(tx, 'reopen-triage', input, async () => {
      const review = await lockReview(tx, input.reviewId, 'answer')
      if (review.state !== 'triaged' || !review.tier) return wrongState(review, 'triaged and not yet submitted')
      tx.record(
        'review.triage_reopened',
        { reviewId: review.id, tier: review.tier },
        { reason: input.reason, as: 'submitter' },
      )
      await saveReview(tx, review, { state: 'draft' })
      return ok({ reviewId: review.id })
    }),
  )
