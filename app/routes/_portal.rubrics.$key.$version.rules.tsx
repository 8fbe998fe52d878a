import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findRules } from '#app/domain/rubric-versions/index.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { contextOf } from '#app/platform/http/session.server.ts'
import { RulesPage } from '#app/ui/rubrics/rules-page.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const { key, version } = args.params
  const rules = found(await findRules(await contextOf(args), key, version), args.context)
  return { rules, base: `/rubrics/${key}/${version}` }
}

export default function Rules() {
  return <RulesPage {...useLoaderData<typeof loader>()} />
}
