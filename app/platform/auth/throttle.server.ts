import { createHmac } from 'node:crypto'
import { and, desc, eq, gt, inArray, lt, or, sql } from 'drizzle-orm'
import { signInFailures } from '#db/schema/auth.ts'
import type { Database } from '../database.server.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE

/** After this many failures on one account each further try must wait: 30 s, 1, 2, 4, 8, then 15 minutes. Never for ever. */
export const FREE_FAILURES = 10
const FIRST_WAIT = 30 * SECOND
const LONGEST_WAIT = 15 * MINUTE

/** One address may belong to a whole office, so it gets more room, in a sliding window. */
export const FAILURES_PER_SOURCE = 100
const SOURCE_WINDOW = 15 * MINUTE

export type Attempt = { account: string; source: string; rows: readonly number[] }

type Throttle = {
  /** Counts this attempt as a failure before the password is looked at, or says until when to wait. */
  begin: (who: { email: string; address: string }, now: Date) => Promise<Attempt | { waitUntil: Date }>
  /** The password was right: forget the account's failures and this attempt. */
  succeed: (attempt: Attempt, now: Date) => Promise<void>
}

/**
 * Slows guessers down, in the database so that replicas agree. An attempt is counted before its password is checked: a
 * thousand guesses sent at once are a thousand failures, not one. Waiting visitors are not counted, so that a stranger cannot
 * keep a colleague out for ever.
 */
export function createThrottle(db: Database, secret: string): Throttle {
  const keyOf = (kind: string, text: string) =>
    createHmac('sha256', secret).update(`${kind}\0${text}`).digest('base64url')
  return {
    begin: ({ email, address }, now) =>
      db.transaction(async (tx) => {
        const account = keyOf('account', email.toLowerCase())
        const source = keyOf('source', networkOf(address))
        // Always the account first: two attempts never hold what the other waits for.
        for (const key of [account, source])
          await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`)
        const waitUntil = later(
          accountFreeAt(await newest(tx, account, FREE_FAILURES + 6, new Date(now.getTime() - DAY))),
          sourceFreeAt(await newest(tx, source, FAILURES_PER_SOURCE, new Date(now.getTime() - SOURCE_WINDOW))),
        )
        if (waitUntil && waitUntil > now) return { waitUntil }
        const rows = await tx
          .insert(signInFailures)
          .values([account, source].map((key) => ({ key, at: now })))
          .returning({ id: signInFailures.id })
        return { account, source, rows: rows.map(({ id }) => id) }
      }),
    succeed: async ({ account, rows }, now) => {
      const stale = lt(signInFailures.at, new Date(now.getTime() - DAY))
      await db
        .delete(signInFailures)
        .where(or(eq(signInFailures.key, account), inArray(signInFailures.id, [...rows]), stale))
    },
  }
}

async function newest(tx: Pick<Database, 'select'>, key: string, limit: number, since: Date): Promise<Date[]> {
  const rows = await tx
    .select({ at: signInFailures.at })
    .from(signInFailures)
    .where(and(eq(signInFailures.key, key), gt(signInFailures.at, since)))
    .orderBy(desc(signInFailures.at))
    .limit(limit)
  return rows.map(({ at }) => at)
}

function accountFreeAt(failures: readonly Date[]): Date | undefined {
  const [last] = failures
  if (!last || failures.length < FREE_FAILURES) return undefined
  return new Date(last.getTime() + Math.min(FIRST_WAIT * 2 ** (failures.length - FREE_FAILURES), LONGEST_WAIT))
}

function sourceFreeAt(failures: readonly Date[]): Date | undefined {
  const oldest = failures[FAILURES_PER_SOURCE - 1]
  return oldest && new Date(oldest.getTime() + SOURCE_WINDOW)
}

const later = (a: Date | undefined, b: Date | undefined) => (a && b ? (a > b ? a : b) : (a ?? b))

/** An IPv6 customer owns a /64: 18 quintillion addresses that must count as one. */
export function networkOf(address: string): string {
  const plain = address
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, '')
    .replace(/%.*$/, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('::')
  const left = head.split(':').filter(Boolean)
  const right = (tail ?? '').split(':').filter(Boolean)
  const groups = tail === undefined ? left : [...left, ...Array(8 - left.length - right.length).fill('0'), ...right]
  return groups.slice(0, 4).join(':')
}
