import { type SQL, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { verifyAudit } from '#app/platform/audit/verify.server.ts'
import { testDatabase } from '#tests/support/database.ts'
import { noteEvents, verdict } from './world.ts'

const { db, ownerDb } = await testDatabase()

test('entries of a stream are numbered and linked, streams are apart', async () => {
  await noteEvents(db, ['a', 'a', 'b'])
  await noteEvents(db, ['a'])
  const rows = await db.execute(sql`select stream, seq::int, prev, hash from audit_events order by stream, seq`)
  expect(rows.map(({ stream, seq }) => `${stream}${seq}`)).toEqual(['a1', 'a2', 'a3', 'b1'])
  expect(rows[0]?.prev).toBe('')
  expect(rows[1]?.prev).toBe(rows[0]?.hash)
  expect(rows[2]?.prev).toBe(rows[1]?.hash)
  expect(rows[3]?.prev).toBe('')
  expect(await verifyAudit(db)).toEqual({ streams: 2, events: 4, bad: [] })
})

test('a hash covers known bytes: anybody can recompute it from the documented text', async () => {
  await db.execute(sql`insert into audit_events (stream, at, type, actor_id, actor_role, audience, reason, body) values
    ('review:1', '2026-03-01T09:00:00.123456Z', 'review.submitted', null, 'submitter', 'record', 'größer', '{"a":1}')`)
  const [row] = await db.execute(sql`select hash from audit_events where stream = 'review:1'`)
  const text =
    '1:1' +
    '8:review:1' +
    '1:1' +
    '16:1772355600123456' +
    '16:review.submitted' +
    '-' +
    '9:submitter' +
    '6:record' +
    '8:größer' +
    '7:{"a":1}' +
    '0:'
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  expect(row?.hash).toBe(Buffer.from(digest).toString('hex'))
})

test('many writers of the same few streams leave whole chains and never wait for each other in a ring', async () => {
  const streams = ['busy:1', 'busy:2', 'busy:3', 'busy:4']
  await Promise.all(
    Array.from({ length: 60 }, (_, n) => noteEvents(db, [streams[n % 4] ?? '', streams[(n * 7 + 1) % 4] ?? ''])),
  )
  const [{ events } = {}] = await db.execute(
    sql`select count(*)::int as events from audit_events where stream like 'busy:%'`,
  )
  expect(events).toBe(120)
  expect((await verifyAudit(db)).bad).toEqual([])
})

describe('the log is written once', () => {
  const attempt = (as: typeof db, statement: SQL) => verdict(() => as.execute(statement))

  test('the portal may not choose numbers, hashes or the transaction', async () => {
    for (const column of ['seq', 'hash', 'prev', 'tx', 'hash_version']) {
      const forged = sql`insert into audit_events (stream, at, type, actor_role, audience, body, ${sql.identifier(column)})
        values ('f', now(), 't', 'r', 'record', '{}', '1')`
      expect(await attempt(db, forged), column).toBe('42501')
    }
  })

  test('nor may the owner of the tables', async () => {
    const forged = sql`insert into audit_events (stream, at, type, actor_role, audience, body, seq, hash, prev)
      values ('f', now(), 't', 'r', 'record', '{}', 1, 'x', '')`
    expect(await attempt(ownerDb, forged)).toBe('law_chain')
  })

  test.each([
    'update audit_events set body = body',
    'delete from audit_events',
    'truncate audit_events',
    'delete from audit_heads',
    'truncate audit_heads',
  ])('%s', async (statement) => {
    expect(await attempt(ownerDb, sql.raw(statement))).toBe('law_append_only')
    expect(await attempt(db, sql.raw(statement))).toBe('42501')
  })

  test('the portal may not touch the heads at all, only look', async () => {
    expect(await attempt(db, sql`update audit_heads set seq = 0`)).toBe('42501')
    expect(await attempt(db, sql`insert into audit_heads values ('f', 1, 'x')`)).toBe('42501')
    expect(await attempt(db, sql`select * from audit_heads`)).toBe('passed')
  })
})
