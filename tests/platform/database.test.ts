import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { assertModestRole } from '#app/platform/app-role.server.ts'
import { databaseCode, isDatabaseBusy } from '#app/platform/database.server.ts'
import { testDatabase } from '#tests/support/database.ts'

const { db, ownerDb } = await testDatabase()

test('the portal runs under a role that owns nothing', async () => {
  const [row] = await db.execute(sql`select current_user as name`)
  expect(row?.name).toBe('plimsoll_app')
  await expect(assertModestRole(db)).resolves.toBeUndefined()
})

test('the owner of the tables is refused as the running role, in words that say what to write', async () => {
  await expect(assertModestRole(ownerDb)).rejects.toThrow(/owns the tables.*another account/)
})

test('the role cannot create tables', async () => {
  const error = await db.execute(sql`create table loot (id int)`).then(
    () => undefined,
    (e: unknown) => e,
  )
  expect(databaseCode(error)).toBe('42501')
})

test('limits turn a stuck statement into an error', async () => {
  const shown = await db.execute(sql`
    select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
      current_setting('idle_in_transaction_session_timeout') as idle, current_setting('TimeZone') as zone`)
  expect(shown[0]).toEqual({ statement: '5s', lock: '2s', idle: '15s', zone: 'UTC' })
  const error = await db
    .transaction(async (tx) => {
      await tx.execute(sql`set local statement_timeout = 20`)
      await tx.execute(sql`select pg_sleep(1)`)
    })
    .then(
      () => undefined,
      (e: unknown) => e,
    )
  expect(isDatabaseBusy(error)).toBe(true)
})
