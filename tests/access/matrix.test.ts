import { inArray, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Ctx, createContext } from '#app/domain/ctx.server.ts'
import { disablePerson, grantRole, loadActor, revokeRole } from '#app/domain/people/index.server.ts'
import { ROLES, type Role } from '#app/domain/people/index.ts'
import { abilityFor } from '#app/domain/policies.ts'
import { reviewColumns } from '#app/domain/reviews/columns.server.ts'
import { describeLaunch } from '#app/domain/reviews/index.server.ts'
import { REVIEW_ACTIONS, type ReviewAction, type ReviewRow } from '#app/domain/reviews/policy.ts'
import { peopleOf } from '#app/domain/reviews/records.server.ts'
import type { DraftState } from '#app/domain/rubric-versions/draft.ts'
import { can } from '#app/platform/access/ability.ts'
import { accessible } from '#app/platform/access/to-sql.server.ts'
import type { Database } from '#app/platform/database.server.ts'
import { people } from '#db/schema/people.ts'
import { reviews } from '#db/schema/reviews.ts'
import { peopleAndRubrics } from '#tests/domain/reviews/record.ts'
import type { World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { COMMANDS, letThrough } from './commands.ts'
import { expectDocument } from './document.ts'
import {
  CASES,
  type Case,
  nameOf,
  type Relation,
  ROLE_SETS,
  relations,
  reviewsOfEachCase,
  standing,
} from './principals.ts'
import { routePermissions } from './route-permissions.ts'
import { draftsOfEachState, RUBRIC_HEAD, rubricSection } from './rubric-rights.ts'

const { db } = await testDatabase()
let world: World
let byCase: Map<Case, string>
let drafts: Map<DraftState, string>
const rows = new Map<Case, ReviewRow>()
const wrong: string[] = []
let cells = 0

beforeAll(async () => {
  world = await peopleAndRubrics(db)
  byCase = await reviewsOfEachCase(world, db)
  drafts = await draftsOfEachState(world)
  for (const [state, id] of byCase) {
    const [row] = await db.select().from(reviews).where(sql`${reviews.id} = ${id}`)
    if (row) rows.set(state, { ...row, ...(await peopleOf(world.asking('grace'), id)) })
  }
}, 120_000)

const STATES: Readonly<Record<Case, string>> = {
  ...{
    draft: 'draft',
    triaged: 'triag',
    in_review: 'inrev',
    taken: 'taken',
    changes_requested: 'chang',
    scored: 'score',
  },
  ...{ escalated: 'escal', decided: 'decid', logged: 'loggd', withdrawn: 'withd' },
}

/** May somebody with these roles who stands so do this, in each state? Code and database must say the same. */
async function reviewRow(ctx: Ctx, action: ReviewAction, who: string): Promise<boolean[]> {
  const found = await db
    .select({ id: reviews.id })
    .from(reviews)
    .where(
      sql`${inArray(reviews.id, [...byCase.values()])} and ${accessible(ctx.ability, action, 'Review', reviewColumns)}`,
    )
  const inSql = new Set(found.map(({ id }) => id))
  return CASES.map((state) => {
    const row = rows.get(state)
    const coded = row !== undefined && can(ctx.ability, action, 'Review', row)
    cells++
    if (coded !== inSql.has(byCase.get(state) ?? ''))
      wrong.push(`${who} · ${action} · ${state}: code ${coded}, database ${!coded}`)
    return coded
  })
}

async function tableOf(roles: readonly Role[], relation: Relation): Promise<string[]> {
  const ctx = standing(world, relation, roles)
  const lines: string[] = []
  for (const action of REVIEW_ACTIONS) {
    const allowed = await reviewRow(ctx, action, `${nameOf(roles)}, ${relation}`)
    if (allowed.some(Boolean))
      lines.push(`    ${action.padEnd(20)}${allowed.map((yes) => (yes ? 'yes  ' : '·    ')).join(' ')}`.trimEnd())
  }
  return lines.length > 0 ? lines : ['    nothing']
}

/** Relations under which the same is allowed stand together. */
async function reviewSection(roles: readonly Role[]): Promise<string[]> {
  const tables = new Map<string, string[]>()
  for (const relation of relations) {
    const table = (await tableOf(roles, relation)).join('\n')
    tables.set(table, [...(tables.get(table) ?? []), relation])
  }
  return [...tables].flatMap(([table, whose]) => [
    `  ${whose.length === relations.length ? 'whoever they are' : whose.join(' · ')}`,
    table,
  ])
}

const PERSON = { id: people.id, teamId: people.teamId, disabledAt: people.disabledAt }
const AT = new Date('2026-11-23T09:00:00Z')

async function peopleSection(roles: readonly Role[]): Promise<string[]> {
  const { actor, ability } = standing(world, 'of another team', roles)
  const some = { teamId: world.teams.get('live') ?? '', id: world.personId('bruno') }
  const says = (yes: boolean) => (yes ? 'yes' : '·')
  const about = (['read', 'add', 'change', 'disable'] as const).map(
    (action) =>
      `${action} ${says(can(ability, action, 'Person', { ...some, disabledAt: null }))}/${says(can(ability, action, 'Person', { ...some, disabledAt: AT }))}`,
  )
  const listed = await db
    .select({ id: people.id })
    .from(people)
    .where(accessible(ability, 'read', 'Person', PERSON))
  const everybody = await db.select().from(people)
  const allowed = everybody.filter((person) => can(ability, 'read', 'Person', person))
  if (listed.length !== allowed.length)
    wrong.push(`${nameOf(roles)} · people: code ${allowed.length}, database ${listed.length}`)
  const grants = (['read', 'grant', 'revoke'] as const).map((action) => {
    const on = (personId: string, role: Role) => says(can(ability, action, 'RoleGrant', { personId, role }))
    return `${action} ${on(some.id, 'reviewer')}/${on(some.id, 'lead')}/${on(some.id, 'auditor')}/${on(actor.id, 'reviewer')}`
  })
  const describe = (['live', 'review'] as const).map((team) =>
    says(
      can(abilityFor({ ...actor, teamId: world.teams.get('live') ?? '' }), 'describe', 'Launch', {
        teamId: world.teams.get(team) ?? '',
      }),
    ),
  )
  return [
    `  people (active/ended): ${about.join('  ')}`,
    `  roles (reviewer/lead/auditor/own): ${grants.join('  ')}`,
    `  describe a launch for one’s own team ${describe[0]}, for another team ${describe[1]}`,
  ]
}

test('who may do what: the document, the code and the database say the same', async () => {
  const text: string[] = [
    'WHO MAY DO WHAT',
    '',
    'Generated by tests/access/matrix.test.ts from the policies and compared with the SQL of every query and the refusal of',
    'every command. What is not written here is denied. To change it: WRITE_DOCUMENTS=1 npx vitest run tests/access',
    '',
    'Nobody signed in, access that has ended, the system: nothing on a review, ever.',
    '',
    'REVIEWS, by role, standing and state',
    '',
    `    ${' '.repeat(20)}${CASES.map((state) => STATES[state]).join(' ')}`,
    '',
  ]
  for (const roles of ROLE_SETS) text.push(nameOf(roles).toUpperCase(), ...(await reviewSection(roles)), '')
  text.push('RUBRIC VERSIONS, by role, author and state', '', RUBRIC_HEAD, '')
  for (const roles of ROLE_SETS)
    text.push(nameOf(roles).toUpperCase(), ...(await rubricSection(db, world, drafts, roles, wrong)), '')
  text.push('PEOPLE, ROLES AND LAUNCHES', '')
  for (const roles of ROLE_SETS) text.push(nameOf(roles).toUpperCase(), ...(await peopleSection(roles)), '')
  text.push('ROUTES, and what their loaders and actions ask for', '', ...routePermissions(), '')
  expect(wrong).toEqual([])
  expect(cells).toBe(ROLE_SETS.length * relations.length * REVIEW_ACTIONS.length * CASES.length)
  expectDocument('matrix.txt', text.join('\n'))
}, 120_000)

test('every role of the product has its rows', () => {
  expect(ROLES).toHaveLength(12)
  for (const role of ROLES)
    expect(
      ROLE_SETS.some((roles) => roles.length === 1 && roles[0] === role),
      role,
    ).toBe(true)
})

const commands = Object.values(COMMANDS).flatMap((named) => Object.keys(named)).length

describe('every command lets through exactly whom the ability does', () => {
  test.each(relations)(
    '%s',
    async (relation) => {
      const different: string[] = []
      let tried = 0
      let denied = 0
      for (const roles of ROLE_SETS) {
        const ctx = standing(world, relation, roles)
        for (const action of REVIEW_ACTIONS) {
          for (const [name, command] of Object.entries(COMMANDS[action])) {
            for (const state of CASES) {
              const row = rows.get(state)
              if (!row) throw new Error(`no review is ${state}`)
              const expected = can(ctx.ability, action, 'Review', row)
              // Everything that is allowed; of what is refused every fourth, which falls on another state each time.
              if (!expected && denied++ % 4 > 0) continue
              tried++
              if ((await letThrough(db, ctx, command, row.id)) !== expected)
                different.push(`${nameOf(roles)} · ${name} · ${state}: the ability says ${expected ? 'yes' : 'no'}`)
            }
          }
        }
      }
      expect(different).toEqual([])
      expect(tried).toBeGreaterThan((ROLE_SETS.length * commands * CASES.length) / 5)
    },
    120_000,
  )
})

test('launches are described by submitters only, and people and roles are handed out by administrators only', async () => {
  const reason = 'For this test only.'
  const personId = world.personId('bruno')
  for (const roles of ROLE_SETS) {
    const ctx = standing(world, 'of another team', roles)
    const launch = {
      title: 'x',
      summary: 'x',
      launchOn: '2027-01-01',
      markets: ['Global' as const],
      onceKey: crypto.randomUUID(),
    }
    const through = (command: (ctx: Ctx) => Promise<unknown>) => letThrough(db, ctx, command, '')
    const admin = roles.includes('admin')
    expect(await through((one) => describeLaunch(one, launch)), nameOf(roles)).toBe(roles.includes('submitter'))
    expect(await through((one) => grantRole(one, { personId, role: 'reviewer', reason })), nameOf(roles)).toBe(admin)
    expect(await through((one) => grantRole(one, { personId, role: 'lead', reason })), nameOf(roles)).toBe(false)
    expect(
      await through((one) => grantRole(one, { personId: one.actor.id, role: 'reviewer', reason })),
      nameOf(roles),
    ).toBe(false)
    expect(await through((one) => revokeRole(one, { personId, role: 'partnerships', reason })), nameOf(roles)).toBe(
      admin,
    )
    expect(await through((one) => disablePerson(one, { personId, reason })), nameOf(roles)).toBe(admin)
  }
})

test('access that has ended is nobody: there is no actor to ask about', async () => {
  const system = world.asking('nora', undefined, { kind: 'system', id: 'system', roles: [] })
  expect(
    REVIEW_ACTIONS.some((action) => [...rows.values()].some((row) => can(system.ability, action, 'Review', row))),
  ).toBe(false)
  const id = world.personId('yusuf')
  await db.execute(
    sql`insert into "user" (id, name, email, email_verified, created_at, updated_at) values ('yusuf', 'Y', 'y@example.org', true, now(), now())`,
  )
  await db.transaction(async (tx) => {
    await tx.execute(sql`update people set user_id = 'yusuf' where id = ${id}`)
    await tx.execute(
      sql`insert into audit_events (stream, at, type, actor_role, audience, body) values (${`person:${id}`}, now(), 't', 'r', 'record', '{}')`,
    )
  })
  expect((await loadActor(db, 'yusuf'))?.id).toBe(id)
  await disablePerson(createContext({ db: db as Database, newId: crypto.randomUUID, now: () => AT }, system.actor), {
    personId: id,
    reason: 'Left.',
  })
  expect(await loadActor(db, 'yusuf')).toBeNull()
  expect(await loadActor(db, 'nobody')).toBeNull()
})
