import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { isLostConnection, openDatabase } from '#app/platform/database.server.ts'
import { testDatabase } from '#tests/support/database.ts'

const { ownerDb, ownerUrl } = await testDatabase()

describe('a database that drops its connections', () => {
  test('the installed driver holds the guard, in both of its builds', () => {
    for (const build of ['src', 'cjs/src']) {
      const text = readFileSync(`node_modules/postgres/${build}/connection.js`, 'utf8')
      expect(text, 'run npm ci: patches/postgres+3.4.9.patch is not applied').toMatch(
        /function nextWrite\(fn\) \{\s+if \(socket === null\)/,
      )
      expect(text).toContain('chunk = nextWriteTimer = null // bytes for the old socket')
    }
  })

  test('costs requests, never the process, and every statement gets an answer', { timeout: 60_000 }, async () => {
    const { db, close } = openDatabase(ownerUrl, { max: 6, role: 'plimsoll_app', applicationName: 'under fire' })
    let answered = 0
    let lost = 0
    const strange: unknown[] = []
    const count = (error: unknown) => (isLostConnection(error) ? lost++ : strange.push(error))
    let running = true
    const reader = async () => {
      while (running)
        await db.execute(sql`select ${'x'.repeat(3000)}::text, pg_sleep(0.001)`).then(() => answered++, count)
    }
    const writer = async () => {
      while (running)
        await db
          .transaction(async (tx) => {
            await tx.execute(sql`select pg_sleep(0.002)`)
            await Promise.all([tx.execute(sql`select 1`), tx.execute(sql`select ${'y'.repeat(2000)}::text`)])
          })
          .then(() => answered++, count)
    }
    const work = [...Array.from({ length: 6 }, reader), ...Array.from({ length: 6 }, writer)]
    // At least forty times, and on until enough got through in between, however busy the machine is.
    for (let round = 0; round < 40 || (answered <= 100 && round < 800); round++) {
      await new Promise((resolve) => setTimeout(resolve, 40))
      await ownerDb.execute(
        sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'under fire'`,
      )
    }
    running = false
    await Promise.all(work)
    expect(strange).toEqual([])
    expect(lost).toBeGreaterThan(40)
    expect(answered).toBeGreaterThan(100)
    const [row] = await db.execute(sql`select current_user as name`)
    expect(row?.name).toBe('plimsoll_app')
    await close()
  })
})
