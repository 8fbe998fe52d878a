import type { LoaderFunctionArgs } from '@remix-run/node'
import { type ShouldRevalidateFunction, useLoaderData } from '@remix-run/react'
import { findTrial } from '#app/domain/rubric-versions/index.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { contextOf } from '#app/platform/http/session.server.ts'
import { TryPage } from '#app/ui/rubrics/try/try-page.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const { key, version } = args.params
  const view = found(await findTrial(await contextOf(args), key, version), args.context)
  return { view, base: `/rubrics/${key}/${version}` }
}

/** A version never changes: loading a scenario is no reason to fetch it again. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ currentParams, nextParams }) =>
  currentParams.key !== nextParams.key || currentParams.version !== nextParams.version

export default function Try() {
  return <TryPage {...useLoaderData<typeof loader>()} />
}
