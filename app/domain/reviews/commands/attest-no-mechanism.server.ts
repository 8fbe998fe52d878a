import { and, eq } from 'drizzle-orm'
import type * as z from 'zod'
import { ok } from '#app/platform/result.ts'
import { harmScores } from '#db/schema/reviews.ts'
import type { Ctx } from '../../ctx.server.ts'
import { lockReview } from '../records.server.ts'
import type { attestNoMechanismInput } from '../schemas.ts'
import { openScoring, outOfScope } from '../scoring.server.ts'

/** A lead attests that nothing in this launch could bring the harm about. */
export const attestNoMechanism = (ctx: Ctx, input: z.infer<typeof attestNoMechanismInput>) =>
  ctx.transaction(async (tx) => {
    const review = await lockReview(tx, input.reviewId, 'attest')
    const scoring = await openScoring(tx, review)
    if (!scoring.ok) return scoring
    const stranger = await outOfScope(tx, review, scoring.value.id, input.harm)
    if (stranger) return stranger
    const where = and(eq(harmScores.scoringId, scoring.value.id), eq(harmScores.harm, input.harm))
    const [before] = await tx.db.select().from(harmScores).where(where)
    const attested = { noMechanismReason: input.reason, noMechanismBy: tx.actor.id, updatedAt: tx.now }
    if (before)
      await tx.db
        .update(harmScores)
        .set({ ...attested, version: before.version + 1 })
        .where(where)
    else
      await tx.db.insert(harmScores).values({ ...attested, scoringId: scoring.value.id, harm: input.harm, version: 1 })
    tx.record(
      'harm.attested',
      { reviewId: review.id, round: review.round, harm: input.harm },
      { as: 'lead', reason: input.reason },
    )
    return ok({ reviewId: review.id })
  })
