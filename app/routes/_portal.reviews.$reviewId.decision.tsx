import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { decideReview, findDecisionDesk } from '#app/domain/reviews/index.server.ts'
import { dayIn, decideInput, readDecision } from '#app/domain/reviews/index.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { problemOfInput, statusOf } from '#app/platform/http/problems.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'
import { DecisionPage } from '#app/ui/reviews/decision/decision-page.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  const lies = found(await findDecisionDesk(ctx, args.params.reviewId), args.context)
  // What is decided stands in the memo, for everybody who may read it.
  if (lies.review.state === 'decided') throw redirect(`/reviews/${lies.review.id}/memo`)
  return { ...lies, viewer: { timeZone: ctx.actor.timeZone }, onceKey: ctx.newId() }
}

export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    const { reviewId } = args.params
    const draft = readDecision(await formOf(args))
    const input = decideInput(dayIn(ctx.actor.timeZone, ctx.now)).safeParse({ ...draft, reviewId })
    const decided = input.success
      ? await decideReview(ctx, input.data)
      : { ok: false as const, problem: problemOfInput(input.error) }
    if (decided.ok) return redirect(`/reviews/${reviewId}/memo`)
    const { problem } = decided
    return data({ message: problem.message, fields: problem.fields ?? {}, draft }, { status: statusOf(problem) })
  })

export default function Decision() {
  return <DecisionPage {...useLoaderData<typeof loader>()} refused={useActionData<typeof action>()} />
}
