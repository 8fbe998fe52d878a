import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findReview, unlessMovedOn, withdrawReview } from '#app/domain/reviews/index.server.ts'
import { withdrawInput } from '#app/domain/reviews/index.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { textsIn } from '#app/platform/http/form-texts.ts'
import { found } from '#app/platform/http/found.server.ts'
import { problemOfInput } from '#app/platform/http/problems.ts'
import { refused } from '#app/platform/http/refused.server.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'
import { ActPage } from '#app/ui/record/act-page.tsx'
import { WithdrawForm } from '#app/ui/record/acts.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  return { review: found(await findReview(ctx, args.params.reviewId), args.context), onceKey: ctx.newId() }
}

/** Takes the launch out of review. */
export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    const { id } = found(await findReview(ctx, args.params.reviewId), args.context)
    const typed = textsIn(await formOf(args))
    const input = withdrawInput.safeParse({
      reviewId: id,
      onceKey: typed.onceKey ?? '',
      reason: typed.reason ?? '',
    })
    if (!input.success) return refused(problemOfInput(input.error), typed)
    const withdrawn = await unlessMovedOn(ctx, id, 'withdraw', () => withdrawReview(ctx, input.data))
    return withdrawn.ok ? redirect(`/reviews/${id}`) : refused(withdrawn.problem, typed)
  })

export default function Withdrawal() {
  const { review, onceKey } = useLoaderData<typeof loader>()
  return (
    <ActPage title="Withdraw from review" open={review.may.withdraw} refused={useActionData<typeof action>()}>
      <WithdrawForm review={review} onceKey={onceKey} refused={useActionData<typeof action>()} />
    </ActPage>
  )
}
