import { defineEvent } from '#app/platform/audit/event.ts'
import { ROLE_NAMES, type Role } from './people.ts'

const ofPerson = ({ personId }: { personId: string }) => `person:${personId}`

/** What can happen to a person and to the roles they hold. */
export const peopleEvents = {
  'team.added': defineEvent<{ teamId: string; kind: string }>()({
    audience: 'record',
    stream: ({ teamId }) => `team:${teamId}`,
    describe: ({ teamId }, names) => `${names.actor} added the team ${names.team(teamId)}`,
  }),
  'person.added': defineEvent<{ personId: string; teamId: string }>()({
    audience: 'record',
    stream: ofPerson,
    describe: ({ personId, teamId }, names) =>
      `${names.actor} added ${names.person(personId)} to ${names.team(teamId)}`,
  }),
  'person.changed': defineEvent<{ personId: string; fields: string[] }>()({
    audience: 'record',
    stream: ofPerson,
    describe: ({ personId, fields }, names) =>
      `${names.actor} changed ${fields.join(', ')} of ${names.person(personId)}`,
  }),
  'person.disabled': defineEvent<{ personId: string }>()({
    audience: 'record',
    stream: ofPerson,
    describe: ({ personId }, names) => `${names.actor} ended the access of ${names.person(personId)}`,
  }),
  'role.granted': defineEvent<{ personId: string; role: Role }>()({
    audience: 'record',
    stream: ofPerson,
    describe: ({ personId, role }, names) =>
      `${names.actor} gave ${names.person(personId)} the role ${ROLE_NAMES[role]}`,
  }),
  'role.revoked': defineEvent<{ personId: string; role: Role }>()({
    audience: 'record',
    stream: ofPerson,
    describe: ({ personId, role }, names) =>
      `${names.actor} took the role ${ROLE_NAMES[role]} from ${names.person(personId)}`,
  }),
}
