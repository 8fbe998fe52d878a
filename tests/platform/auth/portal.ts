import { randomUUID } from 'node:crypto'
import type { AppLoadContext } from '@remix-run/node'
import { pino } from 'pino'
import { createContext } from '#app/domain/ctx.server.ts'
import { addPerson, type NewPersonInput } from '#app/domain/people/index.server.ts'
import { createAuth } from '#app/platform/auth/auth.server.ts'
import type { Database } from '#app/platform/database.server.ts'
import type { Env } from '#app/platform/env.server.ts'
import type { Services } from '#app/platform/services.server.ts'
import { teams } from '#db/schema/people.ts'

export const PASSWORD = 'tide table seven'
const SYSTEM = { kind: 'system', id: 'system', name: 'Plimsoll', roles: [], teamId: '', timeZone: 'UTC' } as const

/** A portal on this database, as far as signing in needs one. The clock stands still until `portal.now` is set. */
export async function openPortal(db: Database, env: Partial<Env> = {}) {
  const settings = { BASE_URL: 'http://portal.test', SESSION_SECRET: 'f4'.repeat(20), DEMO: false, ...env } as Env
  const portal = { now: new Date() }
  const services: Services = {
    env: settings,
    db,
    auth: createAuth({ db, env: settings }),
    log: pino({ level: 'silent' }),
    now: () => portal.now,
    newId: randomUUID,
  }
  const system = () => createContext(services, SYSTEM)
  const teamId = randomUUID()
  await db.insert(teams).values({ id: teamId, slug: teamId, name: 'Live', kind: 'product', timeZone: 'Europe/Dublin' })

  /** What Express hands over with each request: made afresh, as the server does. */
  const context = (): AppLoadContext => ({
    services,
    cspNonce: '',
    requestId: randomUUID(),
    remoteAddress: '192.0.2.1',
  })

  const add = async (input: Partial<NewPersonInput> = {}, by = system()) => {
    const email = `${randomUUID()}@example.org`
    const person = {
      name: 'Ada Byron',
      email,
      title: 'Engineer',
      timeZone: 'Europe/Dublin',
      teamId,
      ...WITH_PASSWORD,
      ...input,
    }
    const added = await addPerson(by, person)
    if (!added.ok) throw new Error(added.problem.message)
    return { id: added.value.id, email: person.email }
  }

  /** The cookie of a new session. */
  const enter = async (email: string, password = PASSWORD) => {
    const headers = new Headers()
    const started = await services.auth.signIn({ email, password, address: '192.0.2.1', headers, now: portal.now })
    if (!started.ok) throw new Error(started.problem.message)
    return cookieOf(started.value.setCookie)
  }
  return Object.assign(portal, { services, system, context, add, enter, teamId })
}

const WITH_PASSWORD: Pick<NewPersonInput, 'roles' | 'reason' | 'password'> = {
  roles: [],
  reason: 'Joined the team',
  password: PASSWORD,
}

/** The cookies that a browser would send back. */
export const cookieOf = (setCookie: readonly string[]) =>
  setCookie
    .filter((cookie) => !/max-age=0/i.test(cookie))
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

/** What a loader or action threw or returned, as an answer. */
export async function answerOf(work: () => Promise<unknown>): Promise<Response> {
  const answer = await work().catch((thrown: unknown) => thrown)
  if (answer instanceof Response) return answer
  throw answer
}
