import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listReviews, worstLevels } from '#app/domain/reviews/index.server.ts'
import { readFilter } from '#app/domain/reviews/index.ts'
import { contextOf } from '#app/platform/http/session.server.ts'
import { ListPage } from '#app/ui/lists/list-page.tsx'
import { queueViews, TO_REVIEW } from '#app/ui/lists/saved-views.ts'

export const meta: MetaFunction = () => [{ title: 'Review queue · Plimsoll' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  const { filter: asked, refused } = readFilter(new URL(args.request.url).searchParams)
  const filter = Object.keys(asked).length > 0 ? { sort: 'queue' as const, ...asked } : TO_REVIEW
  const list = await listReviews(ctx, filter)
  const levels = await worstLevels(
    ctx,
    list.rows.map(({ id }) => id),
  )
  const { roles, timeZone } = ctx.actor
  const { after: _after, before: _before, ...shown } = filter
  return { list, levels, filter: shown, refused, viewer: { roles, timeZone }, now: ctx.now }
}

export default function ReviewQueue() {
  const page = useLoaderData<typeof loader>()
  return (
    <ListPage
      base="/reviews"
      title="Review queue"
      lead="Launches under review, the higher tier first, then the nearer due day."
      empty={{
        title: 'No launch has been submitted yet',
        says: 'As soon as a team submits one for review, it appears here and on your home page.',
      }}
      views={queueViews(page.now, page.viewer.timeZone)}
      mine="reviewing"
      {...page}
    />
  )
}
