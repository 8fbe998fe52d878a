export { ROLE_NAMES, ROLES, type Role, TEAM_KINDS } from './people.ts'
export {
  AddPersonInput,
  AddTeamInput,
  DisablePersonInput,
  EMAIL_MAX,
  NAME_MAX,
  REASON_MAX,
  REASON_MIN,
  RoleInput,
  SignInInput,
  TITLE_MAX,
} from './schemas.ts'
