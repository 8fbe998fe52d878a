import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findVersionToRetire, retireVersion } from '#app/domain/rubric-versions/index.server.ts'
import { retireVersionInput } from '#app/domain/rubric-versions/index.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { textsIn } from '#app/platform/http/form-texts.ts'
import { found } from '#app/platform/http/found.server.ts'
import { problemOfInput } from '#app/platform/http/problems.ts'
import { refused } from '#app/platform/http/refused.server.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'
import { RetirePage } from '#app/ui/rubric-drafts/retire-page.tsx'

export const meta: MetaFunction = () => [{ title: 'Retire a version · Rubrics · Plimsoll' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  const version = found(await findVersionToRetire(ctx, args.params.versionId), args.context)
  return { version, today: ctx.now.toISOString().slice(0, 10) }
}

/** From a day on no new review starts with this version. */
export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    const { id: versionId } = found(await findVersionToRetire(ctx, args.params.versionId), args.context)
    const typed = textsIn(await formOf(args))
    const { retiredOn = '', reason = '' } = typed
    const input = retireVersionInput.safeParse({ versionId, retiredOn, reason })
    if (!input.success) return refused(problemOfInput(input.error), typed)
    const retired = await retireVersion(ctx, input.data)
    if (!retired.ok) return refused(retired.problem, typed)
    return redirect(`/rubrics/${retired.value.key}/${retired.value.version}`)
  })

export default function Retirement() {
  return <RetirePage {...useLoaderData<typeof loader>()} refused={useActionData<typeof action>()} />
}
