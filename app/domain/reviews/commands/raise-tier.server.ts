import { fail, ok } from '#app/platform/result.ts'
import { tierRank } from '#app/rubric/index.ts'
import type { Ctx } from '../../ctx.server.ts'
import { carryAnswers } from '../carry-over.server.ts'
import { expectedDay } from '../expected-day.server.ts'
import { once } from '../once.server.ts'
import { lockReview, rubricsOf, saveReview, wrongState } from '../records.server.ts'
import { reuseAnswers } from '../reuse.server.ts'
import type { RaiseTierInput } from '../schemas.ts'

/** The submitter asks for a closer look than the rules do. Nobody asks for less. */
export const raiseTier = (ctx: Ctx, input: RaiseTierInput) =>
  ctx.transaction((tx) =>
    once(tx, 'raise-tier', input, async () => {
      const review = await lockReview(tx, input.reviewId, 'raise_tier')
      if (!review.tier || (review.state !== 'triaged' && review.state !== 'logged'))
        return wrongState(review, 'triaged')
      if (tierRank(input.tier) <= tierRank(review.tier)) {
        return fail({
          code: 'invalid',
          message: `The review has tier ${review.tier}; it can only go up.`,
          fields: { tier: `Choose a tier above ${review.tier}.` },
        })
      }
      const { triage } = await rubricsOf(tx, review)
      const timing = await expectedDay(tx, review, triage, input.tier)
      const saved = await saveReview(tx, review, { state: 'triaged', tier: input.tier, auditSample: false, ...timing })
      if (review.state === 'logged' && review.previousId) await carryAnswers(tx, saved, review.previousId)
      if (review.state === 'logged') await reuseAnswers(tx, saved)
      tx.record(
        'review.tier_raised',
        { reviewId: review.id, from: review.tier, to: input.tier, by: 'person' },
        { reason: input.reason, as: 'submitter' },
      )
      return ok({ reviewId: review.id, tier: input.tier })
    }),
  )
