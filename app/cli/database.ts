import { existsSync } from 'node:fs'
import { APP_ROLE } from '#app/platform/app-role.server.ts'
import { type Database, databaseCode, isLostConnection, openDatabase } from '#app/platform/database.server.ts'
import { EnvError, readSettings } from '#app/platform/env.server.ts'
import { Refused } from './output.ts'

/**
 * Runs work on the portal's database as the portal's role: DATABASE_URL, or the embedded database of this folder. An embedded
 * database that was running stays running; one that was stopped is stopped again.
 */
export async function withDatabase<T>(work: (db: Database) => Promise<T>): Promise<T> {
  const settings = settingsNow()
  const embedded = settings.DATABASE_URL ? undefined : await openEmbedded(settings.PLIMSOLL_DATA)
  const url = settings.DATABASE_URL ?? embedded?.url ?? ''
  const { db, close } = openDatabase(url, { max: 2, role: APP_ROLE, applicationName: 'plimsoll cli' })
  try {
    return await work(db)
  } catch (cause) {
    throw databaseTrouble(cause) ?? cause
  } finally {
    await close(2)
    if (embedded?.adopted) await embedded.leave()
    else await embedded?.stop()
  }
}

function settingsNow() {
  try {
    return readSettings(process.env)
  } catch (cause) {
    throw cause instanceof EnvError ? new Refused(cause.lines.join('\n')) : cause
  }
}

async function openEmbedded(folder: string) {
  if (!existsSync(folder))
    throw new Refused(`There is no portal data in ${folder}. Set DATABASE_URL, or run npm start once in this folder.`)
  const { startEmbeddedPostgres } = await import('#app/platform/embedded-postgres/supervisor.server.ts')
  return startEmbeddedPostgres(folder)
}

function databaseTrouble(cause: unknown): Refused | undefined {
  const code = databaseCode(cause)
  if (isLostConnection(cause))
    return new Refused(`The database does not answer (${code}). Check DATABASE_URL and that it runs.`)
  if (code === '28P01' || code === '28000')
    return new Refused('The database refuses the account in DATABASE_URL. Check user and password.')
  if (code === '3D000')
    return new Refused('The database named in DATABASE_URL does not exist. Create it, or correct the name.')
  if (code === '42P01' || code === '22023' || code === '42704')
    return new Refused('The database holds no portal yet. Start the portal once: it creates its tables.')
  return undefined
}
