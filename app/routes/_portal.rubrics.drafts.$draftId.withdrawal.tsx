import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findDraft, unlessDraftMovedOn, withdrawDraft } from '#app/domain/rubric-versions/index.server.ts'
import { briefly, withdrawDraftInput } from '#app/domain/rubric-versions/index.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { textsIn } from '#app/platform/http/form-texts.ts'
import { found } from '#app/platform/http/found.server.ts'
import { problemOfInput } from '#app/platform/http/problems.ts'
import { refused } from '#app/platform/http/refused.server.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'
import { WithdrawDraftForm } from '#app/ui/rubric-drafts/draft-acts.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  return { draft: briefly(found(await findDraft(ctx, args.params.draftId), args.context)) }
}

export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    const { id: draftId } = found(await findDraft(ctx, args.params.draftId), args.context)
    const typed = textsIn(await formOf(args))
    const input = withdrawDraftInput.safeParse({ draftId, revision: typed.revision, reason: typed.reason ?? '' })
    if (!input.success) return refused(problemOfInput(input.error), typed)
    const done = await unlessDraftMovedOn(ctx, draftId, 'withdraw', () => withdrawDraft(ctx, input.data))
    return done.ok ? redirect(`/rubrics/drafts/${draftId}`) : refused(done.problem, typed)
  })

export default function Withdrawal() {
  return <WithdrawDraftForm {...useLoaderData<typeof loader>()} refused={useActionData<typeof action>()} />
}
