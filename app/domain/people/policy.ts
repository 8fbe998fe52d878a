import { ABSENT, type Rules } from '#app/platform/access/ability.ts'
import type { Actor } from '#app/platform/access/actor.ts'
import type { Role } from './people.ts'

export type PeopleSubjects = {
  Person: {
    actions: 'read' | 'add' | 'change' | 'disable'
    row: { id: string; teamId: string; disabledAt: Date | null }
  }
  Team: { actions: 'add'; row: { id: string } }
  RoleGrant: { actions: 'read' | 'grant' | 'revoke'; row: { personId: string; role: Role } }
}

/** Who may know whom, and who hands out roles. An administrator gains no sight of any case by being one. */
export function definePeoplePolicy(rules: Rules<PeopleSubjects>, actor: Actor): void {
  if (actor.kind === 'system') {
    rules.can(['read', 'add', 'change', 'disable'], 'Person')
    rules.can(['read', 'grant', 'revoke'], 'RoleGrant')
    rules.can('add', 'Team')
    return
  }
  const has = (role: Role) => actor.roles.includes(role)

  rules.can('read', 'Person', { disabledAt: ABSENT })
  if (has('auditor') || has('admin')) {
    rules.can('read', 'Person')
    rules.can('read', 'RoleGrant')
  }
  if (has('admin')) {
    rules.can(['add', 'change', 'disable'], 'Person')
    rules.can(['grant', 'revoke'], 'RoleGrant')
    rules.can('add', 'Team')
  }
  rules.cannot('grant', 'RoleGrant', { personId: actor.id }, 'Nobody grants a role to themselves.')
  rules.cannot('grant', 'RoleGrant', { role: { $in: ['auditor', 'lead'] } }, 'This role needs a second administrator.')
}
