import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findMemo, findReview, findTasks } from '#app/domain/reviews/index.server.ts'
import { type Known, nextStep, whoHasTheKey } from '#app/domain/reviews/index.ts'
import { found } from '#app/platform/http/found.server.ts'
import { contextOf } from '#app/platform/http/session.server.ts'
import { Overview } from '#app/ui/record/overview.tsx'

/** What happens now with a review, and how it came here. */
export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  const review = found(await findReview(ctx, args.params.reviewId), args.context)
  const { state } = review
  const request = state === 'changes_requested' ? (await findTasks(ctx, review.id, []))?.reopening : undefined
  const judged = state === 'scored' || state === 'escalated' || state === 'decided'
  const memo = judged ? await findMemo(ctx, review.id) : undefined
  const kept = memo?.kept
  const known: Known = {
    ...(request && { reopened: Object.keys(request.questions).length - request.answeredSince.length }),
    ...(memo && state === 'decided' && { conditions: memo.conditions.length }),
    ...(kept && { key: keyOf(kept.result.decision, kept.current, state === 'escalated') }),
  }
  const { id, roles, timeZone } = ctx.actor
  return {
    review,
    step: nextStep(review, { id, roles }, known),
    request: request ?? null,
    scoredAt: kept?.computedAt.toISOString() ?? null,
    viewer: { id, timeZone },
    now: ctx.now,
  }
}

type Standing = Parameters<typeof whoHasTheKey>[0]

const keyOf = (
  decision: Pick<Standing, 'authority' | 'reasons'>,
  residual: Standing['residual'],
  escalated: boolean,
) => ({
  authority: decision.authority,
  words: whoHasTheKey({ ...decision, residual, escalated }),
})

export default function OverviewRoute() {
  return <Overview {...useLoaderData<typeof loader>()} />
}
