import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, expect, inject, test } from 'vitest'
import { openDatabase } from '#app/platform/database.server.ts'
import { MIGRATIONS, migrate, migrationStatus } from '#app/platform/migrate.server.ts'
import { inDatabase } from '#tests/support/cluster.ts'
import { temporaryFolder } from '#tests/support/folders.ts'

const { ownerUrl: server, prefix } = inject('cluster')
const admin = postgres(server, { max: 1, onnotice: () => {} })
const made: string[] = []

afterAll(async () => {
  for (const name of made) await admin.unsafe(`drop database if exists ${name} with (force)`)
  await admin.end()
})

async function emptyDatabase(): Promise<string> {
  const name = `${prefix}migrate_${process.pid}_${made.length}`
  made.push(name)
  await admin.unsafe(`create database ${name}`)
  return inDatabase(server, name)
}

const journal = JSON.parse(readFileSync(join(MIGRATIONS, 'meta/_journal.json'), 'utf8')) as {
  entries: { when: number }[]
}

test('four replicas that start at once migrate one database once', async () => {
  const ownerUrl = await emptyDatabase()
  const results = await Promise.all([1, 2, 3, 4].map(() => migrate({ ownerUrl, role: 'plimsoll_app' })))
  expect(results.map(({ applied }) => applied).sort((a, b) => a - b)).toEqual([0, 0, 0, journal.entries.length])
})

test('databases of one cluster may make the same new role at once', async () => {
  const role = `plimsoll_race_${process.pid}`
  const urls = await Promise.all([emptyDatabase(), emptyDatabase(), emptyDatabase(), emptyDatabase()])
  // The tables' rights are written for plimsoll_app; here only the making of a role is raced.
  await expect(Promise.all(urls.map((ownerUrl) => migrate({ ownerUrl, role })))).resolves.toHaveLength(4)
  const { db, close } = openDatabase(urls[0] ?? '', { role, max: 1 })
  expect((await db.execute(sql`select current_user as name`))[0]?.name).toBe(role)
  await close()
  for (const url of urls) await admin.unsafe(`drop database ${new URL(url).pathname.slice(1)} with (force)`)
  await admin.unsafe(`drop role ${role}`)
})

test('an owner who may not create roles migrates, once an administrator has made the role', async () => {
  const owner = `plimsoll_owner_${process.pid}`
  const ownerUrl = new URL(await emptyDatabase())
  await admin.unsafe(`create role ${owner} login password 'for-this-test'`)
  await admin.unsafe(`grant ${owner} to current_user`)
  await admin.unsafe(`alter database ${ownerUrl.pathname.slice(1)} owner to ${owner}`)
  await admin.unsafe(`grant plimsoll_app to ${owner}`)
  ownerUrl.username = owner
  ownerUrl.password = 'for-this-test'
  const { applied } = await migrate({ ownerUrl: ownerUrl.href, role: 'plimsoll_app' })
  expect(applied).toBe(journal.entries.length)
  await admin.unsafe(`drop database ${ownerUrl.pathname.slice(1)} with (force)`)
  await admin.unsafe(`drop role ${owner}`)
})

test('readiness knows pending migrations, as the role the portal runs under', async () => {
  const ownerUrl = await emptyDatabase()
  await migrate({ ownerUrl, role: 'plimsoll_app' })
  const { db, close } = openDatabase(ownerUrl, { role: 'plimsoll_app', max: 1 })
  expect(await migrationStatus(db)).toEqual({ upToDate: true, pending: 0 })
  expect(await migrationStatus(db, withOneMore())).toEqual({ upToDate: false, pending: 1 })
  await close()
})

test('a database that a newer version has migrated is left alone, in words that say what to do', async () => {
  const ownerUrl = await emptyDatabase()
  await migrate({ ownerUrl, role: 'plimsoll_app', folder: withOneMore() })
  await expect(migrate({ ownerUrl, role: 'plimsoll_app' })).rejects.toThrow(
    /newer than this version.*Start that version/,
  )
})

test('a migration whose text changed after it was applied is named', async () => {
  const ownerUrl = await emptyDatabase()
  await migrate({ ownerUrl, role: 'plimsoll_app', folder: withOneMore('select 1;') })
  await expect(migrate({ ownerUrl, role: 'plimsoll_app', folder: withOneMore('select 2;') })).rejects.toThrow(
    /another text/,
  )
})

test('a migration dated before the last one is refused, not silently skipped', async () => {
  const ownerUrl = await emptyDatabase()
  await expect(migrate({ ownerUrl, role: 'plimsoll_app', folder: withOneMore('select 1;', -1) })).rejects.toThrow(
    /later "when"/,
  )
})

function withOneMore(text = 'create table later (id int);', age = 1): string {
  const folder = temporaryFolder()
  cpSync(MIGRATIONS, folder, { recursive: true })
  const last = journal.entries.at(-1)?.when ?? 0
  const entry = { idx: journal.entries.length, version: '7', when: last + age, tag: '9999_later', breakpoints: true }
  writeFileSync(join(folder, '9999_later.sql'), text)
  writeFileSync(
    join(folder, 'meta/_journal.json'),
    JSON.stringify({ ...journal, entries: [...journal.entries, entry] }),
  )
  return folder
}
