import postgres from 'postgres'
import { afterAll, inject } from 'vitest'
import { type Database, openDatabase } from '#app/platform/database.server.ts'
import { inDatabase } from './cluster.ts'

export type TestDatabase = {
  /** As the portal runs: the role that owns nothing. */
  db: Database
  /** As the owner of the tables: to prepare what the portal may not do. */
  ownerDb: Database
  /** The owner's address of this database. */
  ownerUrl: string
  close: () => Promise<void>
}

let shared: Promise<TestDatabase> | undefined

/** This test file's own database, cloned from the migrated template at the first call. Call it at the top of the file. */
export function testDatabase(): Promise<TestDatabase> {
  shared ??= freshDatabase()
  return shared
}

let count = 0

/** Another fresh clone; dropped when the test file ends. Call it at the top of the file or inside a `describe`. */
export async function freshDatabase(): Promise<TestDatabase> {
  const created = await cloneDatabase()
  afterAll(created.close)
  return created
}

/** A clone that the caller closes: for use inside a single test. */
export async function cloneDatabase(options: { from?: string } = {}): Promise<TestDatabase> {
  const { ownerUrl: serverUrl, template, prefix } = inject('cluster')
  const name = `${prefix}${process.env.VITEST_POOL_ID ?? 0}_${process.pid}_${Date.now().toString(36)}_${++count}`
  const source = options.from ?? template
  await asOwner(serverUrl, `create database ${name} template ${source} strategy wal_log`)
  const ownerUrl = inDatabase(serverUrl, name)
  const app = openDatabase(ownerUrl, { max: 4, role: 'plimsoll_app', applicationName: 'plimsoll test' })
  const owner = openDatabase(ownerUrl, { max: 2, applicationName: 'plimsoll test owner' })
  return {
    db: app.db,
    ownerDb: owner.db,
    ownerUrl,
    close: async () => {
      await Promise.all([app.close(1), owner.close(1)])
      await asOwner(serverUrl, `drop database if exists ${name} with (force)`)
    },
  }
}

async function asOwner(url: string, statement: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql.unsafe(statement)
  } finally {
    await sql.end({ timeout: 2 })
  }
}
