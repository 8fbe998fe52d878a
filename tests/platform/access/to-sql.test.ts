import { sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { describe, expect, test } from 'vitest'
import { ABSENT, type Conditions, defineAbility, PRESENT, type Rules } from '#app/platform/access/ability.ts'
import { accessible } from '#app/platform/access/to-sql.server.ts'
import { createShips, idOf, type Ship, type ShipSubjects, shipColumns, ships } from '#tests/access/ships.ts'
import { testDatabase } from '#tests/support/database.ts'

const { ownerDb: db } = await testDatabase()
await createShips(db)

const sqlOf = (write: (rules: Rules<ShipSubjects>) => void, columns = shipColumns) =>
  accessible(defineAbility<ShipSubjects>(write), 'read', 'Ship', columns)
const textOf = (conditions?: Conditions<Ship>) => {
  const { sql: text, params } = new PgDialect().sqlToQuery(sqlOf((rules) => rules.can('read', 'Ship', conditions)))
  return { text: text.replaceAll('"ships".', '').replaceAll('"', ''), params }
}

describe('each test has one spelling, and none of them is ever null under a negation', () => {
  const at = new Date('2026-03-01T09:00:00Z')
  const list = 'id = any(array(select ship_crew.ship_id from ship_crew where ship_crew.person_id'
  test.each<[string, Conditions<Ship> | undefined, string, unknown[]]>([
    ['no conditions', undefined, '(true)', []],
    ['a value', { ownerId: idOf(1) }, '(owner_id = $1)', [idOf(1)]],
    ['a value that may be missing', { teamId: idOf(1) }, '((team_id = $1 and team_id is not null))', [idOf(1)]],
    ['another value', { teamId: { $ne: idOf(1) } }, '(team_id is distinct from $1)', [idOf(1)]],
    ['absent', { teamId: ABSENT }, '(team_id is null)', []],
    ['present', { teamId: PRESENT }, '(team_id is not null)', []],
    ['one of', { state: { $in: ['a', 'b'] } }, '(state in ($1, $2))', ['a', 'b']],
    ['one of none', { state: { $in: [] } }, '(false)', []],
    ['none of', { flag: { $nin: ['a'] } }, '((flag in ($1)) is not true)', ['a']],
    ['an order', { decks: { $lte: 3 } }, '((decks <= $1 and decks is not null))', [3]],
    ['an instant', { leftAt: { $gt: at } }, '((left_at > $1 and left_at is not null))', [at.toISOString()]],
    ['neither', { $nor: [{ state: 'a' }] }, '(((state = $1)) is not true)', ['a']],
    ['a member', { crewIds: idOf(1) }, `(${list} = $1)))`, [idOf(1)]],
    ['any member', { crewIds: { $in: [idOf(1), idOf(2)] } }, `(${list} in ($1, $2))))`, [idOf(1), idOf(2)]],
    ['no such member', { crewIds: { $ne: idOf(1) } }, `((${list} = $1))) is not true)`, [idOf(1)]],
  ])('%s', async (_, conditions, text, params) => {
    expect(textOf(conditions)).toEqual({ text, params })
    await expect(
      db
        .select()
        .from(ships)
        .where(sqlOf((rules) => rules.can('read', 'Ship', conditions))),
    ).resolves.toEqual([])
  })
})

test('no rule, no rows', () => {
  expect(new PgDialect().sqlToQuery(sqlOf(() => {})).sql).toBe('false')
  const denied = sqlOf((rules) => rules.cannot('read', 'Ship', { state: 'open' }, 'No.'))
  expect(new PgDialect().sqlToQuery(denied).sql).toBe('false')
})

test('what has no agreed meaning in the database stops the query', () => {
  const ask = (conditions: Conditions<Ship>) => () => sqlOf((rules) => rules.can('read', 'Ship', conditions))
  expect(ask({ berth: 4 } as never)).toThrow('No column is mapped for ‘berth’')
  expect(ask({ toString: 4 } as never)).toThrow()
  expect(ask({ ownerId: idOf(1).replace('8', 'A') })).toThrow('owner_id cannot be compared')
  expect(ask({ decks: '3' as never })).toThrow('decks cannot be compared')
  expect(ask({ decks: 1.5 })).toThrow('decks cannot be compared')
  expect(ask({ flag: { $lt: '2026-01-01' } })).toThrow('flag has no order')
  expect(ask({ crewIds: { $gt: 4 } as never })).toThrow('‘gt’ of a list')
})

test('a page of somebody’s ships is found through the indexes, not by looking at every ship', async () => {
  await db.execute(sql`insert into ships (id, owner_id, state)
    select gen_random_uuid(), gen_random_uuid(), 'open' from generate_series(1, 50000)`)
  await db.execute(sql`insert into ship_crew (ship_id, person_id)
    select id, ${idOf(1)}::uuid from ships order by id limit 20`)
  await db.execute(sql`insert into ship_crew (ship_id, person_id) select id, gen_random_uuid() from ships`)
  await db.execute(
    sql`update ships set owner_id = ${idOf(1)}::uuid where id in (select id from ships order by id desc limit 20)`,
  )
  await db.execute(sql`create index ships_owner_ix on ships (owner_id)`)
  await db.execute(sql`analyze ships`)
  await db.execute(sql`analyze ship_crew`)

  const mine = sqlOf((rules) => {
    rules.can('read', 'Ship', { ownerId: idOf(1) })
    rules.can('read', 'Ship', { crewIds: idOf(1) })
    rules.cannot('read', 'Ship', { state: 'sunk' }, 'It is gone.')
  })
  const plan = await db.execute(sql`explain (analyze, costs off, timing off) select id from ships where ${mine}`)
  const text = plan.map((row) => row['QUERY PLAN']).join('\n')
  expect(text).toContain('BitmapOr')
  expect(text).toContain('InitPlan')
  expect(text).toMatch(/Bitmap Index Scan on ships_pkey/)
  expect(text).toMatch(/Bitmap Index Scan on ships_owner_ix/)
  expect(text).not.toContain('Seq Scan on ships')
  expect(await db.select({ id: ships.id }).from(ships).where(mine)).toHaveLength(40)
})
