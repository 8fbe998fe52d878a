import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findReview, takeReview, unlessMovedOn } from '#app/domain/reviews/index.server.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { refused } from '#app/platform/http/refused.server.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'
import { isId } from '#app/platform/ids.ts'
import { ActPage } from '#app/ui/record/act-page.tsx'
import { TakeForm } from '#app/ui/record/acts.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  return { review: found(await findReview(ctx, args.params.reviewId), args.context) }
}

/** Takes the review, from nobody or from whoever had it on the page. */
export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    const { id } = found(await findReview(ctx, args.params.reviewId), args.context)
    const form = await formOf(args)
    const from = String(form.get('from') ?? '')
    const taken = await unlessMovedOn(ctx, id, 'take', () =>
      takeReview(ctx, { reviewId: id, from: isId(from) ? from : null }),
    )
    return taken.ok ? redirect(`/reviews/${id}`) : refused(taken.problem, form)
  })

export default function Reviewer() {
  const { review } = useLoaderData<typeof loader>()
  const said = useActionData<typeof action>()
  return (
    <ActPage title="Take the review" open={review.may.take} refused={said}>
      <TakeForm review={review} refused={said} />
    </ActPage>
  )
}
