import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findDraft } from '#app/domain/rubric-versions/index.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { contextOf } from '#app/platform/http/session.server.ts'
import { DraftHistory } from '#app/ui/rubric-drafts/draft-history.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  const { entries } = found(await findDraft(ctx, args.params.draftId), args.context)
  return { entries, zone: ctx.actor.timeZone }
}

export default function History() {
  return <DraftHistory {...useLoaderData<typeof loader>()} />
}
