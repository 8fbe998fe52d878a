import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import postgres from 'postgres'
import { postgresAccount, reachableFolder } from './account.server.ts'
import { findBinaries } from './binaries.server.ts'
import { openCluster, type Passwords } from './cluster.server.ts'
import { type Postmaster, startPostmaster, stopPostmaster } from './postmaster.server.ts'
import { isAlive } from './processes.server.ts'

/** A PostgreSQL of our own, on 127.0.0.1, kept in one folder. */
export type EmbeddedPostgres = {
  /** The portal's address: signs in as the owner of the tables. */
  url: string
  /** For preparing and testing only. */
  superuserUrl: string
  folder: string
  port: number
  pid: () => number
  /** True when the data folder was empty before. */
  created: boolean
  /** True when a server left behind by a killed process was taken over. */
  adopted: boolean
  stop: () => Promise<void>
  /** Leaves it running: it belongs to another process. */
  leave: () => Promise<void>
}

export type EmbeddedOptions = {
  settings?: Readonly<Record<string, string>>
  /** Told when the server died and was started again, or could not be. */
  onRestart?: (error?: unknown) => void
}

/** Statements stay out of the log: what a person typed may be in them. */
const SETTINGS = {
  max_connections: '100',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
}

/** Starts (or takes over) the server for `folder` and keeps it running until `stop()`. */
export async function startEmbeddedPostgres(folder: string, options: EmbeddedOptions = {}): Promise<EmbeddedPostgres> {
  const account = postgresAccount()
  const home = reachableFolder(resolve(folder), account)
  const binaries = findBinaries(home, account)
  const cluster = openCluster(home, binaries, account)
  const start = (port?: number) =>
    startPostmaster({ data: cluster.data, binaries, account, port, settings: { ...SETTINGS, ...options.settings } })
  let postmaster = await start(rememberedPort(home))
  rememberPort(home, postmaster)
  const superuserUrl = addressOf('postgres', cluster.passwords.superuser, postmaster.port, 'postgres')
  await prepare(superuserUrl, cluster.passwords)
  const watch = watchOver(
    () => postmaster.pid,
    async () => {
      postmaster = await start(postmaster.port)
      rememberPort(home, postmaster)
    },
    options.onRestart,
  )
  return {
    url: addressOf('plimsoll', cluster.passwords.owner, postmaster.port, 'plimsoll'),
    superuserUrl,
    folder: home,
    port: postmaster.port,
    pid: () => postmaster.pid,
    created: cluster.created,
    adopted: postmaster.adopted,
    leave: watch.end,
    stop: async () => {
      await watch.end()
      await stopPostmaster(cluster.data, postmaster.pid)
    },
  }
}

/** The account and the database of the portal; both stay when they are there. */
async function prepare(superuserUrl: string, passwords: Passwords): Promise<void> {
  const sql = postgres(superuserUrl, { max: 1, onnotice: () => {}, connect_timeout: 10 })
  try {
    const [account] = await sql`select 1 from pg_roles where rolname = 'plimsoll'`
    if (!account) await sql.unsafe(`create role plimsoll login createrole createdb password '${passwords.owner}'`)
    const [database] = await sql`select 1 from pg_database where datname = 'plimsoll'`
    if (!database) await sql.unsafe('create database plimsoll owner plimsoll')
  } finally {
    await sql.end({ timeout: 5 })
  }
}

function watchOver(pid: () => number, restart: () => Promise<void>, tell: EmbeddedOptions['onRestart']) {
  let working: Promise<void> | undefined
  const timer = setInterval(() => {
    if (working || isAlive(pid())) return
    working = restart()
      .then(
        () => tell?.(),
        (error: unknown) => tell?.(error),
      )
      .finally(() => {
        working = undefined
      })
  }, 500)
  timer.unref()
  return {
    end: async () => {
      clearInterval(timer)
      await working
    },
  }
}

const addressOf = (user: string, password: string, port: number, database: string) =>
  `postgres://${user}:${password}@127.0.0.1:${port}/${database}`

const noteIn = (home: string) => join(home, 'postgres.json')

function rememberPort(home: string, { pid, port }: Postmaster): void {
  mkdirSync(home, { recursive: true })
  writeFileSync(noteIn(home), `${JSON.stringify({ pid, port })}\n`, { mode: 0o600 })
  chmodSync(noteIn(home), 0o600)
}

function rememberedPort(home: string): number | undefined {
  try {
    return (JSON.parse(readFileSync(noteIn(home), 'utf8')) as { port: number }).port
  } catch {
    return undefined
  }
}
