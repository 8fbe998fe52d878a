import { eq } from 'drizzle-orm'
import type * as z from 'zod'
import { fail, ok } from '#app/platform/result.ts'
import { reviews } from '#db/schema/reviews.ts'
import type { Ctx } from '../../ctx.server.ts'
import { carryAuthors, carryTriage } from '../carry-over.server.ts'
import { once } from '../once.server.ts'
import { lockReview } from '../records.server.ts'
import type { rescopeInput } from '../schemas.ts'
import { startDraft } from '../start-draft.server.ts'

/** Starts a new review of the same launch from the answers of a decided or withdrawn one: the way back after a block. */
export const rescopeReview = (ctx: Ctx, input: z.infer<typeof rescopeInput>) =>
  ctx.transaction((tx) =>
    once(tx, 'rescope-review', input, async () => {
      const before = await lockReview(tx, input.reviewId, 'rescope')
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
      const { launchId, teamId, id: previousId } = before
      const draft = await startDraft(tx, { launchId, teamId, previousId })
      await carryTriage(tx, draft, previousId)
      await carryAuthors(tx, draft.id, [...before.authorIds, tx.actor.id])
      tx.record(
        'review.started',
        { reviewId: draft.id, launchId, previousId },
        { reason: input.reason, as: 'submitter' },
      )
      return ok({ reviewId: draft.id, launchId })
    }),
  )
