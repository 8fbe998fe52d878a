import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listReviews, worstLevels } from '#app/domain/reviews/index.server.ts'
import { readFilter } from '#app/domain/reviews/index.ts'
import { contextOf } from '#app/platform/http/session.server.ts'
import { ButtonLink } from '#app/ui/kit/button.tsx'
import { ListPage } from '#app/ui/lists/list-page.tsx'
import { launchViews } from '#app/ui/lists/saved-views.ts'

export const meta: MetaFunction = () => [{ title: 'Launches · Plimsoll' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  const { filter, refused } = readFilter(new URL(args.request.url).searchParams)
  const list = await listReviews(ctx, filter)
  const levels = await worstLevels(
    ctx,
    list.rows.map(({ id }) => id),
  )
  const { after: _after, before: _before, ...shown } = filter
  return { list, levels, filter: shown, refused, viewer: { roles: ctx.actor.roles }, now: ctx.now }
}

export default function Launches() {
  const page = useLoaderData<typeof loader>()
  const describes = page.viewer.roles.includes('submitter')
  const describe = describes && <ButtonLink to="/launches/new">Describe a launch</ButtonLink>
  return (
    <ListPage
      base="/launches"
      title="Launches"
      lead={
        describes
          ? 'The launches of your team, the newest first, with the review each went through.'
          : 'Every launch that you may know of, the newest first.'
      }
      actions={describe}
      empty={
        describes
          ? {
              title: 'Your team has no launch here yet',
              says: 'Describe one as soon as it is planned. The triage takes three minutes and says when to expect a decision.',
              action: describe,
            }
          : { title: 'There is no launch you may know of yet', says: 'When one is opened to you, it appears here.' }
      }
      views={launchViews(describes)}
      mine={describes ? 'submitted' : null}
      {...page}
    />
  )
}
