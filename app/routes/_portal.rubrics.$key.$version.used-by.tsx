import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { reviewsUsing } from '#app/domain/reviews/index.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { contextOf } from '#app/platform/http/session.server.ts'
import { UsedByPage } from '#app/ui/rubrics/used-by-page.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  const { key, version } = args.params
  const search = new URL(args.request.url).searchParams
  const page = { after: search.get('after') ?? undefined, before: search.get('before') ?? undefined }
  const list = found(await reviewsUsing(ctx, key, version, page), args.context)
  return { list, base: `/rubrics/${key}/${version}/used-by`, viewer: { roles: ctx.actor.roles }, now: ctx.now }
}

export default function UsedBy() {
  return <UsedByPage {...useLoaderData<typeof loader>()} />
}
