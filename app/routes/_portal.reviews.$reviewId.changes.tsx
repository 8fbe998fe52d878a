import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findChangeDesk, requestChanges } from '#app/domain/reviews/index.server.ts'
import { readChangeRequest, requestChangesInput } from '#app/domain/reviews/index.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { problemOfInput, statusOf } from '#app/platform/http/problems.ts'
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
    const { reviewId } = args.params
    const typed = readChangeRequest(await formOf(args))
    const input = requestChangesInput.safeParse({ ...typed, reviewId })
    const requested = input.success
      ? await requestChanges(ctx, input.data)
      : { ok: false as const, problem: problemOfInput(input.error) }
    if (requested.ok) return redirect(`/reviews/${reviewId}/changes`)
    const { problem } = requested
    return data({ message: problem.message, fields: problem.fields ?? {}, typed }, { status: statusOf(problem) })
  })

export default function Changes() {
  return <ChangesPage {...useLoaderData<typeof loader>()} refused={useActionData<typeof action>()} />
}
