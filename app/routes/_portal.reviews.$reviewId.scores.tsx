import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { actAtBench, findReview } from '#app/domain/reviews/index.server.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { anotherPerson, problemResponse, statusOf } from '#app/platform/http/problems.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'

/** There is no page here; whoever types the address goes to the bench. */
export const loader = async (args: LoaderFunctionArgs) => {
  const review = found(await findReview(await contextOf(args), args.params.reviewId), args.context)
  return redirect(`/reviews/${review.id}/scoring`)
}

/** Saves one part of the bench while somebody works at it, and says which version stands now. */
export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    const form = await formOf(args)
    // The person the page was opened for: nobody's scores are saved under another name.
    const writer = form.get('writer')
    if (writer !== null && writer !== ctx.actor.id) return problemResponse(anotherPerson, args.context)
    form.delete('writer')
    const outcome = await actAtBench(ctx, args.params.reviewId ?? '', form)
    if (outcome.ok) return Response.json({ version: outcome.version, savedAt: ctx.now.toISOString() })
    const { message, fields, standing } = outcome.refused
    return Response.json({ message, fields, standing }, { status: statusOf(outcome.problem) })
  })
