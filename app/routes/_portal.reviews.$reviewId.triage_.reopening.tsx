import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findReview, reopenTriage, unlessMovedOn } from '#app/domain/reviews/index.server.ts'
import { reopenTriageInput } from '#app/domain/reviews/index.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { textsIn } from '#app/platform/http/form-texts.ts'
import { found } from '#app/platform/http/found.server.ts'
import { problemOfInput } from '#app/platform/http/problems.ts'
import { refused } from '#app/platform/http/refused.server.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'
import { ActPage } from '#app/ui/record/act-page.tsx'
import { ReasonForm } from '#app/ui/record/reason-form.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  const { id, state, may } = found(await findReview(ctx, args.params.reviewId), args.context)
  return { id, open: state === 'triaged' && may.answer, onceKey: ctx.newId() }
}

/** Takes a submitted triage back, to correct an answer before the review itself is submitted. */
export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    const typed = textsIn(await formOf(args))
    const { reviewId = '' } = args.params
    const input = reopenTriageInput.safeParse({
      reviewId,
      onceKey: typed.onceKey ?? '',
      reason: typed.reason ?? '',
    })
    if (!input.success) return refused(problemOfInput(input.error), typed)
    const reopened = await unlessMovedOn(ctx, reviewId, 'answer', () => reopenTriage(ctx, input.data))
    return reopened.ok ? redirect(`/reviews/${reopened.value.reviewId}/triage`) : refused(reopened.problem, typed)
  })

export default function ReopenTriage() {
  const { id, open, onceKey } = useLoaderData<typeof loader>()
  const outcome = useActionData<typeof action>()
  return (
    <ActPage title="Open the triage again" open={open} refused={outcome}>
      <p className="mb-6 max-w-measure">
        Do this when an answer is wrong or the launch has changed. The tier is worked out afresh when you submit the
        triage; answers to other questions are kept.
      </p>
      <ReasonForm
        schema={reopenTriageInput}
        about={{ reviewId: id }}
        onceKey={onceKey}
        label="Why is it opened again?"
        hint="It is kept in the history."
        button="Open the triage again"
        refused={outcome}
      />
    </ActPage>
  )
}
