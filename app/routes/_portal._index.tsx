import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findHome } from '#app/domain/reviews/index.server.ts'
import { contextOf } from '#app/platform/http/session.server.ts'
import { HomePage } from '#app/ui/home/home-page.tsx'

export const meta: MetaFunction = () => [{ title: 'What waits for you · Plimsoll' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  const { name, roles, timeZone } = ctx.actor
  return { home: await findHome(ctx), viewer: { name, roles, timeZone }, now: ctx.now }
}

export default function HomeRoute() {
  return <HomePage {...useLoaderData<typeof loader>()} />
}
