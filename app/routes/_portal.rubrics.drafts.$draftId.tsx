import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Outlet, useLoaderData } from '@remix-run/react'
import { findDraft } from '#app/domain/rubric-versions/index.server.ts'
import { briefly } from '#app/domain/rubric-versions/index.ts'
import { found } from '#app/platform/http/found.server.ts'
import { contextOf } from '#app/platform/http/session.server.ts'
import { DraftHeader } from '#app/ui/rubric-drafts/draft-header.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.draft.title} ${data.draft.version} · Rubrics · Plimsoll` : 'Plimsoll' },
]

/** The head of a proposed version. It protects nothing: every page below asks for the draft itself. */
export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  return { draft: briefly(found(await findDraft(ctx, args.params.draftId), args.context)), zone: ctx.actor.timeZone }
}

export default function Draft() {
  return (
    <>
      <DraftHeader {...useLoaderData<typeof loader>()} />
      <Outlet />
    </>
  )
}
