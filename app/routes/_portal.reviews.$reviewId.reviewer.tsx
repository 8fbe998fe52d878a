import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import {
  findReview,
  giveBackReview,
  takeOverReview,
  takeReview,
  unlessMovedOn,
} from '#app/domain/reviews/index.server.ts'
import { giveBackInput, takeOverInput } from '#app/domain/reviews/index.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { textsIn } from '#app/platform/http/form-texts.ts'
import { found } from '#app/platform/http/found.server.ts'
import { problemOfInput } from '#app/platform/http/problems.ts'
import { refused } from '#app/platform/http/refused.server.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'
import { ActPage } from '#app/ui/record/act-page.tsx'
import { GiveBackForm, TakeOverForm } from '#app/ui/record/acts.tsx'
import { TakeForm } from '#app/ui/record/take-form.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  return { review: found(await findReview(ctx, args.params.reviewId), args.context), onceKey: ctx.newId() }
}

/** Takes a review that nobody has, takes it over from whoever has it, or gives it back. */
export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    const { id } = found(await findReview(ctx, args.params.reviewId), args.context)
    const typed = textsIn(await formOf(args))
    const input = { reviewId: id, onceKey: typed.onceKey ?? '', reason: typed.reason ?? '' }
    if (typed.act === 'take_over') {
      const over = takeOverInput.safeParse({ ...input, from: typed.from ?? '' })
      if (!over.success) return refused(problemOfInput(over.error), typed)
      return answer(await unlessMovedOn(ctx, id, 'take_over', () => takeOverReview(ctx, over.data)))
    }
    if (typed.act === 'give_back') {
      const back = giveBackInput.safeParse(input)
      if (!back.success) return refused(problemOfInput(back.error), typed)
      return answer(await unlessMovedOn(ctx, id, 'give_back', () => giveBackReview(ctx, back.data)))
    }
    return answer(await unlessMovedOn(ctx, id, 'take', () => takeReview(ctx, { reviewId: id })))

    function answer(done: Awaited<ReturnType<typeof takeOverReview>>) {
      return done.ok ? redirect(`/reviews/${id}`) : refused(done.problem, typed)
    }
  })

export default function Reviewer() {
  const { review, onceKey } = useLoaderData<typeof loader>()
  const said = useActionData<typeof action>()
  const { may, reviewer } = review
  if (may.take_over)
    return (
      <ActPage title="Take the review over" open refused={said}>
        <TakeOverForm review={review} onceKey={onceKey} refused={said} />
      </ActPage>
    )
  if (may.give_back)
    return (
      <ActPage title="Give the review back" open refused={said}>
        <GiveBackForm review={review} onceKey={onceKey} refused={said} />
      </ActPage>
    )
  return (
    <ActPage title="Take the review" open={may.take && reviewer === null} refused={said}>
      <TakeForm review={review} refused={said} />
    </ActPage>
  )
}
