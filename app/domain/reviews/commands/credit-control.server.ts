import { and, eq } from 'drizzle-orm'
import { fail, ok } from '#app/platform/result.ts'
import { gatherControls } from '#app/rubric/index.ts'
import { controlCredits } from '#db/schema/reviews.ts'
import type { Ctx } from '../../ctx.server.ts'
import { lockReview } from '../records.server.ts'
import type { CreditControlInput } from '../schemas.ts'
import { judgeRound, openOwnScoring, roleOf, scoredMeanwhile } from '../scoring.server.ts'

/** Credits a safeguard with the strength and status the reviewer saw for themselves. */
export const creditControl = (ctx: Ctx, input: CreditControlInput) =>
  ctx.transaction(async (tx) => {
    const review = await lockReview(tx, input.reviewId, 'score')
    const scoring = await openOwnScoring(tx, review)
    if (!scoring.ok) return scoring
    const { evaluation } = await judgeRound(tx, review, scoring.value.id)
    if (!gatherControls(evaluation.facts).some(({ id }) => id === input.controlId))
      return fail({
        code: 'invalid',
        message: `No answer names a safeguard “${input.controlId}”, so there is none to credit.`,
      })
    const where = and(eq(controlCredits.scoringId, scoring.value.id), eq(controlCredits.controlId, input.controlId))
    const [before] = await tx.db.select().from(controlCredits).where(where)
    if ((before?.version ?? 0) !== input.version) return scoredMeanwhile(input.controlId, before, before)
    const credited = {
      strength: input.strength,
      status: input.status,
      note: input.note,
      version: input.version + 1,
      updatedAt: tx.now,
    }
    if (before) await tx.db.update(controlCredits).set(credited).where(where)
    else
      await tx.db
        .insert(controlCredits)
        .values({ ...credited, scoringId: scoring.value.id, controlId: input.controlId })
    tx.record(
      'control.credited',
      {
        reviewId: review.id,
        round: review.round,
        control: input.controlId,
        strength: input.strength,
        status: input.status,
      },
      { as: roleOf(tx), reason: input.note },
    )
    return ok({ version: credited.version, savedAt: tx.now.toISOString() })
  })
