import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import {
  findDraft,
  openConsultation,
  remarkOnDraft,
  unlessDraftMovedOn,
} from '#app/domain/rubric-versions/index.server.ts'
import { briefly, openConsultationInput, remarkInput } from '#app/domain/rubric-versions/index.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { textsIn } from '#app/platform/http/form-texts.ts'
import { found } from '#app/platform/http/found.server.ts'
import { problemOfInput } from '#app/platform/http/problems.ts'
import { refused } from '#app/platform/http/refused.server.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'
import { Consultation } from '#app/ui/rubric-drafts/consultation.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  const draft = found(await findDraft(ctx, args.params.draftId), args.context)
  return { draft: briefly(draft), zone: ctx.actor.timeZone, remarkId: ctx.newId() }
}

/** Opens the consultation, or adds a remark. */
export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    const { id: draftId } = found(await findDraft(ctx, args.params.draftId), args.context)
    const typed = textsIn(await formOf(args))
    const here = `/rubrics/drafts/${draftId}/consultation`
    if (typed.act === 'open') {
      const input = openConsultationInput.safeParse({ draftId, revision: typed.revision })
      if (!input.success) return refused(problemOfInput(input.error), typed)
      const opened = await unlessDraftMovedOn(ctx, draftId, 'consult', () => openConsultation(ctx, input.data))
      return opened.ok ? redirect(here) : refused(opened.problem, typed)
    }
    const { remarkId = '', about = '', text = '' } = typed
    const input = remarkInput.safeParse({ draftId, remarkId, about, text })
    if (!input.success) return refused(problemOfInput(input.error), typed)
    const said = await unlessDraftMovedOn(ctx, draftId, 'remark', () => remarkOnDraft(ctx, input.data))
    return said.ok ? redirect(here) : refused(said.problem, typed)
  })

export default function ConsultationRoute() {
  return <Consultation {...useLoaderData<typeof loader>()} refused={useActionData<typeof action>()} />
}
