import { describe, expect, test } from 'vitest'
import { ABSENT, can, defineAbility, PRESENT, type Rules } from '#app/platform/access/ability.ts'
import { AccessDenied, authorize } from '#app/platform/access/authorize.ts'
import { idOf, type Ship, type ShipSubjects } from '#tests/access/ships.ts'

const ada = idOf(1)
const ben = idOf(2)
const ship: Ship = {
  id: idOf(100),
  ownerId: ada,
  teamId: null,
  state: 'open',
  flag: null,
  decks: null,
  tons: null,
  sealed: null,
  dueOn: null,
  leftAt: null,
  crewIds: [ben],
}
const define = (write: (rules: Rules<ShipSubjects>) => void) => defineAbility<ShipSubjects>(write)
const allows = (conditions: Parameters<Rules<ShipSubjects>['can']>[2], row: Ship = ship) =>
  can(
    define((rules) => rules.can('read', 'Ship', conditions)),
    'read',
    'Ship',
    row,
  )

describe('what no rule allows is denied', () => {
  test('an action or a subject nobody wrote a rule for', () => {
    const ability = define((rules) => rules.can('read', 'Ship'))
    expect(can(ability, 'read', 'Ship', ship)).toBe(true)
    expect(can(ability, 'sail', 'Ship', ship)).toBe(false)
    expect(can(ability, 'manage' as never, 'Ship', ship)).toBe(false)
    expect(can(ability, 'read', 'all' as never, ship as never)).toBe(false)
    expect(can(ability, 'read', 'Harbour' as never, ship as never)).toBe(false)
  })

  test('a question without the row is a mistake, not a yes', () => {
    const ability = define((rules) => rules.can('read', 'Ship', { ownerId: ada }))
    expect(() => can(ability, 'read', 'Ship', 'Ship' as never)).toThrow('needs the row itself')
    expect(() => can(ability, 'read', 'Ship', undefined as never)).toThrow('needs the row itself')
  })

  test('a row read without a fact the rules ask about is a mistake, not a yes', () => {
    const { teamId: _, ...lacking } = ship
    expect(() => allows({ teamId: { $ne: idOf(11) } }, lacking as Ship)).toThrow('lacks ‘teamId’')
  })
})

describe('rules that could mean more than their author thought are refused', () => {
  const lost = undefined as unknown as string
  const none = null as unknown as string
  test.each([
    ['a null from a variable', { teamId: none }],
    ['an undefined from a variable', { teamId: lost }],
    ['a null in a test', { teamId: { $eq: none } }],
    ['a null in a list', { teamId: { $in: [none] } }],
    ['a null deep inside', { $or: [{ state: 'open' }, { $nor: [{ ownerId: lost }] }] }],
    ['no conditions at all', {}],
    ['an empty group', { $or: [] }],
    ['an empty test', { teamId: {} }],
    ['an empty list that opens everything', { ownerId: { $nin: [] } }],
    ['an empty list that opens everything, inside out', { $nor: [{ ownerId: { $in: [] } }] }],
    ['$exists', { teamId: { $exists: true } }],
    ['$not', { teamId: { $not: { $eq: ada } } }],
    ['a regular expression', { state: /open/ }],
    ['$where', { $where: () => true }],
    ['a path', { 'owner.id': ada }],
    ['a list as a value', { crewIds: [ada] }],
    ['an order of texts', { state: { $gt: 'a' } }],
    ['not a number', { decks: Number.NaN }],
  ])('%s', (_, conditions) => {
    expect(() => allows(conditions as never)).toThrow()
  })

  test('a denial may not be emptied either', () => {
    const deny = (conditions: object) => () => define((rules) => rules.cannot('read', 'Ship', conditions, 'No.'))
    expect(deny({ ownerId: { $in: [] } })).toThrow('let everything through')
    expect(deny({ ownerId: { $nin: [] } })).not.toThrow()
  })

  test('there is no ‘manage’ and no ‘all’', () => {
    expect(() => define((rules) => rules.can('manage' as never, 'Ship'))).toThrow('there is no ‘manage’')
    expect(() => define((rules) => rules.can('read', 'all' as never))).toThrow('there is no ‘manage’')
    expect(() => define((rules) => rules.can([], 'Ship'))).toThrow()
  })
})

