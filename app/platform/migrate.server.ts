import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { ensureAppRole } from './app-role.server.ts'
import { type Database, userOf } from './database.server.ts'

/** Why the schema cannot be brought up to date, in words that say what to do. */
export class MigrationError extends Error {
  override name = 'MigrationError'
}

export type Migrate = {
  /** The account that owns the tables. */
  ownerUrl: string
  /** The account the running portal signs in with, when it is another one. */
  appUrl?: string
  role: string
  folder?: string
}

/** Relative to where the portal is started: its own folder. */
export const MIGRATIONS = 'db/migrations'

/** One number for "somebody is migrating this database"; any replica that finds it taken waits. */
const LOCK = 7_238_441_927

/** Brings the database up to date. Any number of replicas may call it at once: one works, the others wait and find nothing to do. */
export async function migrate({
  ownerUrl,
  appUrl = ownerUrl,
  role,
  folder = MIGRATIONS,
}: Migrate): Promise<{ applied: number }> {
  const known = readMigrationFiles({ migrationsFolder: folder })
  assertInOrder(known)
  const client = postgres(ownerUrl, {
    max: 1,
    connect_timeout: 10,
    onnotice: () => {},
    connection: { application_name: 'plimsoll migrate', statement_timeout: 0, lock_timeout: 0 },
  })
  try {
    await client`select pg_advisory_lock(${LOCK})`
    await client`set lock_timeout = '10s'`
    const db = drizzle(client) as Database
    const before = await appliedMigrations(db)
    assertFits(before, known)
    await ensureAppRole(client, role, [userOf(ownerUrl), userOf(appUrl)])
    await applyMigrations(db, { migrationsFolder: folder })
    await grantEntry(client, role)
    return { applied: known.length - before.length }
  } finally {
    // Closing the connection gives the lock back, also when something above failed.
    await client.end({ timeout: 5 })
  }
}

/** Does the schema match the code? For `/ready`; throws when the database is away. */
export async function migrationStatus(
  db: Database,
  folder = MIGRATIONS,
): Promise<{ upToDate: boolean; pending: number }> {
  const known = readMigrationFiles({ migrationsFolder: folder })
  const applied = await appliedMigrations(db)
  const missing = known.filter(({ folderMillis }) => !applied.some(({ at }) => at === folderMillis))
  return { upToDate: missing.length === 0, pending: missing.length }
}

type Known = ReturnType<typeof readMigrationFiles>
type Applied = { at: number; hash: string }

async function appliedMigrations(db: Database): Promise<Applied[]> {
  const [table] = await db.execute(sql`select to_regclass('drizzle.__drizzle_migrations') is not null as there`)
  if (!table?.there) return []
  const rows = await db.execute(sql`select created_at, hash from drizzle.__drizzle_migrations order by created_at`)
  return rows.map((row) => ({ at: Number(row.created_at), hash: String(row.hash) }))
}

function assertInOrder(known: Known): void {
  known.forEach((migration, index) => {
    const earlier = known[index - 1]
    // Drizzle skips, without a word, whatever is dated before the last migration it applied.
    if (earlier && migration.folderMillis <= earlier.folderMillis)
      throw new MigrationError(
        `Migration number ${index} in db/migrations/meta/_journal.json must have a later "when" than the one before it.`,
      )
  })
}

function assertFits(applied: readonly Applied[], known: Known): void {
  const newest = known.at(-1)?.folderMillis ?? 0
  if (applied.some(({ at }) => at > newest))
    throw new MigrationError(
      'The database is newer than this version of Plimsoll: a later version has already migrated it. ' +
        'Start that version (git pull, npm ci), or restore the backup made before the update.',
    )
  for (const { at, hash } of applied) {
    const migration = known.find(({ folderMillis }) => folderMillis === at)
    if (migration?.hash !== hash)
      throw new MigrationError(
        `The database was built with another text of the migration dated ${new Date(at).toISOString()}: ` +
          'a migration never changes once it was applied. Restore the file, or begin with an empty database.',
      )
  }
}

/** The role may enter; what it may do with each table is written in the migrations themselves. */
async function grantEntry(client: postgres.Sql, role: string): Promise<void> {
  const [row] = await client`select current_database() as name`
  await client`grant connect on database ${client(String(row?.name))} to ${client(role)}`
  await client`grant usage on schema public, drizzle to ${client(role)}`
  await client`grant select on drizzle.__drizzle_migrations to ${client(role)}`
}
