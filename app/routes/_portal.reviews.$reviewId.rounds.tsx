import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findRounds } from '#app/domain/reviews/index.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { contextOf } from '#app/platform/http/session.server.ts'
import { RoundsPage } from '#app/ui/reviews/rounds/rounds-page.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  const { searchParams } = new URL(args.request.url)
  const chosen = { from: Number(searchParams.get('from')), to: Number(searchParams.get('to')) }
  return {
    ...found(await findRounds(ctx, args.params.reviewId, chosen), args.context),
    viewer: { timeZone: ctx.actor.timeZone },
  }
}

export default function Rounds() {
  return <RoundsPage {...useLoaderData<typeof loader>()} />
}
