import { existsSync } from 'node:fs'
import { RoleError } from '../app-role.server.ts'
import { databaseCode, isLostConnection } from '../database.server.ts'
import { EmbeddedPostgresError } from '../embedded-postgres/trouble.server.ts'
import { EnvError } from '../env.server.ts'
import { MigrationError } from '../migrate.server.ts'
import { type Entries, runPortal } from './portal.server.ts'
import { say } from './say.server.ts'
import { createShutdown } from './shutdown.server.ts'
import { StartError } from './start-error.server.ts'

/** Starts the portal and keeps it until it is told to stop. Everything that can be wrong outside is said in one paragraph. */
export async function start(entries: Entries): Promise<void> {
  const shutdown = createShutdown()
  shutdown.listen()
  try {
    if (existsSync('.env')) process.loadEnvFile('.env')
    await runPortal(entries, shutdown)
  } catch (error) {
    if (shutdown.begun) return
    const words = explain(error)
    say(
      words ??
        `\nThe portal could not start because of a mistake in it:\n${error instanceof Error ? error.stack : String(error)}`,
    )
    await shutdown.now(1)
  }
}

function explain(error: unknown): string | undefined {
  if (error instanceof EnvError)
    return `\nThe portal did not start. Please correct:\n${error.lines.map((line) => `  - ${line}`).join('\n')}`
  const known = [EmbeddedPostgresError, MigrationError, RoleError, StartError].some((kind) => error instanceof kind)
  if (known) return `\n${(error as Error).message}`
  const code = databaseCode(error)
  if (isLostConnection(error))
    return `\nCannot reach PostgreSQL at ${databaseAddress()} (${code}). Is it running, and is DATABASE_URL right?`
  if (code === '3D000')
    return `\nThe database named in DATABASE_URL does not exist on ${databaseAddress()}. Create it: createdb <name>`
  if (code === '28P01' || code === '28000')
    return `\nPostgreSQL at ${databaseAddress()} refuses the user or the password in DATABASE_URL.`
  return undefined
}

function databaseAddress(): string {
  const url = process.env.DATABASE_OWNER_URL || process.env.DATABASE_URL
  return url && URL.canParse(url) ? new URL(url).host : 'the embedded database'
}
