import { and, eq } from 'drizzle-orm'
import type * as z from 'zod'
import { fail, ok } from '#app/platform/result.ts'
import { harmScores } from '#db/schema/reviews.ts'
import type { Ctx } from '../../ctx.server.ts'
import { lockReview, rubricsOf } from '../records.server.ts'
import type { addHarmInput } from '../schemas.ts'
import { openOwnScoring, roleOf } from '../scoring.server.ts'

/** Puts a harm in scope that no answer did. */
export const addHarm = (ctx: Ctx, input: z.infer<typeof addHarmInput>) =>
  ctx.transaction(async (tx) => {
    const review = await lockReview(tx, input.reviewId, 'score')
    const { full } = await rubricsOf(tx, review)
    if (!full.compiled.harms.some(({ code }) => code === input.harm))
      return fail({
        code: 'invalid',
        message: `${input.harm} is not a harm of this rubric.`,
        fields: { harm: 'Choose a harm from the list.' },
      })
    const scoring = await openOwnScoring(tx, review)
    if (!scoring.ok) return scoring
    const where = and(eq(harmScores.scoringId, scoring.value.id), eq(harmScores.harm, input.harm))
    const [before] = await tx.db.select().from(harmScores).where(where)
    if (before?.added) return ok({ reviewId: review.id })
    const version = (before?.version ?? 0) + 1
    const added = { added: true, version, updatedAt: tx.now }
    if (before) await tx.db.update(harmScores).set(added).where(where)
    else await tx.db.insert(harmScores).values({ ...added, scoringId: scoring.value.id, harm: input.harm })
    tx.record(
      'harm.scored',
      { reviewId: review.id, round: review.round, harm: input.harm, version, fields: ['in scope'] },
      { as: roleOf(tx), reason: input.reason },
    )
    return ok({ reviewId: review.id })
  })
