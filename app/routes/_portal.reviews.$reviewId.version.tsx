import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findVersionDesk, moveReview, undoMove } from '#app/domain/reviews/index.server.ts'
import { moveReviewInput, undoMoveInput } from '#app/domain/reviews/index.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { textsIn } from '#app/platform/http/form-texts.ts'
import { found } from '#app/platform/http/found.server.ts'
import { problemOfInput, statusOf } from '#app/platform/http/problems.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'
import { titleOf } from '#app/ui/record/titles.ts'
import { VersionPage } from '#app/ui/reviews/versions/version-page.tsx'

export const meta: MetaFunction<typeof loader> = ({ data, location }) => [
  { title: data ? titleOf(data.desk, location.pathname) : 'Plimsoll' },
]

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  return { desk: found(await findVersionDesk(ctx, args.params.reviewId), args.context), onceKey: ctx.newId() }
}

/** Moves the review to a version in force, or takes a move back. */
export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    const { reviewId } = found(await findVersionDesk(ctx, args.params.reviewId), args.context)
    const { onceKey, moveId, toVersionId } = textsIn(await formOf(args))
    const undone = moveId !== undefined
    const input = undone
      ? undoMoveInput.safeParse({ reviewId, onceKey, moveId })
      : moveReviewInput.safeParse({ reviewId, onceKey, toVersionId })
    if (!input.success) {
      const problem = problemOfInput(input.error)
      return data({ message: problem.message }, { status: statusOf(problem) })
    }
    const done = 'moveId' in input.data ? await undoMove(ctx, input.data) : await moveReview(ctx, input.data)
    if (!done.ok) return data({ message: done.problem.message }, { status: statusOf(done.problem) })
    return redirect(`/reviews/${reviewId}/version`)
  })

export default function Version() {
  return <VersionPage {...useLoaderData<typeof loader>()} refused={useActionData<typeof action>()} />
}
