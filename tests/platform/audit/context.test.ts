import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { createContext, type Tx } from '#app/domain/ctx.server.ts'
import type { Actor } from '#app/platform/access/actor.ts'
import { verifyAudit } from '#app/platform/audit/verify.server.ts'
import { fail, ok } from '#app/platform/result.ts'
import { people } from '#db/schema/people.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ids } from './world.ts'

const { db } = await testDatabase()
const at = new Date('2026-03-01T09:00:00.123Z')
const ada: Actor = {
  kind: 'person',
  id: ids.reviewer,
  name: 'Ada',
  roles: ['reviewer', 'admin'],
  teamId: ids.safety,
  timeZone: 'UTC',
}
const contextFor = (actor: Actor) => createContext({ db, now: () => at, newId: () => crypto.randomUUID() }, actor)
const ctx = contextFor(ada)

beforeAll(() => createWorld(db))

const rename = (tx: Tx, title: string) => tx.db.update(people).set({ title }).where(eq(people.id, ids.helper))
const titleOf = async () => (await db.select().from(people).where(eq(people.id, ids.helper)))[0]?.title
const changed = { personId: ids.helper, fields: ['title'] }
const last = async () =>
  (
    await db.execute(sql`select * from audit_events where stream = ${`person:${ids.helper}`} order by seq desc limit 1`)
  )[0]

describe('an event', () => {
  test('says what, who, in which role, when and why', async () => {
    await ctx.transaction(async (tx) => {
      await rename(tx, 'Analyst')
      tx.record('person.changed', changed, { reason: 'Moved desks', as: 'admin' })
      return ok(undefined)
    })
    expect(await last()).toMatchObject({
      type: 'person.changed',
      actor_id: ada.id,
      actor_role: 'admin',
      audience: 'record',
      reason: 'Moved desks',
      body: `{"fields":["title"],"personId":"${ids.helper}"}`,
    })
    const [{ same } = {}] = await db.execute(sql`
      select at = ${at.toISOString()}::timestamptz as same from audit_events where reason = 'Moved desks'`)
    expect(same).toBe(true)
  })

  test('carries the actor’s first role unless the command says which, and the system’s own name', async () => {
    const note = async (tx: Tx) => tx.record('person.changed', changed)
    await ctx.transaction(note)
    expect(await last()).toMatchObject({ actor_role: 'reviewer' })
    await contextFor({ ...ada, kind: 'system', id: 'clock' }).transaction(note)
    expect(await last()).toMatchObject({ actor_role: 'system', actor_id: null })
  })

  test('is refused when nobody defined it', async () => {
    const unknown = ctx.transaction(async (tx) => tx.record('toString' as 'person.changed', changed))
    await expect(unknown).rejects.toThrow('is not an event')
  })

  test('cannot be recorded once the transaction is over', async () => {
    let escaped: Tx | undefined
    await ctx.transaction(async (tx) => {
      escaped = tx
    })
    expect(() => escaped?.record('person.changed', changed)).toThrow('after its transaction ended')
  })
})

describe('a transaction', () => {
  test('that ends in a problem leaves nothing behind, and hands the problem on', async () => {
    const before = await last()
    const result = await ctx.transaction(async (tx) => {
      await rename(tx, 'Nobody')
      tx.record('person.changed', changed)
      return fail({ code: 'no', message: 'No.' })
    })
    expect(result).toEqual(fail({ code: 'no', message: 'No.' }))
    expect(await titleOf()).not.toBe('Nobody')
    expect(await last()).toEqual(before)
  })

  test('that throws leaves nothing behind', async () => {
    const broken = ctx.transaction(async (tx) => {
      await rename(tx, 'Nobody')
      tx.record('person.changed', changed)
      throw new Error('broken')
    })
    await expect(broken).rejects.toThrow('broken')
    expect(await titleOf()).not.toBe('Nobody')
  })

  test('that forgot to record is undone', async () => {
    await expect(ctx.transaction((tx) => rename(tx, 'Nobody'))).rejects.toThrow()
    expect(await titleOf()).not.toBe('Nobody')
  })

  test('keeps to its own connection: the context’s would wait for itself when the pool is full', async () => {
    await expect(ctx.transaction(async () => ctx.db.select().from(people))).rejects.toThrow('use tx.db')
    await expect(ctx.transaction(() => ctx.transaction(async () => 1))).rejects.toThrow('use tx.db')
    const [, beside] = await Promise.all([ctx.transaction(async () => 1), ctx.db.select().from(people)])
    expect(beside.length).toBeGreaterThan(0)
  })
})

test('two commands that touch the same records in opposite order do not wait for each other in a ring', async () => {
  const touch = (first: string, second: string) =>
    ctx.transaction(async (tx) => {
      for (const personId of [first, second]) tx.record('person.changed', { personId, fields: ['title'] })
    })
  const { helper, colleague } = ids
  await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 ? touch(helper, colleague) : touch(colleague, helper))))
  expect((await verifyAudit(db)).bad).toEqual([])
})
