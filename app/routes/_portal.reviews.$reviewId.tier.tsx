import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findReview, raiseTier, unlessMovedOn } from '#app/domain/reviews/index.server.ts'
import { raiseTierInput } from '#app/domain/reviews/index.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { textsIn } from '#app/platform/http/form-texts.ts'
import { found } from '#app/platform/http/found.server.ts'
import { problemOfInput } from '#app/platform/http/problems.ts'
import { refused } from '#app/platform/http/refused.server.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'
import { ActPage } from '#app/ui/record/act-page.tsx'
import { RaiseTierForm } from '#app/ui/record/acts.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  return { review: found(await findReview(ctx, args.params.reviewId), args.context), onceKey: ctx.newId() }
}

/** Asks for a closer look than the rules do. */
export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    const { id } = found(await findReview(ctx, args.params.reviewId), args.context)
    const typed = textsIn(await formOf(args))
    const input = raiseTierInput.safeParse({
      reviewId: id,
      onceKey: typed.onceKey ?? '',
      tier: typed.tier,
      reason: typed.reason ?? '',
    })
    if (!input.success) return refused(problemOfInput(input.error), typed)
    const raised = await unlessMovedOn(ctx, id, 'raise_tier', () => raiseTier(ctx, input.data))
    return raised.ok ? redirect(`/reviews/${id}`) : refused(raised.problem, typed)
  })

export default function RaiseTier() {
  const { review, onceKey } = useLoaderData<typeof loader>()
  return (
    <ActPage title="Ask for a higher tier" open={review.may.raise_tier} refused={useActionData<typeof action>()}>
      <RaiseTierForm review={review} onceKey={onceKey} refused={useActionData<typeof action>()} />
    </ActPage>
  )
}
