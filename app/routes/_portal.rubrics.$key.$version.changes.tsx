import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findChanges } from '#app/domain/rubric-versions/index.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { contextOf } from '#app/platform/http/session.server.ts'
import { ChangesPage } from '#app/ui/rubrics/changes-page.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const { key, version = '' } = args.params
  const from = new URL(args.request.url).searchParams.get('from') || null
  return { ...found(await findChanges(await contextOf(args), key, version, from), args.context), version }
}

export default function Changes() {
  return <ChangesPage {...useLoaderData<typeof loader>()} />
}
