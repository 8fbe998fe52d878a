import type { LoaderFunctionArgs } from '@remix-run/node'
import { findScenario } from '#app/domain/rubric-versions/index.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { contextOf } from '#app/platform/http/session.server.ts'

/** One scenario of a version, for the page on which it is tried. */
export const loader = async (args: LoaderFunctionArgs) => {
  const { key, version, name } = args.params
  return Response.json(found(await findScenario(await contextOf(args), key, version, name), args.context))
}
