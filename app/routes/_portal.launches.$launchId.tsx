import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { reviewsOfLaunch, worstLevels } from '#app/domain/reviews/index.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { contextOf } from '#app/platform/http/session.server.ts'
import { PageHeader } from '#app/ui/kit/page-header.tsx'
import { ReviewTable } from '#app/ui/lists/review-table.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.newest.code} ${data.newest.title} · Plimsoll` : 'Plimsoll' },
]

/** The rounds of one launch. A launch with a single review needs no page of its own. */
export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  const rows = await reviewsOfLaunch(ctx, args.params.launchId)
  const newest = found(rows[0], args.context)
  if (rows.length === 1) throw redirect(`/reviews/${newest.id}`)
  const levels = await worstLevels(
    ctx,
    rows.map(({ id }) => id),
  )
  return { newest, rows, levels, viewer: { roles: ctx.actor.roles }, now: ctx.now }
}

export default function Launch() {
  const { newest, ...page } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title={newest.title}
        trail={[{ to: '/launches', label: 'Launches' }]}
        lead={`${newest.code} was reviewed more than once. The newest review stands first; the earlier ones stay as they were.`}
      />
      <ReviewTable caption={`Reviews of ${newest.title}`} {...page} />
    </>
  )
}
