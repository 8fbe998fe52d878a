import { ok } from '#app/platform/result.ts'
import type { Ctx } from '../../ctx.server.ts'
import { settle } from '../move-reconfirm.server.ts'
import { lockReview } from '../records.server.ts'
import type { ConfirmAnswerInput } from '../schemas.ts'

/** Says that an answer from an earlier version, or from an earlier launch, is still true. Said twice, the first time counts. */
export const confirmAnswer = (ctx: Ctx, { reviewId, questionKey }: ConfirmAnswerInput) =>
  ctx.transaction(async (tx) => {
    const review = await lockReview(tx, reviewId, 'answer')
    if (await settle(tx, review.id, questionKey, 'confirmed'))
      tx.record('review.answer_confirmed', { reviewId: review.id, question: questionKey }, { as: 'submitter' })
    return ok({ reviewId: review.id })
  })
