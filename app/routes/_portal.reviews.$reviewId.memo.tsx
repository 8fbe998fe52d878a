import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findMemo } from '#app/domain/reviews/index.server.ts'
import { memoLine, whyNotYours } from '#app/domain/reviews/index.ts'
import { found } from '#app/platform/http/found.server.ts'
import { contextOf } from '#app/platform/http/session.server.ts'
import { MemoPage } from '#app/ui/reviews/memo/memo-page.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  // The scores behind the levels stay here: the memo shows levels and reasons to everybody alike.
  const { kept, ...memo } = found(await findMemo(ctx, args.params.reviewId), args.context)
  const { review } = memo
  const final = memo.decisions.find(({ round, outcome }) => round === review.round && outcome !== 'escalate')
  return {
    ...memo,
    final: final ?? null,
    line: memoLine(ctx.actor.roles, review, final, memo.levels),
    lockedAt: kept?.computedAt.toISOString() ?? null,
    assessmentSha256: kept?.sha256 ?? null,
    waits: final ? null : whyNotYours(review, kept ? standingOf(kept, review.state) : undefined),
    viewer: { name: ctx.actor.name, timeZone: ctx.actor.timeZone },
    now: ctx.now.toISOString(),
  }
}

type Kept = NonNullable<NonNullable<Awaited<ReturnType<typeof findMemo>>>['kept']>

const standingOf = ({ result }: Kept, state: string) => ({
  ...result.decision,
  residual: result.assessment.overall.current,
  escalated: state === 'escalated',
})

export default function Memo() {
  return <MemoPage {...useLoaderData<typeof loader>()} />
}
