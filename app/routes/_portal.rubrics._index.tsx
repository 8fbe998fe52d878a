import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listRubrics, mayPropose } from '#app/domain/rubric-versions/index.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { contextOf } from '#app/platform/http/session.server.ts'
import { RubricsPage } from '#app/ui/rubrics/rubrics-page.tsx'

export const meta: MetaFunction = () => [{ title: 'Rubrics · Plimsoll' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  return { ...found(await listRubrics(ctx), args.context), mayPropose: mayPropose(ctx) ?? false }
}

export default function Rubrics() {
  return <RubricsPage {...useLoaderData<typeof loader>()} />
}
