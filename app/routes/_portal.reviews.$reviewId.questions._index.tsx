import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findTasks } from '#app/domain/reviews/index.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { contextOf } from '#app/platform/http/session.server.ts'
import { visitedParts } from '#app/platform/http/visited.server.ts'
import { TasksPage } from '#app/ui/reviews/questions/tasks-page.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const { request, params, context } = args
  const ctx = await contextOf(args)
  const visited = await visitedParts(request, context, `/reviews/${params.reviewId}`, ctx.actor.id)
  return found(await findTasks(ctx, params.reviewId, visited), context)
}

export default function Questions() {
  return <TasksPage view={useLoaderData<typeof loader>()} />
}
