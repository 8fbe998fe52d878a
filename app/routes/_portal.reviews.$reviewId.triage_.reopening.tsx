import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findTriage, reopenTriage } from '#app/domain/reviews/index.server.ts'
import { reopenTriageInput } from '#app/domain/reviews/index.ts'
import { found } from '#app/platform/http/found.server.ts'
import { problemOfInput, statusOf } from '#app/platform/http/problems.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'
import { ReasonPage } from '#app/ui/reviews/reason-page.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  const { state, mayAnswer, reviewId } = found(await findTriage(ctx, args.params.reviewId), args.context)
  if (state !== 'triaged' || !mayAnswer) throw redirect(`/reviews/${reviewId}/triage`)
  return { back: `/reviews/${reviewId}/triage` }
}

export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    const form = await args.request.formData()
    const reason = String(form.get('reason') ?? '')
    const input = reopenTriageInput.safeParse({ reviewId: args.params.reviewId, reason })
    const reopened = input.success
      ? await reopenTriage(ctx, input.data)
      : { ok: false as const, problem: problemOfInput(input.error) }
    if (reopened.ok) return redirect(`/reviews/${reopened.value.reviewId}/triage`)
    const { message, fields = {} } = reopened.problem
    return data({ message, fields, typed: { reason } }, { status: statusOf(reopened.problem) })
  })

export default function ReopenTriage() {
  const { back } = useLoaderData<typeof loader>()
  return (
    <ReasonPage
      title="Open the triage again"
      lead="Do this when an answer is wrong or the launch has changed. The tier is worked out afresh when you submit; answers to other questions are kept."
      label="Why is it opened again?"
      hint="It is kept in the history."
      button="Open the triage again"
      backTo={back}
      refused={useActionData<typeof action>()}
    />
  )
}
