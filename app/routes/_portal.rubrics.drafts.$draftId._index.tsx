import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findDraft } from '#app/domain/rubric-versions/index.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { contextOf } from '#app/platform/http/session.server.ts'
import { DraftOverview } from '#app/ui/rubric-drafts/draft-overview.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  return { draft: found(await findDraft(ctx, args.params.draftId), args.context) }
}

export default function Overview() {
  return <DraftOverview {...useLoaderData<typeof loader>()} />
}
