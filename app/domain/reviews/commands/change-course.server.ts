import { and, eq } from 'drizzle-orm'
import type * as z from 'zod'
import { fail, ok } from '#app/platform/result.ts'
import { tierRank } from '#app/rubric/index.ts'
import { answerAuthors, answers, reviews } from '#db/schema/reviews.ts'
import type { Ctx } from '../../ctx.server.ts'
import { activeVersion } from '../../rubric-versions/index.server.ts'
import { TRIAGE_PREFIX } from '../answer-row.ts'
import { once } from '../once.server.ts'
import { lockReview, rubricsOf, saveReview, wrongState } from '../records.server.ts'
import type { RaiseTierInput, reopenTriageInput, rescopeInput, withdrawInput } from '../schemas.ts'
import { expectedDay } from './submit-triage.server.ts'

/** The submitter asks for a closer look than the rules do. Nobody asks for less. */
export const raiseTier = (ctx: Ctx, input: RaiseTierInput) =>
  ctx.transaction(async (tx) => {
    const review = await lockReview(tx, input.reviewId, 'raise_tier')
    if (!review.tier || (review.state !== 'triaged' && review.state !== 'logged')) return wrongState(review, 'triaged')
    if (tierRank(input.tier) <= tierRank(review.tier)) {
      return fail({
        code: 'invalid',
        message: `The review has tier ${review.tier}; it can only go up.`,
        fields: { tier: `Choose a tier above ${review.tier}.` },
      })
    }
    const { triage } = await rubricsOf(tx, review)
    const timing = await expectedDay(tx, review, triage, input.tier)
    await saveReview(tx, review, { state: 'triaged', tier: input.tier, auditSample: false, ...timing })
    tx.record(
      'review.tier_raised',
      { reviewId: review.id, from: review.tier, to: input.tier, by: 'person' },
      { reason: input.reason, as: 'submitter' },
    )
    return ok({ reviewId: review.id, tier: input.tier })
  })

/** Opens the triage again, to correct an answer before the review is submitted. */
export const reopenTriage = (ctx: Ctx, input: z.infer<typeof reopenTriageInput>) =>
  ctx.transaction(async (tx) => {
    const review = await lockReview(tx, input.reviewId, 'answer')
    if (review.state !== 'triaged' || !review.tier) return wrongState(review, 'triaged and not yet submitted')
    tx.record(
      'review.triage_reopened',
      { reviewId: review.id, tier: review.tier },
      { reason: input.reason, as: 'submitter' },
    )
    await saveReview(tx, review, { state: 'draft' })
    return ok({ reviewId: review.id })
  })

/** Takes a launch out of review; everything written stays readable. */
export const withdrawReview = (ctx: Ctx, input: z.infer<typeof withdrawInput>) =>
  ctx.transaction(async (tx) => {
    const review = await lockReview(tx, input.reviewId, 'withdraw')
    await saveReview(tx, review, { state: 'withdrawn' })
    tx.record('review.withdrawn', { reviewId: review.id }, { reason: input.reason, as: 'submitter' })
    return ok({ reviewId: review.id })
  })

/** Starts a new review of the same launch from the answers of a decided or withdrawn one: the way back after a block. */
export const rescopeReview = (ctx: Ctx, input: z.infer<typeof rescopeInput>) =>
  ctx.transaction(async (tx) => {
    const before = await lockReview(tx, input.reviewId, 'rescope')
    return once(tx, 'rescope-review', input, async () => {
      const [later] = await tx.db
        .select({ id: reviews.id })
        .from(reviews)
        .where(eq(reviews.previousId, before.id))
        .limit(1)
      if (later)
        return fail({
          code: 'conflict',
          message: 'A newer review of this launch already exists.',
          detail: { reviewId: later.id },
        })
      const triage = await activeVersion(tx.db, 'launch-triage', tx.now)
      const full = await activeVersion(tx.db, 'launch-full', tx.now)
      const id = tx.newId()
      await tx.db.insert(reviews).values({
        id,
        launchId: before.launchId,
        previousId: before.id,
        state: 'draft',
        teamId: before.teamId,
        submitterId: tx.actor.id,
        triageVersionId: triage.id,
        fullVersionId: full.id,
        createdAt: tx.now,
        changedAt: tx.now,
      })
      const rows = await tx.db
        .select()
        .from(answers)
        .where(and(eq(answers.reviewId, before.id)))
      const carried = rows.filter((row) => row.questionKey.startsWith(TRIAGE_PREFIX) && row.state !== 'blank')
      if (carried.length > 0)
        await tx.db
          .insert(answers)
          .values(carried.map((row) => ({ ...row, reviewId: id, rubricVersionId: triage.id, version: 1 })))
      await tx.db.insert(answerAuthors).values({ reviewId: id, personId: tx.actor.id, firstAt: tx.now })
      tx.record(
        'review.started',
        { reviewId: id, launchId: before.launchId, previousId: before.id },
        { reason: input.reason, as: 'submitter' },
      )
      return ok({ reviewId: id, launchId: before.launchId })
    })
  })
