import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findCoverage } from '#app/domain/rubric-versions/index.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { contextOf } from '#app/platform/http/session.server.ts'
import { CoveragePage } from '#app/ui/rubrics/coverage-page.tsx'

export const meta: MetaFunction = () => [{ title: 'Coverage · Plimsoll' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  coverage: found(await findCoverage(await contextOf(args)), args.context),
})

export default function CoverageRoute() {
  return <CoveragePage {...useLoaderData<typeof loader>()} />
}
