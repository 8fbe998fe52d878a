import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findReview, rescopeReview, unlessMovedOn } from '#app/domain/reviews/index.server.ts'
import { rescopeInput } from '#app/domain/reviews/index.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { textsIn } from '#app/platform/http/form-texts.ts'
import { found } from '#app/platform/http/found.server.ts'
import { problemOfInput } from '#app/platform/http/problems.ts'
import { refused } from '#app/platform/http/refused.server.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'
import { ActPage } from '#app/ui/record/act-page.tsx'
import { RescopeForm } from '#app/ui/record/acts.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  return { review: found(await findReview(ctx, args.params.reviewId), args.context), onceKey: ctx.newId() }
}

/** Starts a new review of the same launch, from the answers of this one, and leads to it. */
export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    const { id } = found(await findReview(ctx, args.params.reviewId), args.context)
    const typed = textsIn(await formOf(args))
    const input = rescopeInput.safeParse({
      reviewId: id,
      onceKey: typed.onceKey ?? '',
      reason: typed.reason ?? '',
    })
    if (!input.success) return refused(problemOfInput(input.error), typed)
    const started = await unlessMovedOn(ctx, id, 'rescope', () => rescopeReview(ctx, input.data))
    return started.ok ? redirect(`/reviews/${started.value.reviewId}`) : refused(started.problem, typed)
  })

export default function Rescope() {
  const { review, onceKey } = useLoaderData<typeof loader>()
  const open = review.may.rescope && review.nextId === null
  return (
    <ActPage title="Start a re-scoped review" open={open} refused={useActionData<typeof action>()}>
      <RescopeForm review={review} onceKey={onceKey} refused={useActionData<typeof action>()} />
    </ActPage>
  )
}
