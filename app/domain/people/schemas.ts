import * as z from 'zod'
import { ROLES, TEAM_KINDS } from './people.ts'

export const NAME_MAX = 120
export const TITLE_MAX = 120
export const EMAIL_MAX = 254
export const REASON_MIN = 8
export const REASON_MAX = 500

// A NUL cannot be stored, and line breaks or writing-direction marks in a name let it pose as another.
const UNPRINTABLE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

const line = (max: number, missing: string) =>
  z
    .string()
    .trim()
    .min(1, missing)
    .max(max, `Use at most ${max} characters.`)
    .refine((text) => !UNPRINTABLE.test(text), 'Write it in one line, without invisible characters.')

const email = z
  .string()
  .trim()
  .max(EMAIL_MAX, 'This e-mail address is too long.')
  .pipe(z.email('Write an e-mail address such as name@example.org.'))

const reason = line(REASON_MAX, 'Say why.').min(REASON_MIN, 'Say why, in a few words.')

const id = z.uuid('This person or team is not known.')

const timeZone = z.string().refine(isTimeZone, 'Choose a time zone such as Europe/Dublin.')

/** What a person types to sign in. The password's own rules are not asked here: they would tell a stranger what it looks like. */
export const SignInInput = z.strictObject({
  email,
  password: z.string().min(1, 'Write your password.').max(1_000, 'This is too long for a password.'),
})
export type SignInInput = z.output<typeof SignInInput>

export const AddPersonInput = z.strictObject({
  name: line(NAME_MAX, 'Write the name.'),
  email,
  title: line(TITLE_MAX, 'Write what this person does.'),
  timeZone,
  teamId: id,
  roles: z.array(z.enum(ROLES)).max(ROLES.length),
  reason,
  /** Left out: the person exists, can be named in records, but cannot sign in with a password. */
  password: z.string().optional(),
})
export type AddPersonInput = z.output<typeof AddPersonInput>

export const AddTeamInput = z.strictObject({
  name: line(NAME_MAX, 'Write the name of the team.'),
  kind: z.enum(TEAM_KINDS),
  timeZone,
  reason,
})
export type AddTeamInput = z.output<typeof AddTeamInput>

export const RoleInput = z.strictObject({ personId: id, role: z.enum(ROLES), reason })
export type RoleInput = z.output<typeof RoleInput>

export const DisablePersonInput = z.strictObject({ personId: id, reason })
export type DisablePersonInput = z.output<typeof DisablePersonInput>

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== undefined
  } catch {
    return false
  }
}
