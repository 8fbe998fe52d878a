import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findReview, movedOn, raiseTier } from '#app/domain/reviews/index.server.ts'
import { raiseTierInput } from '#app/domain/reviews/index.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { problemOfInput } from '#app/platform/http/problems.ts'
import { refused } from '#app/platform/http/refused.server.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'
import { ActPage } from '#app/ui/record/act-page.tsx'
import { RaiseTierForm } from '#app/ui/record/acts.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  return { review: found(await findReview(ctx, args.params.reviewId), args.context) }
}

/** Asks for a closer look than the rules do. */
export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    const review = found(await findReview(ctx, args.params.reviewId), args.context)
    const form = await formOf(args)
    const late = movedOn(ctx, review, 'raise_tier')
    if (late) return refused(late, form)
    const input = raiseTierInput.safeParse({
      reviewId: review.id,
      tier: form.get('tier') ?? undefined,
      reason: form.get('reason') ?? '',
    })
    if (!input.success) return refused(problemOfInput(input.error), form)
    const raised = await raiseTier(ctx, input.data)
    return raised.ok ? redirect(`/reviews/${review.id}`) : refused(raised.problem, form)
  })

export default function RaiseTier() {
  const { review } = useLoaderData<typeof loader>()
  return (
    <ActPage title="Ask for a higher tier" open={review.may.raise_tier} refused={useActionData<typeof action>()}>
      <RaiseTierForm review={review} refused={useActionData<typeof action>()} />
    </ActPage>
  )
}
