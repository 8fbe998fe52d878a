import { eq } from 'drizzle-orm'
import type * as z from 'zod'
import { fail, ok } from '#app/platform/result.ts'
import { explain, pathToYes } from '#app/rubric/index.ts'
import { assessmentLevels, assessments, scorings } from '#db/schema/reviews.ts'
import type { Ctx } from '../../ctx.server.ts'
import { once } from '../once.server.ts'
import { lockReview, saveReview } from '../records.server.ts'
import type { lockScoresInput } from '../schemas.ts'
import { gapsOf } from '../scores.ts'
import { judgeRound, openOwnScoring, roleOf } from '../scoring.server.ts'
import { sha256Of } from '../snapshot.server.ts'

/** Enough for three changes among fifteen, and a fraction of a second: others wait while this one computes. */
const PATH_ATTEMPTS = 600

/**
 * Locks the scores of this round: every harm in scope needs a confidence grade and a probability. What the engine makes of them
 * is kept with its explanation, and the review waits for a decision.
 */
export const lockScores = (ctx: Ctx, input: z.infer<typeof lockScoresInput>) =>
  ctx.transaction((tx) =>
    once(tx, 'lock-scores', input, async () => {
      const review = await lockReview(tx, input.reviewId, 'score')
      const opened = await openOwnScoring(tx, review)
      if (!opened.ok) return opened
      const scoring = opened.value
      const { full, asked, evaluation, assessment, decision } = await judgeRound(tx, review, scoring.id)
      const gaps = Object.fromEntries(
        gapsOf(assessment).map(({ code, name, missing }) => [code, `${code} ${name}: ${missing}.`]),
      )
      const count = Object.keys(gaps).length
      if (count > 0)
        return fail({
          code: 'invalid',
          message: `${count} ${count === 1 ? 'harm is' : 'harms are'} not fully scored.`,
          fields: gaps,
        })

      const locked = { lockedAt: tx.now, version: scoring.version + 1 }
      await tx.db.update(scorings).set(locked).where(eq(scorings.id, scoring.id))
      const path = pathToYes(full.compiled, asked, PATH_ATTEMPTS)
      const result = {
        assessment,
        decision,
        explanation: explain(full.compiled, evaluation),
        path: path ?? null,
        completeness: evaluation.facts.completeness,
        unknown: evaluation.facts.unknown,
      }
      const sha256 = sha256Of(result)
      const assessmentId = tx.newId()
      const { inherent, current, target } = assessment.overall
      await tx.db.insert(assessments).values({
        id: assessmentId,
        scoringId: scoring.id,
        reviewId: review.id,
        round: review.round,
        inherent,
        current,
        target,
        multiRisk: assessment.multiRisk,
        proposal: decision.proposal,
        result,
        sha256,
        computedAt: tx.now,
      })
      if (assessment.harms.length > 0) {
        await tx.db.insert(assessmentLevels).values(
          assessment.harms.map((harm) => ({
            assessmentId,
            harm: harm.code,
            inherent: harm.inherent.level,
            current: harm.current.level,
            target: harm.target.level,
            likelihood: harm.current.likelihood,
            severity: harm.current.severity,
            probability: harm.probability,
          })),
        )
      }
      await saveReview(tx, review, { state: 'scored', residual: current })
      tx.record('review.scored', { reviewId: review.id, round: review.round }, { as: roleOf(tx) })
      tx.record(
        'assessment.computed',
        { reviewId: review.id, round: review.round, inherent, current, target, proposal: decision.proposal, sha256 },
        { as: roleOf(tx) },
      )
      return ok({ reviewId: review.id, proposal: decision.proposal })
    }),
  )
