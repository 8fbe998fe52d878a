import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findChangeDesk, requestChanges, unlessMovedOn } from '#app/domain/reviews/index.server.ts'
import { askedIn, readChanges, requestChangesInput } from '#app/domain/reviews/index.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { problemOfInput } from '#app/platform/http/problems.ts'
import { refused } from '#app/platform/http/refused.server.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'
import { ChangesPage } from '#app/ui/reviews/changes/changes-page.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  return {
    ...found(await findChangeDesk(ctx, args.params.reviewId), args.context),
    chosen: new URL(args.request.url).searchParams.getAll('q'),
    viewer: { timeZone: ctx.actor.timeZone },
    onceKey: ctx.newId(),
  }
}

export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    const { reviewId = '' } = args.params
    const typed = readChanges(await formOf(args))
    const input = requestChangesInput.safeParse({ ...askedIn(typed), reviewId })
    const requested = input.success
      ? await unlessMovedOn(ctx, reviewId, 'request_changes', () => requestChanges(ctx, input.data))
      : { ok: false as const, problem: problemOfInput(input.error) }
    if (requested.ok) return redirect(`/reviews/${reviewId}/changes`)
    return refused(requested.problem, typed)
  })

export default function Changes() {
  return <ChangesPage {...useLoaderData<typeof loader>()} refused={useActionData<typeof action>()} />
}
