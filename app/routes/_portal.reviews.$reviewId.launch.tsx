import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { changeLaunch, findReview } from '#app/domain/reviews/index.server.ts'
import { changeLaunchInput, typedLaunch } from '#app/domain/reviews/index.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { problemOfInput } from '#app/platform/http/problems.ts'
import { refused } from '#app/platform/http/refused.server.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'
import { ActPage } from '#app/ui/record/act-page.tsx'
import { LaunchForm } from '#app/ui/reviews/launch-form.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  return { review: found(await findReview(ctx, args.params.reviewId), args.context), onceKey: ctx.newId() }
}

/** After a conflict too: the form must know the version that stands now, or it could never be saved. */
export const shouldRevalidate = () => true

/** Corrects what the launch is called, what changes, when and where. */
export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    const { id } = found(await findReview(ctx, args.params.reviewId), args.context)
    const form = await formOf(args)
    const typed = typedLaunch(form)
    const { onceKey: _, earlierLaunchId: _earlier, ...described } = typed
    const input = changeLaunchInput.safeParse({ ...described, reviewId: id, version: form.get('version') ?? '' })
    const changed = input.success
      ? await changeLaunch(ctx, input.data)
      : { ok: false as const, problem: problemOfInput(input.error) }
    if (changed.ok) return redirect(`/reviews/${id}`)
    return refused(changed.problem, typed)
  })

export default function Description() {
  const { review, onceKey } = useLoaderData<typeof loader>()
  const said = useActionData<typeof action>()
  const { title, summary, launchOn, markets, launchVersion: version } = review
  return (
    <ActPage title="Correct the description" open={review.may.answer && !review.previousId} refused={undefined}>
      <LaunchForm
        fresh={{ title, summary, launchOn, markets, earlierLaunchId: '', onceKey }}
        corrects={{ reviewId: review.id, version }}
        button="Save the description"
        refused={said}
      />
    </ActPage>
  )
}
