import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { listTeams } from '#app/domain/people/index.server.ts'
import { describeLaunch, findEarlierLaunches } from '#app/domain/reviews/index.server.ts'
import { describeLaunchInput, typedLaunch } from '#app/domain/reviews/index.ts'
import { can } from '#app/platform/access/ability.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { problemOfInput, problemResponse } from '#app/platform/http/problems.ts'
import { refused } from '#app/platform/http/refused.server.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'
import { PageHeader } from '#app/ui/kit/page-header.tsx'
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
  return { onceKey: ctx.newId(), team: own?.name ?? 'your team', earlier: await findEarlierLaunches(ctx) }
}

export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    const typed = typedLaunch(await formOf(args))
    const input = describeLaunchInput.safeParse(typed)
    const described = input.success
      ? await describeLaunch(ctx, input.data)
      : { ok: false as const, problem: problemOfInput(input.error) }
    if (described.ok) return redirect(`/reviews/${described.value.reviewId}/triage`)
    return refused(described.problem, typed)
  })

export default function NewLaunch() {
  const { onceKey, team, earlier } = useLoaderData<typeof loader>()
  return (
    <LaunchForm
      fresh={{ title: '', summary: '', launchOn: '', markets: [], earlierLaunchId: '', onceKey }}
      earlier={earlier}
      header={
        <PageHeader
          title="Describe a launch"
          trail={[{ to: '/launches', label: 'Launches' }]}
          lead={`In a few lines, for ${team}. Then eleven short questions show how closely it is looked at. Nobody outside your team sees it before you submit.`}
        />
      }
      button="Go on to the triage"
      refused={useActionData<typeof action>()}
    />
  )
}
