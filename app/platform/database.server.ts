import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

/**
 * The database as the whole product sees it: Drizzle's query builder over postgres.js. What every page asks ends in
 * `.prepare(name).execute()`: the connection keeps the statement, and asks in one exchange with the server instead of two.
 */
export type Database = PostgresJsDatabase<Record<string, never>>

export type OpenDatabase = {
  db: Database
  /** Ends every connection; statements still running get `seconds` to finish. */
  close: (seconds?: number) => Promise<void>
}

export type DatabaseOptions = {
  /** Connections. Beyond 8 per process Node is the limit, not PostgreSQL. */
  max?: number
  /** Run every statement as this role; left out when the address already signs in as it. */
  role?: string
  applicationName?: string
}

/**
 * Opens a pool. The limits make a stuck statement an error rather than a hang: no page needs 5 seconds of SQL, and a
 * transaction that forgot itself must not hold its locks.
 */
export function openDatabase(url: string, options: DatabaseOptions = {}): OpenDatabase {
  const { max = 8, role, applicationName = 'plimsoll' } = options
  const client = postgres(url, {
    max,
    connect_timeout: 5,
    idle_timeout: 120,
    // The default backs off for many seconds; a page that waits for a returning database must not.
    backoff: (retries) => Math.min(0.05 * 2 ** retries, 1),
    onnotice: () => {},
    connection: {
      application_name: applicationName,
      statement_timeout: 5_000,
      lock_timeout: 2_000,
      idle_in_transaction_session_timeout: 15_000,
      TimeZone: 'UTC',
      ...(role && role !== userOf(url) ? { role } : {}),
    },
  })
  return { db: drizzle(client), close: (seconds = 5) => client.end({ timeout: seconds }) }
}

/** The account an address signs in with. */
export const userOf = (url: string): string => decodeURIComponent(new URL(url).username)

const LOST = new Set([
  ...['CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED', 'CONNECT_TIMEOUT'],
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN'],
])

/** The SQLSTATE or connection code of an error, wherever Drizzle wrapped it. */
export function databaseCode(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const { code } = at as { code?: unknown }
    if (typeof code === 'string') return code
  }
  return undefined
}

/** Is this the database being away (stopped, restarting, full of connections), rather than a wrong statement? */
export function isLostConnection(error: unknown): boolean {
  const code = databaseCode(error)
  if (code === undefined) return false
  // Class 08 connection exception, 57P01-57P05 shutdown and crash, 53300 too many connections, 53100 disk full.
  return LOST.has(code) || /^(08...|57P0[1-5]|53300|53100)$/.test(code)
}

/** Is the database there but unable to answer in time: a statement or a lock took too long, or two waited for each other? */
export function isDatabaseBusy(error: unknown): boolean {
  const code = databaseCode(error)
  return code === '57014' || code === '55P03' || code === '40P01'
}
