import { describe, expect, test } from 'vitest'
import { ROLES, type Role } from '#app/domain/people/people.ts'
import { abilityFor } from '#app/domain/policies.ts'
import { can } from '#app/platform/access/ability.ts'

const as = (...roles: Role[]) =>
  abilityFor({ kind: 'person', id: 'me', name: 'Me', roles, teamId: 'here', timeZone: 'UTC' })
const active = { id: 'other', teamId: 'there', disabledAt: null }
const left = { ...active, disabledAt: new Date('2026-03-01') }
const grant = (role: Role, personId = 'other') => ({ personId, role })
const others: readonly Role[] = ROLES.filter((role) => role !== 'admin' && role !== 'auditor')

describe('people', () => {
  test('everybody signed in knows their colleagues; those who left are for auditors and administrators', () => {
    expect(can(as(), 'read', 'Person', active)).toBe(true)
    for (const role of ROLES) {
      expect(can(as(role), 'read', 'Person', active), role).toBe(true)
      expect(can(as(role), 'read', 'Person', left), role).toBe(!others.includes(role))
    }
  })

  test('only an administrator adds, changes or disables a person', () => {
    for (const role of ROLES) expect(can(as(role), 'disable', 'Person', active), role).toBe(role === 'admin')
  })
})

describe('roles', () => {
  test('who holds which role is for administrators and auditors', () => {
    for (const role of ROLES)
      expect(can(as(role), 'read', 'RoleGrant', grant('reviewer')), role).toBe(!others.includes(role))
  })

  test('an administrator gives roles, but neither to themselves nor the two that need a second one', () => {
    const given = ROLES.filter((role) => can(as('admin'), 'grant', 'RoleGrant', grant(role)))
    expect(given).toEqual(ROLES.filter((role) => role !== 'auditor' && role !== 'lead'))
    for (const role of ROLES) expect(can(as('admin'), 'grant', 'RoleGrant', grant(role, 'me')), role).toBe(false)
    for (const role of others) expect(can(as(role), 'grant', 'RoleGrant', grant('reviewer')), role).toBe(false)
  })

  test('the administrator’s other roles do not lift the limits', () => {
    expect(can(as(...ROLES), 'grant', 'RoleGrant', grant('lead'))).toBe(false)
  })
})
