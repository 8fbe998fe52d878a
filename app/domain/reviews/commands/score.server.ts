import { and, eq } from 'drizzle-orm'
import type * as z from 'zod'
import { fail, ok } from '#app/platform/result.ts'
import { controlCredits, harmScores } from '#db/schema/reviews.ts'
import type { Ctx } from '../../ctx.server.ts'
import { lockReview, saveReview } from '../records.server.ts'
import type { addHarmInput, attestNoMechanismInput, CreditControlInput, ScoreHarmInput } from '../schemas.ts'
import { draftOf } from '../scores.ts'
import { openScoring, roleOf } from '../scoring.server.ts'

/** The reviewer takes the review: the queue shows who has it. */
export const takeReview = (ctx: Ctx, input: { reviewId: string }) =>
  ctx.transaction(async (tx) => {
    const review = await lockReview(tx, input.reviewId, 'take')
    if (review.reviewerId === tx.actor.id) return ok({ reviewId: review.id })
    await saveReview(tx, review, { reviewerId: tx.actor.id })
    tx.record('review.taken', { reviewId: review.id, reviewerId: tx.actor.id }, { as: 'reviewer' })
    return ok({ reviewId: review.id })
  })

/** Scores one harm: what is left null stays as the answers suggest. */
export const scoreHarm = (ctx: Ctx, input: ScoreHarmInput) =>
  ctx.transaction(async (tx) => {
    const review = await lockReview(tx, input.reviewId, 'score')
    const scoring = await openScoring(tx, review)
    if (!scoring.ok) return scoring
    const where = and(eq(harmScores.scoringId, scoring.value.id), eq(harmScores.harm, input.harm))
    const [before] = await tx.db.select().from(harmScores).where(where)
    if ((before?.version ?? 0) !== input.version) return movedOn(input.harm, before, before && draftOf(before))
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
    const fields = (Object.keys(scored) as (keyof typeof scored)[]).filter(
      (field) => !field.endsWith('Reason') && (before?.[field] ?? null) !== (scored[field] ?? null),
    )
    const reason = [scored.likelihoodReason, scored.gravityReason].filter(Boolean).join(' · ')
    tx.record(
      'harm.scored',
      { reviewId: review.id, round: review.round, harm: input.harm, version, fields },
      { as: roleOf(tx), ...(reason ? { reason } : {}) },
    )
    return ok({ version, savedAt: tx.now.toISOString() })
  })

/** Puts a harm in scope that no answer did. */
export const addHarm = (ctx: Ctx, input: z.infer<typeof addHarmInput>) =>
  ctx.transaction(async (tx) => {
    const review = await lockReview(tx, input.reviewId, 'score')
    const scoring = await openScoring(tx, review)
    if (!scoring.ok) return scoring
    await tx.db
      .insert(harmScores)
      .values({ scoringId: scoring.value.id, harm: input.harm, added: true, version: 1, updatedAt: tx.now })
      .onConflictDoNothing()
    tx.record(
      'harm.scored',
      { reviewId: review.id, round: review.round, harm: input.harm, version: 1, fields: ['in scope'] },
      { as: roleOf(tx), reason: input.reason },
    )
    return ok({ reviewId: review.id })
  })

/** A lead attests that nothing in this launch could bring the harm about. */
export const attestNoMechanism = (ctx: Ctx, input: z.infer<typeof attestNoMechanismInput>) =>
  ctx.transaction(async (tx) => {
    const review = await lockReview(tx, input.reviewId, 'attest')
    const scoring = await openScoring(tx, review)
    if (!scoring.ok) return scoring
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

/** Credits a safeguard with the strength and status the reviewer saw for themselves. */
export const creditControl = (ctx: Ctx, input: CreditControlInput) =>
  ctx.transaction(async (tx) => {
    const review = await lockReview(tx, input.reviewId, 'score')
    const scoring = await openScoring(tx, review)
    if (!scoring.ok) return scoring
    const where = and(eq(controlCredits.scoringId, scoring.value.id), eq(controlCredits.controlId, input.controlId))
    const [before] = await tx.db.select().from(controlCredits).where(where)
    if ((before?.version ?? 0) !== input.version) return movedOn(input.controlId, before, before)
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

const movedOn = (what: string, before: { version: number } | undefined, theirs: unknown) =>
  fail({
    code: 'conflict',
    message: `Somebody else scored ${what} meanwhile. Nothing was overwritten; the page shows what stands now.`,
    detail: { version: before?.version ?? 0, theirs: theirs ?? null },
  })
