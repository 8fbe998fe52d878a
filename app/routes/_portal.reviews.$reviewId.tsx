import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Outlet, useLoaderData, useLocation } from '@remix-run/react'
import { findReview, worstLevels } from '#app/domain/reviews/index.server.ts'
import { lineFor } from '#app/domain/reviews/index.ts'
import { found } from '#app/platform/http/found.server.ts'
import { contextOf } from '#app/platform/http/session.server.ts'
import { RecordHeader } from '#app/ui/record/record-header.tsx'
import { titleOf } from '#app/ui/record/titles.ts'

/** For all pages of a review: a page below needs no title of its own. */
export const meta: MetaFunction<typeof loader> = ({ data, location }) => [
  { title: data ? titleOf(data.review, location.pathname) : 'Plimsoll' },
]

/** The head of a review. It protects nothing: every page below asks for the review itself. */
export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  const review = found(await findReview(ctx, args.params.reviewId), args.context)
  const levels = (await worstLevels(ctx, [review.id]))[review.id] ?? null
  return {
    review,
    levels,
    line: lineFor(ctx.actor.roles, review.state, { outcome: review.outcome, worst: levels?.worst?.current }),
    viewer: { timeZone: ctx.actor.timeZone },
    now: ctx.now,
  }
}

export default function Review() {
  const { levels, ...head } = useLoaderData<typeof loader>()
  // The memo draws its own gauge, at the line of whoever signed.
  const onMemo = useLocation().pathname.endsWith('/memo')
  return (
    <>
      <RecordHeader {...head} levels={onMemo ? null : levels} />
      <Outlet />
    </>
  )
}
