import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Outlet, useLoaderData } from '@remix-run/react'
import { findRubric } from '#app/domain/rubric-versions/index.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { contextOf } from '#app/platform/http/session.server.ts'
import { VersionHeader } from '#app/ui/rubrics/version-header.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.head.title} ${data.head.version} · Plimsoll` : 'Plimsoll' },
]

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  const { key, version = '' } = args.params
  return { head: found(await findRubric(ctx, key, version), args.context), zone: ctx.actor.timeZone }
}

export default function RubricVersion() {
  return (
    <>
      <VersionHeader {...useLoaderData<typeof loader>()} />
      <Outlet />
    </>
  )
}
