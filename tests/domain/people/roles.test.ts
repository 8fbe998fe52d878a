import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createContext } from '#app/domain/ctx.server.ts'
import {
  disablePerson,
  grantRole,
  LIST_LIMIT,
  loadActor,
  namesOf,
  revokeRole,
  searchPeople,
} from '#app/domain/people/index.server.ts'
import type { Role } from '#app/domain/people/people.ts'
import { openPortal } from '#tests/platform/auth/portal.ts'
import { testDatabase } from '#tests/support/database.ts'

const { db } = await testDatabase()
const portal = await openPortal(db)
const reason = 'For this test only'

const actorOf = async (id: string) => {
  const [row] = await db.execute(sql`select user_id from people where id = ${id}`)
  return loadActor(db, String(row?.user_id))
}
const as = async (id: string) => {
  const actor = await actorOf(id)
  if (!actor) throw new Error('nobody')
  return createContext(portal.services, actor)
}
const person = (name: string, roles: Role[] = []) => portal.add({ name, roles })
const admin = await person('Noor Haddad', ['admin'])
const history = async (id: string) => {
  const rows = await db.execute(
    sql`select type, reason from audit_events where stream = ${`person:${id}`} order by seq`,
  )
  return rows.map((row) => row.type)
}

test('a person is added with account, roles and history in one go', async () => {
  const { id } = await person('Ben Okri', ['reviewer', 'lead'])
  expect(await actorOf(id)).toMatchObject({ kind: 'person', name: 'Ben Okri', roles: ['lead', 'reviewer'] })
  expect(await history(id)).toEqual(['person.added', 'role.granted', 'role.granted'])
})

test('a second person with the same address is refused, whatever the capitals', async () => {
  const { email } = await person('Cleo Diaz')
  await expect(portal.add({ email: email.toUpperCase() })).rejects.toThrow(/here already/)
})

test('a weak password is refused and leaves nothing behind', async () => {
  const before = await db.execute(sql`select count(*) from people`)
  await expect(portal.add({ password: 'password1234' })).rejects.toThrow(/first that a stranger/)
  expect(await db.execute(sql`select count(*) from people`)).toEqual(before)
})

test('a role holds from the moment it is given until the moment it is taken', async () => {
  const { id } = await person('Dan Eco')
  const given = await grantRole(await as(admin.id), { personId: id, role: 'reviewer', reason })
  expect(given.ok).toBe(true)
  expect((await actorOf(id))?.roles).toEqual(['reviewer'])
  await revokeRole(await as(admin.id), { personId: id, role: 'reviewer', reason })
  expect((await actorOf(id))?.roles).toEqual([])
  expect(await history(id)).toEqual(['person.added', 'role.granted', 'role.revoked'])
})

test('giving a role twice, or taking one that is not there, changes nothing', async () => {
  const { id } = await person('Eva Fox', ['analyst'])
  const by = await as(admin.id)
  expect((await grantRole(by, { personId: id, role: 'analyst', reason })).ok).toBe(true)
  expect((await revokeRole(by, { personId: id, role: 'auditor', reason })).ok).toBe(true)
  expect(await history(id)).toEqual(['person.added', 'role.granted'])
})

test.each(['auditor', 'lead'] as const)('one administrator alone makes nobody %s', async (role) => {
  const { id } = await person('Gus Hall')
  const refused = grantRole(await as(admin.id), { personId: id, role, reason })
  await expect(refused).rejects.toThrow('This role needs a second administrator.')
  await expect(portal.add({ roles: [role] }, await as(admin.id))).rejects.toThrow(/second administrator/)
  expect((await actorOf(id))?.roles).toEqual([])
})

test('nobody gives a role to themselves', async () => {
  const refused = grantRole(await as(admin.id), { personId: admin.id, role: 'reviewer', reason })
  await expect(refused).rejects.toThrow('Nobody grants a role to themselves.')
})

test('only administrators hand out roles or end access', async () => {
  const { id } = await person('Ida Jung', ['lead'])
  const by = await as(id)
  await expect(grantRole(by, { personId: admin.id, role: 'analyst', reason })).rejects.toThrow()
  await expect(revokeRole(by, { personId: admin.id, role: 'admin', reason })).rejects.toThrow()
  await expect(disablePerson(by, { personId: admin.id, reason })).rejects.toThrow()
})

test('who has no access left is nobody, keeps a name in the past, and is not offered any more', async () => {
  const { id } = await person('Kim Quixote', ['reviewer'])
  await disablePerson(await as(admin.id), { personId: id, reason })
  expect(await actorOf(id)).toBeNull()
  expect((await namesOf(await as(admin.id), [id])).get(id)).toBe('Kim Quixote')
  expect(await searchPeople(await as(admin.id), { text: 'quixote' })).toEqual([])
  const late = await grantRole(await as(admin.id), { personId: id, role: 'analyst', reason })
  expect(late).toMatchObject({ ok: false, problem: { code: 'access-ended' } })
})

test('two administrators who remove each other at once: one of them remains', async () => {
  const second = await person('Lea Mann', ['admin'])
  const [a, b] = [await as(admin.id), await as(second.id)]
  const done = await Promise.all([
    disablePerson(a, { personId: second.id, reason }),
    revokeRole(b, { personId: admin.id, role: 'admin', reason }),
  ])
  expect(done.filter(({ ok }) => ok)).toHaveLength(1)
  expect(done.find(({ ok }) => !ok)).toMatchObject({ problem: { code: 'last-administrator' } })
})

test('a search for people takes the text literally and stays short', async () => {
  for (let i = 0; i < 22; i++) await portal.add({ name: `Zed ${i}`, password: undefined })
  const { id } = await portal.add({ name: '100% Zoe_', roles: ['partnerships'], password: undefined })
  const by = await as(admin.id)
  expect(await searchPeople(by, { text: 'zed' })).toHaveLength(20)
  expect(await searchPeople(by, { text: 'zed', limit: LIST_LIMIT })).toHaveLength(22)
  expect((await searchPeople(by, { text: '0% zoe_' })).map((found) => found.id)).toEqual([id])
  expect(await searchPeople(by, { text: '%_%' })).toEqual([])
  expect((await searchPeople(by, { roles: ['partnerships'] })).map((found) => found.id)).toEqual([id])
})
