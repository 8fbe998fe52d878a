import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findHistory } from '#app/domain/reviews/index.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { contextOf } from '#app/platform/http/session.server.ts'
import { HistoryPage } from '#app/ui/history/history-page.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  const { review, entries } = found(await findHistory(ctx, args.params.reviewId), args.context)
  const hidden = new URL(args.request.url).searchParams.get('answers') === 'off'
  const seals = ctx.actor.roles.includes('auditor')
  return {
    base: `/reviews/${review.id}/history`,
    zone: ctx.actor.timeZone,
    answers: review.may.read_answers ? (hidden ? ('hidden' as const) : ('shown' as const)) : ('closed' as const),
    entries: entries.map((entry) => ({ ...entry, hash: seals ? entry.hash : null })),
  }
}

export default function History() {
  return <HistoryPage {...useLoaderData<typeof loader>()} />
}
