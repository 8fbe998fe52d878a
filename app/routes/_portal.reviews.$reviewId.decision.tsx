import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { decideReview, findDecisionDesk, unlessMovedOn } from '#app/domain/reviews/index.server.ts'
import { dayIn, decideInput, readDecision, writtenIn } from '#app/domain/reviews/index.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { problemOfInput } from '#app/platform/http/problems.ts'
import { refused } from '#app/platform/http/refused.server.ts'
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
    const { reviewId = '' } = args.params
    const typed = readDecision(await formOf(args))
    const input = decideInput(dayIn(ctx.actor.timeZone, ctx.now)).safeParse({
      ...{ ...typed, reviewId },
      conditions: writtenIn(typed.conditions),
    })
    const decided = input.success
      ? await unlessMovedOn(ctx, reviewId, 'decide', () => decideReview(ctx, input.data))
      : { ok: false as const, problem: problemOfInput(input.error) }
    if (decided.ok) return redirect(`/reviews/${reviewId}/memo`)
    return refused(decided.problem, typed)
  })

export default function Decision() {
  return <DecisionPage {...useLoaderData<typeof loader>()} refused={useActionData<typeof action>()} />
}
