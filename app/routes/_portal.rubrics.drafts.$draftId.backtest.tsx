import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { backtestDraft, findDraftBacktest } from '#app/domain/reviews/index.server.ts'
import { findDraft, unlessDraftMovedOn } from '#app/domain/rubric-versions/index.server.ts'
import { briefly, startBacktestInput } from '#app/domain/rubric-versions/index.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { textsIn } from '#app/platform/http/form-texts.ts'
import { found } from '#app/platform/http/found.server.ts'
import { problemOfInput } from '#app/platform/http/problems.ts'
import { refused } from '#app/platform/http/refused.server.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'
import { BacktestPage } from '#app/ui/rubric-drafts/backtest-page.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  const draft = found(await findDraft(ctx, args.params.draftId), args.context)
  // What flips tells how answers are scored.
  const findings = draft.may.read_scoring ? await findDraftBacktest(ctx, draft.id) : null
  return { draft: briefly(draft), found: findings, zone: ctx.actor.timeZone }
}

/** Runs the back-test. */
export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    const { id: draftId } = found(await findDraft(ctx, args.params.draftId), args.context)
    const typed = textsIn(await formOf(args))
    const input = startBacktestInput.safeParse({ draftId, revision: typed.revision })
    if (!input.success) return refused(problemOfInput(input.error), typed)
    const started = await unlessDraftMovedOn(ctx, draftId, 'backtest', () =>
      backtestDraft(ctx, input.data, args.context.services),
    )
    return started.ok ? redirect(`/rubrics/drafts/${draftId}/backtest`) : refused(started.problem, typed)
  })

export default function Backtest() {
  return <BacktestPage {...useLoaderData<typeof loader>()} refused={useActionData<typeof action>()} />
}
