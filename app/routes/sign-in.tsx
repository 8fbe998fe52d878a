import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData, useRouteLoaderData } from '@remix-run/react'
import { DEMO_PASSWORD, listDemoPeople, signIn, signInAsDemoPerson } from '#app/domain/people/index.server.ts'
import { SignInInput } from '#app/domain/people/index.ts'
import { countNeeds } from '#app/domain/reviews/index.server.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { problemOfInput, statusOf } from '#app/platform/http/problems.ts'
import { localPath } from '#app/platform/http/return-to.ts'
import { contextIfSignedIn } from '#app/platform/http/session.server.ts'
import type { Services } from '#app/platform/services.server.ts'
import type { loader as rootLoader } from '#app/root.tsx'
import { SignInPage } from '#app/ui/people/sign-in-page.tsx'

export const meta: MetaFunction = () => [{ title: 'Sign in · Plimsoll' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const { searchParams } = new URL(args.request.url)
  const returnTo = localPath(searchParams.get('returnTo'))
  if (await contextIfSignedIn(args)) throw redirect(returnTo)
  const { env } = args.context.services
  return {
    returnTo,
    left: searchParams.has('left'),
    demo: env.DEMO ? { people: await demoCast(args.context.services), password: DEMO_PASSWORD } : null,
  }
}

export const action = async ({ request, context }: ActionFunctionArgs) => {
  const form = await formOf({ request, context })
  const visitor = { address: context.remoteAddress, headers: request.headers }
  const person = form.get('person')
  const typed = { email: textOf(form.get('email')), password: textOf(form.get('password')) }
  if (typeof person === 'string') return answer(await signInAsDemoPerson(context.services, person, visitor), form)

  const input = SignInInput.safeParse(typed)
  if (!input.success) return refuse(problemOfInput(input.error), form)
  return answer(await signIn(context.services, input.data, visitor), form)
}
export default function SignIn() {
  const theme = useRouteLoaderData<typeof rootLoader>('root')?.theme ?? 'system'
  return <SignInPage {...useLoaderData<typeof loader>()} refused={useActionData<typeof action>()} theme={theme} />
}

async function demoCast(services: Services) {
  const cast = await listDemoPeople(services.db)
  const needs = await countNeeds(services, cast)
  return cast.map(({ teamId: _, ...person }) => ({ ...person, needs: needs.get(person.id) ?? 0 }))
}

type Outcome = Awaited<ReturnType<typeof signIn>>

function answer(outcome: Outcome, form: FormData) {
  if (!outcome.ok) return refuse(outcome.problem, form)
  const headers = new Headers()
  for (const cookie of outcome.value.setCookie) headers.append('Set-Cookie', cookie)
  return redirect(localPath(form.get('returnTo')), { headers })
}

/** The password is not sent back; everything else that was typed is. */
function refuse(problem: Extract<Outcome, { ok: false }>['problem'], form: FormData) {
  const { message, fields, detail } = problem
  const retryAfter = (detail as { retryAfter?: number } | undefined)?.retryAfter
  const headers = retryAfter === undefined ? undefined : { 'Retry-After': String(retryAfter) }
  return data({ message, fields, email: textOf(form.get('email')) }, { status: statusOf(problem), headers })
}

const textOf = (value: FormDataEntryValue | null) => (typeof value === 'string' ? value : '')
