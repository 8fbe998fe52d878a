import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findCheck, submitReview } from '#app/domain/reviews/index.server.ts'
import { submitReviewInput } from '#app/domain/reviews/index.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { problemOfInput, statusOf } from '#app/platform/http/problems.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'
import { visitedParts } from '#app/platform/http/visited.server.ts'
import { CheckPage } from '#app/ui/reviews/questions/check-page.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const { request, params, context } = args
  const ctx = await contextOf(args)
  const visited = await visitedParts(request, context, `/reviews/${params.reviewId}`, ctx.actor.id)
  return { view: found(await findCheck(ctx, params.reviewId, visited), context), onceKey: ctx.newId() }
}

export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    const form = await formOf(args)
    const attempt = ctx.now.getTime()
    const input = submitReviewInput.safeParse({ reviewId: args.params.reviewId, onceKey: form.get('onceKey') })
    const submitted = input.success
      ? await submitReview(ctx, input.data)
      : { ok: false as const, problem: problemOfInput(input.error) }
    if (!submitted.ok) {
      const { message, fields } = submitted.problem
      return data({ refused: { message, fields }, raised: undefined, attempt }, { status: statusOf(submitted.problem) })
    }
    const { reviewId, tier, raisedBecause } = submitted.value
    if (raisedBecause === undefined) return redirect(`/reviews/${reviewId}/check`)
    return data({ refused: undefined, raised: { because: raisedBecause, tier: tier as string }, attempt })
  })

export default function Check() {
  const { view, onceKey } = useLoaderData<typeof loader>()
  const outcome = useActionData<typeof action>()
  return (
    <CheckPage
      view={view}
      onceKey={onceKey}
      raised={outcome?.raised}
      refused={outcome?.refused}
      attempt={outcome?.attempt ?? 0}
    />
  )
}
