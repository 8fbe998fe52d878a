import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { actAtBench, findBench } from '#app/domain/reviews/index.server.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { statusOf } from '#app/platform/http/problems.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'
import { BenchPage } from '#app/ui/reviews/scoring/bench-page.tsx'
import { benchPlace } from '#app/ui/reviews/scoring/bench-place.ts'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  return {
    bench: found(await findBench(ctx, args.params.reviewId), args.context),
    viewer: { id: ctx.actor.id, timeZone: ctx.actor.timeZone },
    onceKey: ctx.newId(),
  }
}

export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    const { reviewId = '' } = args.params
    const outcome = await actAtBench(ctx, reviewId, await formOf(args))
    if (!outcome.ok) return data(outcome.refused, { status: statusOf(outcome.problem) })
    if (outcome.act === 'lock') return redirect(`/reviews/${reviewId}/decision`)
    const place = benchPlace(outcome)
    return redirect(`/reviews/${reviewId}/scoring${place ? `#${encodeURIComponent(place)}` : ''}`)
  })

export default function Scoring() {
  const { bench, ...page } = useLoaderData<typeof loader>()
  // A new round, or locked scores, start the bench afresh.
  const key = `${bench.review.id}/${bench.review.round}/${bench.lockedAt ?? ''}`
  return <BenchPage key={key} bench={bench} {...page} refused={useActionData<typeof action>()} />
}
