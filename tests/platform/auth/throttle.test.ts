import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { createThrottle, networkOf } from '#app/platform/auth/throttle.server.ts'
import { testDatabase } from '#tests/support/database.ts'

const { db } = await testDatabase()
const throttle = createThrottle(db, 'a secret for this test that is long enough')
const start = Date.parse('2026-03-01T09:00:00Z')
const after = (seconds: number) => new Date(start + seconds * 1000)
const ada = { email: 'ada@example.org', address: '192.0.2.1' }

beforeEach(async () => {
  await db.execute(sql`delete from sign_in_failures`)
})

test('ten wrong tries are free; then each wait is twice as long, up to a quarter of an hour', async () => {
  for (let i = 0; i < 10; i++) expect(await throttle.begin(ada, after(i))).toHaveProperty('rows')
  const waits: number[] = []
  let now = after(9)
  for (let i = 0; i < 8; i++) {
    const refused = await throttle.begin(ada, new Date(now.getTime() + 1))
    if (!('waitUntil' in refused)) throw new Error('let through')
    waits.push((refused.waitUntil.getTime() - now.getTime()) / 1000)
    now = refused.waitUntil
    expect(await throttle.begin(ada, now)).toHaveProperty('rows')
  }
  expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900, 900])
})

test('asking while one has to wait does not make the wait longer', async () => {
  for (let i = 0; i < 10; i++) await throttle.begin(ada, after(0))
  for (let i = 0; i < 50; i++) expect(await throttle.begin(ada, after(1))).toEqual({ waitUntil: after(30) })
  expect(await throttle.begin(ada, after(30))).toHaveProperty('rows')
})

test('capital letters do not open a second account to guess on', async () => {
  for (let i = 0; i < 10; i++) await throttle.begin(ada, after(0))
  expect(await throttle.begin({ ...ada, email: 'ADA@Example.org' }, after(1))).toHaveProperty('waitUntil')
})

test('a hundred guesses sent at once are a hundred failures: ten are tried', async () => {
  const answers = await Promise.all(Array.from({ length: 100 }, () => throttle.begin(ada, after(0))))
  expect(answers.filter((answer) => 'rows' in answer)).toHaveLength(10)
})

test('one address may fail a hundred times in a quarter of an hour, over all accounts', async () => {
  const guess = (i: number, seconds: number) =>
    throttle.begin({ email: `person-${i}@example.org`, address: ada.address }, after(seconds))
  for (let i = 0; i < 100; i++) expect(await guess(i, i)).toHaveProperty('rows')
  expect(await guess(100, 101)).toEqual({ waitUntil: after(15 * 60) })
  expect(await throttle.begin({ ...ada, address: '192.0.2.2' }, after(101))).toHaveProperty('rows')
  expect(await guess(100, 15 * 60)).toHaveProperty('rows')
})

test('the right password clears the slate of the account', async () => {
  let last: Awaited<ReturnType<typeof throttle.begin>> | undefined
  for (let i = 0; i < 10; i++) last = await throttle.begin(ada, after(0))
  if (!last || 'waitUntil' in last) throw new Error('had to wait')
  await throttle.succeed(last, after(1))
  for (let i = 0; i < 10; i++) expect(await throttle.begin(ada, after(2))).toHaveProperty('rows')
})

test('neither addresses nor e-mail addresses are stored', async () => {
  await throttle.begin(ada, after(0))
  const rows = await db.execute(sql`select * from sign_in_failures`)
  expect(rows).toHaveLength(2)
  expect(JSON.stringify(rows)).not.toMatch(/ada|example|192/)
})

test.each([
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['192.0.2.7', '192.0.2.7'],
])('%s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
