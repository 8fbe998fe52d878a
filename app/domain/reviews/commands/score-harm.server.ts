import { and, eq } from 'drizzle-orm'
import { ok } from '#app/platform/result.ts'
import { harmScores } from '#db/schema/reviews.ts'
import type { Ctx } from '../../ctx.server.ts'
import { lockReview } from '../records.server.ts'
import type { ScoreHarmInput } from '../schemas.ts'
import { draftOf } from '../scores.ts'
import { openOwnScoring, outOfScope, roleOf, scoredMeanwhile } from '../scoring.server.ts'

/** Scores one harm: what is left null stays as the answers suggest. */
export const scoreHarm = (ctx: Ctx, input: ScoreHarmInput) =>
  ctx.transaction(async (tx) => {
    const review = await lockReview(tx, input.reviewId, 'score')
    const scoring = await openOwnScoring(tx, review)
    if (!scoring.ok) return scoring
    const stranger = await outOfScope(tx, review, scoring.value.id, input.harm)
    if (stranger) return stranger
    const where = and(eq(harmScores.scoringId, scoring.value.id), eq(harmScores.harm, input.harm))
    const [before] = await tx.db.select().from(harmScores).where(where)
    if ((before?.version ?? 0) !== input.version) return scoredMeanwhile(input.harm, before, before && draftOf(before))
    const scored = {
      likelihood: input.likelihood,
      likelihoodReason: input.likelihood === null ? null : input.likelihoodReason,
      gravity: input.gravity,
      gravityReason: input.gravity === null ? null : input.gravityReason,
      wideScope: input.wideScope === 'suggested' ? null : input.wideScope === 'yes',
      irreversible: input.irreversible === 'yes',
      confidence: input.confidence,
      probability: input.probability,
    }
    const changed = (Object.keys(scored) as (keyof typeof scored)[]).filter(
      (field) => (before?.[field] ?? null) !== (scored[field] ?? null),
    )
    if (before && changed.length === 0) return ok({ version: before.version, savedAt: before.updatedAt.toISOString() })
    const version = input.version + 1
    if (before)
      await tx.db
        .update(harmScores)
        .set({ ...scored, version, updatedAt: tx.now })
        .where(where)
    else
      await tx.db
        .insert(harmScores)
        .values({ ...scored, scoringId: scoring.value.id, harm: input.harm, version, updatedAt: tx.now })
    const values = changed.filter((field) => !field.endsWith('Reason'))
    const fields = values.length > 0 ? values : ['reason']
    const reason = [scored.likelihoodReason, scored.gravityReason].filter(Boolean).join(' · ')
    tx.record(
      'harm.scored',
      { reviewId: review.id, round: review.round, harm: input.harm, version, fields },
      { as: roleOf(tx), ...(reason ? { reason } : {}) },
    )
    return ok({ version, savedAt: tx.now.toISOString() })
  })
