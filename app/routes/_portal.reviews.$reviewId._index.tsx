import type { LoaderFunctionArgs } from '@remix-run/node'
import { findReview } from '#app/domain/reviews/index.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { contextOf } from '#app/platform/http/session.server.ts'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  return { review: found(await findReview(ctx, args.params.reviewId), args.context) }
}

export default function Overview() {
  return null
}
