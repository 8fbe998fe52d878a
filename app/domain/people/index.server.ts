export { DEMO_PASSWORD } from '#app/platform/auth/password-rules.ts'
export { addPerson, type NewPersonInput } from './commands/add-person.server.ts'
export { addTeam } from './commands/add-team.server.ts'
export { disablePerson } from './commands/disable-person.server.ts'
export { grantRole } from './commands/grant-role.server.ts'
export { revokeRole } from './commands/revoke-role.server.ts'
export { signIn, signInAsDemoPerson, type Visitor } from './commands/sign-in.server.ts'
export { type LogNames, namesInLog } from './log-names.server.ts'
export {
  type DemoPerson,
  LIST_LIMIT,
  listDemoPeople,
  listTeams,
  loadActor,
  namesOf,
  type PeopleSearch,
  type PersonChoice,
  searchPeople,
  type TeamChoice,
} from './queries.server.ts'
