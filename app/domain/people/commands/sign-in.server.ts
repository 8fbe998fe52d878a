import type { StartedSession } from '#app/platform/auth/auth.server.ts'
import { DEMO_PASSWORD } from '#app/platform/auth/password-rules.ts'
import { isId } from '#app/platform/ids.ts'
import { fail, ok, type Result } from '#app/platform/result.ts'
import type { Services } from '#app/platform/services.server.ts'
import { demoEmailOf, loadActor } from '../queries.server.ts'
import type { SignInInput } from '../schemas.ts'

type FrontDoor = Pick<Services, 'auth' | 'db' | 'env' | 'log' | 'now'>

/** Where an attempt comes from: the peer's address and the request's headers. */
export type Visitor = { address: string; headers: Headers }

/** Starts a session for whoever knows the password, unless their access has ended: they are told what strangers are told. */
export async function signIn(
  services: FrontDoor,
  input: SignInInput,
  { address, headers }: Visitor,
): Promise<Result<StartedSession>> {
  const { auth, db, log, now } = services
  const started = await auth.signIn({ ...input, address, headers, now: now() })
  if (!started.ok) {
    log.warn({ code: started.problem.code }, 'sign-in refused')
    return started
  }
  const { userId, setCookie } = started.value
  if (!(await loadActor(db, userId))) {
    await auth.signOut(cookiesAsSent(setCookie))
    log.warn({ userId }, 'sign-in refused: access has ended')
    return fail(auth.wrongCredentials)
  }
  log.info({ userId }, 'signed in')
  return ok(started.value)
}

/** One click on the sign-in page of the demo world. Goes through the same door with the printed password. */
export async function signInAsDemoPerson(
  services: FrontDoor,
  personId: string,
  visitor: Visitor,
): Promise<Result<StartedSession>> {
  if (!services.env.DEMO) return fail(notHere)
  const email = isId(personId) ? await demoEmailOf(services.db, personId) : undefined
  return email ? signIn(services, { email, password: DEMO_PASSWORD }, visitor) : fail(notHere)
}

const notHere = { code: 'not-found', message: 'Nobody can be signed in with one click here.' }

function cookiesAsSent(setCookie: readonly string[]): Headers {
  return new Headers({ cookie: setCookie.map((cookie) => cookie.split(';')[0]).join('; ') })
}
