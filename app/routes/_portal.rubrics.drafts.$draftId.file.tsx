import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { changeDraft, findDraft, findDraftFile, unlessDraftMovedOn } from '#app/domain/rubric-versions/index.server.ts'
import { briefly, changeDraftInput } from '#app/domain/rubric-versions/index.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { textsIn } from '#app/platform/http/form-texts.ts'
import { found } from '#app/platform/http/found.server.ts'
import { problemOfInput } from '#app/platform/http/problems.ts'
import { refused } from '#app/platform/http/refused.server.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'
import { DraftFile } from '#app/ui/rubric-drafts/draft-file.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  const draft = found(await findDraft(ctx, args.params.draftId), args.context)
  // The file holds the score key.
  return { draft: briefly(draft), source: found(await findDraftFile(ctx, draft.id), args.context) }
}

/** Puts another text in its place. */
export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    const { id: draftId } = found(await findDraft(ctx, args.params.draftId), args.context)
    const typed = textsIn(await formOf(args))
    const { source = '', reason = '', revision } = typed
    const input = changeDraftInput.safeParse({ draftId, source, reason, revision })
    if (!input.success) return refused(problemOfInput(input.error), typed)
    const changed = await unlessDraftMovedOn(ctx, draftId, 'change', () => changeDraft(ctx, input.data))
    return changed.ok ? redirect(`/rubrics/drafts/${draftId}`) : refused(changed.problem, typed)
  })

export default function File() {
  const { draft, source } = useLoaderData<typeof loader>()
  return <DraftFile key={draft.revision} draft={draft} source={source} refused={useActionData<typeof action>()} />
}
