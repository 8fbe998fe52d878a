import { eq } from 'drizzle-orm'
import { fail, ok, type Result } from '#app/platform/result.ts'
import { launches } from '#db/schema/reviews.ts'
import type { Ctx } from '../../ctx.server.ts'
import { lockReview, saveReview } from '../records.server.ts'
import type { ChangeLaunchInput } from '../schemas.ts'

/**
 * Corrects the description of a launch while its answers are open and nobody has judged it yet. A new date may make the review late, or no longer late; the tier and
 * the expected day stay.
 */
export const changeLaunch = (ctx: Ctx, input: ChangeLaunchInput): Promise<Result<{ reviewId: string }>> =>
  ctx.transaction(async (tx) => {
    const review = await lockReview(tx, input.reviewId, 'answer')
    if (review.previousId) {
      // The earlier review and its memo speak of this launch as it was described then.
      return fail({
        code: 'conflict',
        message:
          'This launch was judged under its present description. Say what is different now in the first question.',
      })
    }
    const [launch] = await tx.db.select().from(launches).where(eq(launches.id, review.launchId)).for('update')
    if (!launch) throw new Error('a review without its launch')
    if (launch.version !== input.version) {
      return fail({
        code: 'conflict',
        message:
          'Somebody else changed the description meanwhile. Nothing was overwritten; what you wrote is still below.',
      })
    }
    const described = { title: input.title, summary: input.summary, launchOn: input.launchOn, markets: input.markets }
    const fields = (Object.keys(described) as (keyof typeof described)[]).filter(
      (field) => String(described[field]) !== String(launch[field]),
    )
    if (fields.length === 0) return ok({ reviewId: review.id })
    await tx.db
      .update(launches)
      .set({ ...described, version: launch.version + 1 })
      .where(eq(launches.id, launch.id))
    tx.record('launch.changed', { launchId: launch.id, fields }, { as: 'submitter' })
    const late = review.dueOn !== null && input.launchOn < review.dueOn
    if (late !== review.late) {
      await saveReview(tx, review, { late })
      tx.record('review.late_marked', { reviewId: review.id, late }, { as: 'submitter' })
    }
    return ok({ reviewId: review.id })
  })