describe('conditions mean what the database means', () => {
  test('or, and, nor', () => {
    expect(allows({ $or: [{ state: 'draft' }, { ownerId: ada }] })).toBe(true)
    expect(allows({ $and: [{ state: 'draft' }, { ownerId: ada }] })).toBe(false)
    expect(allows({ $nor: [{ state: 'draft' }, { ownerId: ada }] })).toBe(false)
  })

  test('a missing number is not zero', () => {
    expect(allows({ decks: { $lte: 3 } })).toBe(false)
    expect(allows({ decks: { $gte: -3 } })).toBe(false)
    expect(allows({ leftAt: { $lt: new Date() } })).toBe(false)
  })

  test('absence is asked for by name', () => {
    expect(allows({ teamId: ABSENT })).toBe(true)
    expect(allows({ teamId: PRESENT })).toBe(false)
    expect(allows({ teamId: { $ne: idOf(11) } })).toBe(true)
    expect(allows({ teamId: { $nin: [idOf(11)] } })).toBe(true)
  })

  test('two instants are equal when they are the same moment', () => {
    const left = { ...ship, leftAt: new Date('2026-03-01') }
    expect(allows({ leftAt: new Date('2026-03-01') }, left)).toBe(true)
    expect(allows({ leftAt: { $in: [new Date('2026-03-01')] } }, left)).toBe(true)
  })

  test('on a list a test asks for a member', () => {
    expect(allows({ crewIds: ben })).toBe(true)
    expect(allows({ crewIds: ada })).toBe(false)
    expect(allows({ crewIds: { $in: [ada, ben] } })).toBe(true)
    expect(allows({ crewIds: { $ne: ben } })).toBe(false)
    expect(allows({ crewIds: { $in: [] } })).toBe(false)
  })
})

test('a denial wins wherever it stands', () => {
  const before = define((rules) => {
    rules.cannot(['read', 'sail'], 'Ship', { state: 'open' }, 'It is open.')
    rules.can(['read', 'sail'], 'Ship')
  })
  expect(can(before, 'read', 'Ship', ship)).toBe(false)
  expect(can(before, 'read', 'Ship', { ...ship, state: 'draft' })).toBe(true)
})

describe('authorize', () => {
  const ability = define((rules) => {
    rules.can('read', 'Ship', { crewIds: ben })
    rules.can('sink', 'Ship')
    rules.cannot('sink', 'Ship', { state: 'open' }, 'An open ship is not sunk.')
  })
  const denial = (action: 'read' | 'sail' | 'sink', row: Ship | undefined) => {
    try {
      authorize(ability, action, 'Ship', row)
    } catch (error) {
      if (error instanceof AccessDenied) return error
    }
    return undefined
  }

  test('lets pass what is allowed', () => {
    expect(denial('read', ship)).toBeUndefined()
  })

  test('a row that is hidden and one that does not exist look the same', () => {
    const hidden = { ...ship, crewIds: [] }
    expect(denial('sink', hidden)).toMatchObject({ hidden: true, message: 'Not found' })
    expect(denial('sink', undefined)).toMatchObject({ hidden: true, message: 'Not found' })
  })

  test('a reader is told why not', () => {
    expect(denial('sink', ship)).toMatchObject({ hidden: false, message: 'An open ship is not sunk.' })
    expect(denial('sail', ship)).toMatchObject({ hidden: false, message: 'Your role does not allow this here.' })
  })
})

test('the compiler knows subjects, actions, facts and their types', () => {
  define((rules) => {
    // @ts-expect-error no such action
    rules.can('fly', 'Ship')
    // @ts-expect-error no such fact
    expect(() => rules.can('read', 'Ship', { wings: 2 })).not.toThrow()
    // @ts-expect-error decks are numbers
    rules.can('read', 'Ship', { decks: '3' })
    // @ts-expect-error a condition inside a branch is checked like any other
    rules.can('read', 'Ship', { $or: [{ decks: '3' }] })
    // @ts-expect-error a denial says why
    rules.cannot('read', 'Ship', { decks: 3 })
    // @ts-expect-error an ability answers only through can, authorize and accessible
    expect(defineAbility(() => {}).can).toBeUndefined()
  })
})
