import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { listTeams } from '#app/domain/people/index.server.ts'
import { describeLaunch } from '#app/domain/reviews/index.server.ts'
import { describeLaunchInput } from '#app/domain/reviews/index.ts'
import { can } from '#app/platform/access/ability.ts'
import { problemOfInput, problemResponse, statusOf } from '#app/platform/http/problems.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'
import { LaunchForm } from '#app/ui/reviews/launch-form.tsx'

export const meta: MetaFunction = () => [{ title: 'Describe a launch · Plimsoll' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  if (!can(ctx.ability, 'describe', 'Launch', { teamId: ctx.actor.teamId }))
    throw problemResponse(
      { code: 'forbidden', message: 'Launches are described by the product team that builds them.' },
      args.context,
    )
  const own = (await listTeams(ctx)).find(({ id }) => id === ctx.actor.teamId)
  return { onceKey: ctx.newId(), team: own?.name ?? 'your team' }
}

export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    const form = await args.request.formData()
    const text = (name: string) => String(form.get(name) ?? '').replaceAll('\r\n', '\n')
    const typed = {
      title: text('title'),
      summary: text('summary'),
      launchOn: text('launchOn'),
      markets: form.getAll('markets').map(String),
    }
    const input = describeLaunchInput.safeParse({ ...typed, onceKey: text('onceKey') })
    const described = input.success
      ? await describeLaunch(ctx, input.data)
      : { ok: false as const, problem: problemOfInput(input.error) }
    if (described.ok) return redirect(`/reviews/${described.value.reviewId}/triage`)
    const { message, fields = {} } = described.problem
    return data({ message, fields, typed }, { status: statusOf(described.problem) })
  })

export default function NewLaunch() {
  return <LaunchForm {...useLoaderData<typeof loader>()} refused={useActionData<typeof action>()} />
}
