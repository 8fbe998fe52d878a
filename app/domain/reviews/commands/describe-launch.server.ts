import { authorize } from '#app/platform/access/authorize.ts'
import { fail, ok } from '#app/platform/result.ts'
import { launches } from '#db/schema/reviews.ts'
import type { Ctx } from '../../ctx.server.ts'
import { once } from '../once.server.ts'
import { findEarlierLaunches } from '../reuse.server.ts'
import type { DescribeLaunchInput } from '../schemas.ts'
import { startDraft } from '../start-draft.server.ts'

/** Describes a launch and starts its review. An earlier launch of the same feature is one of the team's own that was approved. */
export const describeLaunch = (ctx: Ctx, input: DescribeLaunchInput) =>
  ctx.transaction(async (tx) => {
    const teamId = tx.actor.teamId
    authorize(tx.ability, 'describe', 'Launch', { teamId })
    return once(tx, 'describe-launch', input, async () => {
      const earlierLaunchId = input.earlierLaunchId ?? null
      if (earlierLaunchId && !(await findEarlierLaunches(tx)).some(({ id }) => id === earlierLaunchId))
        return fail({
          code: 'invalid',
          message: 'Nothing was saved yet.',
          fields: { earlierLaunchId: 'Choose an approved launch of your own team.' },
        })
      const launchId = tx.newId()
      await tx.db.insert(launches).values({
        id: launchId,
        title: input.title,
        summary: input.summary,
        teamId,
        ownerId: tx.actor.id,
        launchOn: input.launchOn,
        markets: input.markets,
        earlierLaunchId,
        createdAt: tx.now,
      })
      const { id: reviewId } = await startDraft(tx, { launchId, teamId })
      tx.record('launch.described', { launchId, teamId }, { as: 'submitter' })
      tx.record('review.started', { reviewId, launchId }, { as: 'submitter' })
      return ok({ launchId, reviewId })
    })
  })
