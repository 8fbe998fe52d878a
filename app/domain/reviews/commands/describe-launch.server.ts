import { authorize } from '#app/platform/access/authorize.ts'
import { ok } from '#app/platform/result.ts'
import { launches, reviews } from '#db/schema/reviews.ts'
import type { Ctx } from '../../ctx.server.ts'
import { activeVersion } from '../../rubric-versions/index.server.ts'
import { once } from '../once.server.ts'
import type { DescribeLaunchInput } from '../schemas.ts'

/** Describes a launch and starts its review, pinned to the rubric versions in force today. */
export const describeLaunch = (ctx: Ctx, input: DescribeLaunchInput) =>
  ctx.transaction(async (tx) => {
    const teamId = tx.actor.teamId
    authorize(tx.ability, 'describe', 'Launch', { teamId })
    return once(tx, 'describe-launch', input, async () => {
      const triage = await activeVersion(tx.db, 'launch-triage', tx.now)
      const full = await activeVersion(tx.db, 'launch-full', tx.now)
      const launchId = tx.newId()
      const reviewId = tx.newId()
      await tx.db.insert(launches).values({
        id: launchId,
        title: input.title,
        summary: input.summary,
        teamId,
        ownerId: tx.actor.id,
        launchOn: input.launchOn,
        markets: input.markets,
        createdAt: tx.now,
      })
      await tx.db.insert(reviews).values({
        id: reviewId,
        launchId,
        state: 'draft',
        teamId,
        submitterId: tx.actor.id,
        triageVersionId: triage.id,
        fullVersionId: full.id,
        createdAt: tx.now,
        changedAt: tx.now,
      })
      tx.record('launch.described', { launchId, teamId }, { as: 'submitter' })
      tx.record('review.started', { reviewId, launchId }, { as: 'submitter' })
      return ok({ launchId, reviewId })
    })
  })
