import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { TxDatabase } from '#app/domain/ctx.server.ts'
import { verifyAudit } from '#app/platform/audit/verify.server.ts'
import { testDatabase } from '#tests/support/database.ts'
import { noteEvents } from './world.ts'

const { ownerDb } = await testDatabase()
const STREAMS = 12
const LENGTH = 15

beforeAll(async () => {
  for (let n = 0; n < LENGTH; n++) {
    await noteEvents(
      ownerDb,
      Array.from({ length: STREAMS }, (_, stream) => `record:${stream}`),
    )
  }
})

type Tamper = { kind: string; stream: string; seq: number; column: string }

/** What somebody with the owner's password could do to one chain, short of rewriting it to its head. */
const TAMPERS: Record<string, (tx: TxDatabase, tamper: Tamper) => Promise<unknown>> = {
  edit: (tx, { stream, seq, column }) => {
    const forged: Record<string, ReturnType<typeof sql>> = {
      at: sql`at + interval '1 microsecond'`,
      actor_id: sql`coalesce(actor_id, '00000000-0000-7000-8000-000000000666')`,
      reason: sql`coalesce(reason, '') || ' '`,
      audience: sql`case audience when 'record' then 'assessment' else 'record' end`,
    }
    const value = forged[column] ?? sql`${sql.identifier(column)} || 'x'`
    return tx.execute(
      sql`update audit_events set ${sql.identifier(column)} = ${value} where stream = ${stream} and seq = ${seq}`,
    )
  },
  remove: (tx, { stream, seq }) => tx.execute(sql`delete from audit_events where stream = ${stream} and seq = ${seq}`),
  'cut the end off': (tx, { stream, seq }) =>
    tx.execute(sql`delete from audit_events where stream = ${stream} and seq >= ${seq}`),
  exchange: async (tx, { stream, seq }) => {
    const next = (seq % LENGTH) + 1
    const number = (from: number, to: number) =>
      tx.execute(sql`update audit_events set seq = ${to} where stream = ${stream} and seq = ${from}`)
    await number(seq, -1)
    await number(next, seq)
    await number(-1, next)
  },
  'slip in': (tx, { stream, seq }) =>
    tx.execute(sql`insert into audit_events (stream, seq, at, type, actor_role, audience, body, prev, hash)
      select stream, ${LENGTH} + 1, at, type, actor_role, audience, body, hash, encode(sha256('x'), 'hex')
      from audit_events where stream = ${stream} and seq = ${seq}`),
  'move to another record': (tx, { stream, seq }) =>
    tx.execute(sql`update audit_events set stream = stream || ':elsewhere' where stream = ${stream} and seq = ${seq}`),
  'wind the head back': (tx, { stream, seq }) =>
    tx.execute(sql`update audit_heads set seq = ${seq} - 1 where stream = ${stream}`),
  'drop the head': (tx, { stream }) => tx.execute(sql`delete from audit_heads where stream = ${stream}`),
}

const columns = ['at', 'type', 'actor_id', 'actor_role', 'audience', 'reason', 'body', 'prev', 'hash']
const tampers: fc.Arbitrary<Tamper> = fc.record({
  kind: fc.constantFrom(...Object.keys(TAMPERS)),
  stream: fc.integer({ min: 0, max: STREAMS - 1 }).map((n) => `record:${n}`),
  seq: fc.integer({ min: 1, max: LENGTH }),
  column: fc.constantFrom(...columns),
})

test('whatever the owner does, with the law switched off, to one entry is found, in the right record', async () => {
  expect(await verifyAudit(ownerDb)).toEqual({ streams: STREAMS, events: STREAMS * LENGTH, bad: [] })
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(tampers, async (tamper) => {
      seen.add(tamper.kind)
      const bad = await faultsAfter(tamper)
      if (!bad.some(({ stream }) => stream === tamper.stream)) throw new Error(`not found; only ${JSON.stringify(bad)}`)
    }),
    { numRuns: 200 },
  )
  expect([...seen].sort()).toEqual(Object.keys(TAMPERS).sort())
  expect((await verifyAudit(ownerDb)).bad).toEqual([])
})

/** Tampers, verifies, and undoes it again. */
async function faultsAfter(tamper: Tamper) {
  let bad: Awaited<ReturnType<typeof verifyAudit>>['bad'] = []
  await ownerDb
    .transaction(async (tx) => {
      await tx.execute(sql`alter table audit_events disable trigger user`)
      await tx.execute(sql`alter table audit_heads disable trigger user`)
      await TAMPERS[tamper.kind]?.(tx, tamper)
      bad = (await verifyAudit(tx)).bad
      tx.rollback()
    })
    .catch((error: Error) => {
      if (error.message !== 'Rollback') throw error
    })
  return bad
}
