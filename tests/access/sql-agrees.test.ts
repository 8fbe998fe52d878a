import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { ABSENT, type Conditions, can, defineAbility, PRESENT } from '#app/platform/access/ability.ts'
import { accessible } from '#app/platform/access/to-sql.server.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createShips, idOf, type Ship, type ShipSubjects, shipColumns, shipCrew, ships } from './ships.ts'

const { ownerDb: db } = await testDatabase()

// Few values, so that rules and rows meet often.
const pools = {
  ownerId: [1, 2, 3, 4].map(idOf),
  teamId: [11, 12, 13].map(idOf),
  state: ['draft', 'open', 'O’pen', ''],
  flag: ['red', 'Red', 'ähre'],
  decks: [-1, 0, 1, 2, 3],
  tons: [0, 0.1, 0.3, 2.5, 1e6],
  sealed: [true, false],
  dueOn: ['2026-02-28', '2026-03-01', '2028-02-29'],
  leftAt: ['2026-03-29T00:59:59.999Z', '2026-03-29T01:00:00.000Z', '2026-10-25T01:30:00.000Z'].map(
    (at) => new Date(at),
  ),
}
type Field = keyof typeof pools
const fields = Object.keys(pools) as Field[]

/** Records as people write them; fast-check's own may have no prototype. */
const plain = (arbitraries: Record<string, fc.Arbitrary<unknown>>) => fc.record(arbitraries, { noNullPrototype: true })
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 3, nil: null })
const from = (field: Field) => fc.constantFrom(...(pools[field] as (string | number | boolean | Date)[]))

const rows = fc.array(
  fc.record({
    ownerId: from('ownerId'),
    teamId: maybe(from('teamId')),
    state: from('state'),
    flag: maybe(from('flag')),
    decks: maybe(from('decks')),
    tons: maybe(from('tons')),
    sealed: maybe(from('sealed')),
    dueOn: maybe(from('dueOn')),
    leftAt: maybe(from('leftAt')),
    crewIds: fc.subarray(pools.ownerId),
  }),
  { minLength: 300, maxLength: 300 },
)

const list = (values: fc.Arbitrary<unknown>) => fc.array(values, { maxLength: 3 })
const ordered: Field[] = ['decks', 'tons', 'dueOn', 'leftAt']

const testOf = (field: Field) => {
  const value = from(field)
  const tests: fc.Arbitrary<unknown>[] = [
    value,
    plain({ $eq: value }),
    plain({ $ne: value }),
    plain({ $in: list(value) }),
    plain({ $nin: list(value) }),
    fc.constantFrom(ABSENT, PRESENT),
  ]
  if (ordered.includes(field)) {
    tests.push(plain({ $lt: value }), plain({ $lte: value }), plain({ $gt: value, $ne: value }))
    tests.push(plain({ $gte: value, $lt: value }))
  }
  return fc.oneof(...tests)
}
const crewTest = fc.oneof(
  from('ownerId'),
  plain({ $ne: from('ownerId') }),
  plain({ $in: list(from('ownerId')) }),
  plain({ $nin: list(from('ownerId')) }),
)

const { conditions } = fc.letrec<{ conditions: object }>((tie) => {
  const branches = fc.array(tie('conditions'), { minLength: 1, maxLength: 3 })
  const tests = { ...Object.fromEntries(fields.map((field) => [field, testOf(field)])), crewIds: crewTest }
  const few = fc
    .subarray(Object.keys(tests) as (keyof typeof tests)[], { minLength: 1, maxLength: 2 })
    .chain((keys) => plain(Object.fromEntries(keys.map((key) => [key, tests[key] as fc.Arbitrary<unknown>]))))
  return {
    conditions: fc.oneof(
      { maxDepth: 3 },
      few,
      plain({ $or: branches }),
      plain({ $and: branches }),
      plain({ $nor: branches }),
      plain({ $or: branches, $nor: branches, state: from('state') }),
    ),
  }
})

const rule = fc.record({ inverted: fc.boolean(), conditions: fc.option(conditions, { freq: 12, nil: undefined }) })
const ruleSet = fc.array(rule, { minLength: 1, maxLength: 5 })

let fleet: Ship[] = []

beforeAll(async () => {
  await createShips(db)
  fleet = fc.sample(rows, { seed: 1876, numRuns: 1 })[0]?.map((row, n) => ({ ...row, id: idOf(1000 + n) })) as Ship[]
  await db.insert(ships).values(fleet)
  await db
    .insert(shipCrew)
    .values(fleet.flatMap(({ id, crewIds }) => crewIds.map((personId) => ({ shipId: id, personId }))))
})

test('for any set of rules, the rows the database finds are the rows the code allows', async () => {
  let judged = 0
  let allowed = 0
  await fc.assert(
    fc.asyncProperty(ruleSet, async (rules) => {
      const ability = abilityOf(rules)
      fc.pre(ability !== undefined)
      const condition = accessible(ability, 'read', 'Ship', shipColumns)
      const found = await db.select({ id: ships.id, yes: sql<boolean | null>`${condition}` }).from(ships)
      const verdicts = new Map(found.map(({ id, yes }) => [id, yes]))
      for (const ship of fleet) {
        const expected = can(ability, 'read', 'Ship', ship)
        judged += 1
        allowed += Number(expected)
        // A null would turn a denial upside down somewhere else, so it is a failure even where WHERE forgives it.
        if (verdicts.get(ship.id) !== expected) {
          throw new Error(`code says ${expected}, database says ${verdicts.get(ship.id)} for ${JSON.stringify(ship)}`)
        }
      }
    }),
    { numRuns: 400, verbose: 1 },
  )
  expect(judged).toBe(400 * 300)
  // Rules that always or never match would prove nothing.
  expect(allowed / judged).toBeGreaterThan(0.1)
  expect(allowed / judged).toBeLessThan(0.9)
})

/** Undefined when the rules are of a kind that is refused, such as an empty list that would open everything. */
function abilityOf(rules: { inverted: boolean; conditions: object | undefined }[]) {
  try {
    return defineAbility<ShipSubjects>((write) => {
      for (const { inverted, conditions } of rules) {
        const asked = conditions as Conditions<Ship> | undefined
        if (inverted) write.cannot('read', 'Ship', asked ?? { state: 'open' }, 'No.')
        else write.can('read', 'Ship', asked)
      }
    })
  } catch (error) {
    if (error instanceof Error && error.message.includes('an empty list here')) return undefined
    throw error
  }
}
