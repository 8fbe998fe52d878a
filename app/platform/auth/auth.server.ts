import { randomBytes } from 'node:crypto'
import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { APIError } from 'better-auth/api'
import { and, eq, gt, lt } from 'drizzle-orm'
import * as tables from '#db/schema/auth.ts'
import type { Database } from '../database.server.ts'
import type { Env } from '../env.server.ts'
import { uuidv7 } from '../ids.ts'
import { fail, ok, type Problem, type Result } from '../result.ts'
import { hashPassword, TooManySignIns, verifyPassword } from './password.server.ts'
import { DEMO_PASSWORD, PASSWORD_MAX } from './password-rules.ts'
import { sessionToken } from './session-cookie.server.ts'
import { createThrottle } from './throttle.server.ts'

/** A session ends this long after sign-in, however busy the person was. */
export const SESSION_HOURS = 12
const HOUR = 3_600_000

export type SignInAttempt = {
  email: string
  password: string
  /** The peer's address, for the limit per source. */
  address: string
  /** The request's headers: a session that they carry ends when the new one starts. */
  headers: Headers
  now: Date
}

export type StartedSession = { userId: string; setCookie: readonly string[] }

/**
 * Signing in and out. The library behind it never meets the network: our routes call these functions. It starts and ends sessions;
 * who a session belongs to is asked with every request, so that question is ours and part of another (docs/decisions/011).
 */
export type Auth = {
  signIn: (attempt: SignInAttempt) => Promise<Result<StartedSession>>
  /**
   * The account whose session the cookie names, as a question for the statement that asks who it is: session and person are judged
   * at one moment, in one statement. It finds nobody when the session ended; undefined when no cookie of ours came.
   */
  sessionUser: (headers: Headers, now: Date) => SessionUser | undefined
  /** Deletes the session; returns the cookies that make the browser forget it. */
  signOut: (headers: Headers) => Promise<readonly string[]>
  /** The answer to everybody who does not get in, for callers that have a reason of their own. */
  wrongCredentials: Problem
}

export type SessionUser = ReturnType<typeof userOfSession>

export type AuthOptions = { db: Database; env: Pick<Env, 'BASE_URL' | 'SESSION_SECRET' | 'DEMO'> }

/** Opens the front door: e-mail and password, sessions in our tables, guessers slowed down. */
export function createAuth({ db, env }: AuthOptions): Auth {
  const { api } = createBetterAuth({ db, env })
  const throttle = createThrottle(db, env.SESSION_SECRET)

  const endSession = async (headers: Headers): Promise<readonly string[]> => {
    // Deleted here, because the library answers "signed out" even when the database refused.
    const found = await api.getSession({ headers: cookieOnly(headers) })
    if (found) await db.delete(tables.session).where(eq(tables.session.id, found.session.id))
    const ended = await api.signOut({ headers: cookieOnly(headers), returnHeaders: true })
    return ended.headers.getSetCookie()
  }

  return {
    signIn: async ({ email, password, address, headers, now }) => {
      const attempt = await throttle.begin({ email, address }, now)
      if ('waitUntil' in attempt) return fail(waiting(attempt.waitUntil, now))
      try {
        // A demo password that strayed into a real portal opens nothing, and takes as long to be refused as any other.
        const tried = password === DEMO_PASSWORD && !env.DEMO ? NOBODYS_PASSWORD : password
        const started = await api.signInEmail({ body: { email, password: tried }, returnHeaders: true })
        await throttle.succeed(attempt, now)
        await endSession(headers)
        await db.delete(tables.session).where(lt(tables.session.expiresAt, now))
        return ok({ userId: started.response.user.id, setCookie: started.headers.getSetCookie() })
      } catch (error) {
        if (error instanceof TooManySignIns) return fail(BUSY)
        if (error instanceof APIError && error.statusCode < 500) return fail(WRONG)
        throw error
      }
    },

    sessionUser: (headers, now) => {
      const token = sessionToken(headers.get('cookie'), cookieName(env), env.SESSION_SECRET)
      return token === undefined ? undefined : userOfSession(db, token, now)
    },

    signOut: endSession,
    wrongCredentials: WRONG,
  }
}

const userOfSession = (db: Database, token: string, now: Date) =>
  db
    .select({ userId: tables.session.userId })
    .from(tables.session)
    .where(
      and(
        eq(tables.session.token, token),
        gt(tables.session.expiresAt, now),
        gt(tables.session.createdAt, new Date(now.getTime() - SESSION_HOURS * HOUR)),
      ),
    )

/** The library, set up. Exported for the test that compares its tables with ours. */
export function createBetterAuth({ db, env }: AuthOptions) {
  const secure = overHttps(env)
  return betterAuth({
    appName: 'Plimsoll',
    baseURL: env.BASE_URL,
    secret: env.SESSION_SECRET,
    database: drizzleAdapter(db, { provider: 'pg', schema: tables }),
    telemetry: { enabled: false },
    logger: { disabled: true },
    // Its limit counts requests of a mounted handler, of which there is none; ours is in throttle.server.ts.
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      maxPasswordLength: PASSWORD_MAX + 1,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    session: { expiresIn: SESSION_HOURS * 3600, disableSessionRefresh: true, cookieCache: { enabled: false } },
    advanced: {
      database: { generateId: () => uuidv7(Date.now(), randomBytes(10)) },
      ipAddress: { disableIpTracking: true },
      // The library only knows the weaker `__Secure-` prefix, so name and flag are written here.
      useSecureCookies: false,
      defaultCookieAttributes: { secure, httpOnly: true, sameSite: 'lax', path: '/' },
      cookies: { session_token: { name: cookieName(env) } },
    },
  })
}

const overHttps = (env: Pick<Env, 'BASE_URL'>) => env.BASE_URL.startsWith('https:')
const cookieName = (env: Pick<Env, 'BASE_URL'>) => (overHttps(env) ? '__Host-plimsoll' : 'plimsoll')

/** The library reads addresses and hosts from whatever headers it is given; it is given one. */
const cookieOnly = (headers: Headers) => new Headers({ cookie: headers.get('cookie') ?? '' })

// Longer than any password may be when it is chosen, so it belongs to no account.
const NOBODYS_PASSWORD = '-'.repeat(PASSWORD_MAX + 1)

const WRONG: Problem = {
  code: 'wrong-credentials',
  message: 'Nobody can sign in with this e-mail address and password. Check both and try again.',
  fields: { password: 'E-mail address and password do not belong together. Check both.' },
}

const BUSY: Problem = {
  code: 'busy',
  message: 'Many people are signing in at this moment. Wait a few seconds and try again.',
}

function waiting(until: Date, now: Date): Problem {
  const seconds = Math.ceil((until.getTime() - now.getTime()) / 1000)
  const wait = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`
  return {
    code: 'throttled',
    message: `There were too many failed tries. You can try again in ${wait}. Nothing is locked.`,
    detail: { retryAfter: seconds },
  }
}
