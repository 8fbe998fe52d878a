import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { findRubric } from '#app/domain/rubric-versions/index.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { contextOf } from '#app/platform/http/session.server.ts'

/** A rubric without a version leads to the one in force. */
export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  const { key, version } = found(await findRubric(ctx, args.params.key), args.context)
  throw redirect(`/rubrics/${key}/${version}`)
}
