import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { startEmbeddedPostgres } from '../embedded-postgres/supervisor.server.ts'
import type { Settings } from '../env.server.ts'
import { say } from './say.server.ts'
import type { Shutdown } from './shutdown.server.ts'
import { StartError } from './start-error.server.ts'

/** "The portal of this data folder is running": held by PostgreSQL for as long as our connection lives, even past kill -9. */
const LOCK = 7_238_441_928
const FINISHED = 'The demo world is complete.'

export type OwnDatabase = Awaited<ReturnType<typeof openOwnDatabase>>

/** The embedded database, for this process alone. */
export async function openOwnDatabase({ PLIMSOLL_DATA }: Settings, shutdown: Shutdown) {
  const server = await startEmbeddedPostgres(PLIMSOLL_DATA, {
    onRestart: (error) =>
      say(
        error
          ? `The database stopped and did not start again: ${String(error)}`
          : 'The database had stopped; it runs again.',
      ),
  })
  const address = join(PLIMSOLL_DATA, 'portal-address')
  // Not in the portal's own database, which may be dropped and made again below.
  const sql = postgres(server.url.replace(/\/plimsoll$/, '/postgres'), {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    onnotice: () => {},
  })
  const [lock] = await sql`select pg_try_advisory_lock(${LOCK}) as taken`
  if (!lock?.taken) {
    await sql.end({ timeout: 1 })
    await server.leave()
    throw new StartError(
      `The portal already runs: ${addressIn(address)}. Stop it first (Ctrl-C where it was started), or set PLIMSOLL_DATA for a second one.`,
    )
  }
  if (server.created) say('Created an empty database.')
  if (server.adopted) say('Found the database still running after an unclean end; taking it over.')
  shutdown.add(server.stop)
  shutdown.add(() => sql.end({ timeout: 1 }))
  return {
    url: server.url,
    folder: server.folder,
    /** Leaves word for a second start. */
    noteAddress: (url: string) => writeFileSync(address, `${url}\n`),
    /** A first start that was cut off in the middle of filling the demo world: nobody has used it, so it begins again. */
    discardUnfinished: async () => {
      const [row] =
        await sql`select shobj_description(oid, 'pg_database') as note from pg_database where datname = 'plimsoll'`
      if (row?.note === FINISHED || server.created) return
      await sql.unsafe('drop database if exists plimsoll with (force)')
      await sql.unsafe('create database plimsoll')
    },
    isFinished: async () => {
      const [row] =
        await sql`select shobj_description(oid, 'pg_database') as note from pg_database where datname = 'plimsoll'`
      return row?.note === FINISHED
    },
    finish: async () => {
      await sql.unsafe(`comment on database plimsoll is '${FINISHED}'`)
    },
  }
}

function addressIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return 'it is still starting'
  }
}
