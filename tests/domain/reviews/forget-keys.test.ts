import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { forgetUsedKeys } from '#app/domain/reviews/forget-keys.server.ts'
import { withdrawReview } from '#app/domain/reviews/index.server.ts'
import { expectOk } from '#db/seed/stage.ts'
import { verdict } from '#tests/platform/audit/world.ts'
import type { World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { form, peopleAndRubrics } from './record.ts'

const { db, ownerDb } = await testDatabase()
let world: World
beforeAll(async () => {
  world = await peopleAndRubrics(db)
})

const now = () => new Date()
const used = async (age: string) => {
  const key = randomUUID()
  await db.execute(sql`insert into idempotency_keys (person_id, command, key, body_sha256, result, created_at)
    values (${world.personId('maya')}, 'describe-launch', ${key}, 'x', '{}', now() - ${age}::interval)`)
  return key
}
const isKept = async (key: string) => {
  const [row] = await db.execute(sql`select exists (select from idempotency_keys where key = ${key}) as kept`)
  return row?.kept
}

test('keys of forms are forgotten after seven days, and not before', async () => {
  await forgetUsedKeys({ db, now })
  const [fresh, week, old, ancient] = [
    await used('1 minute'),
    await used('6 days 23 hours'),
    await used('7 days 1 hour'),
    await used('400 days'),
  ]
  expect(await forgetUsedKeys({ db, now })).toBe(2)
  expect(await Promise.all([fresh, week, old, ancient].map(isKept))).toEqual([true, true, false, false])
  expect(await forgetUsedKeys({ db, now })).toBe(0)
})

test('the database keeps a young key, whoever wants it gone', async () => {
  const key = await used('6 days')
  const remove = sql`delete from idempotency_keys where key = ${key}`
  expect(await verdict(() => db.execute(remove))).toBe('law_key_kept')
  expect(await verdict(() => ownerDb.execute(remove))).toBe('law_key_kept')
  // A clock that runs wild forgets nothing that is still needed.
  const wild = forgetUsedKeys({ db, now: () => new Date(Date.now() + 30 * 24 * 3_600_000) })
  expect(await verdict(() => wild)).toBe('law_key_kept')
  expect(await isKept(key)).toBe(true)
})

test('a form that was sent before its key was forgotten is refused by what it did', async () => {
  const reviewId = await world.review('triaged')
  const input = { ...form(reviewId), reason: 'Not this year.' }
  expectOk(await withdrawReview(world.asking('maya'), input))
  await ownerDb.transaction(async (tx) => {
    await tx.execute(
      sql`update idempotency_keys set created_at = now() - interval '8 days' where key = ${input.onceKey}`,
    )
  })
  await forgetUsedKeys({ db, now })
  expect(await isKept(input.onceKey)).toBe(false)
  await expect(withdrawReview(world.asking('maya'), input)).rejects.toThrow()
})
