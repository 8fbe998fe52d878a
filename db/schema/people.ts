import { sql } from 'drizzle-orm'
import { boolean, check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { ROLES, TEAM_KINDS } from '#app/domain/people/people.ts'
import { at, listOf } from './columns.ts'

export const teams = pgTable(
  'teams',
  {
    id: uuid('id').primaryKey(),
    slug: text('slug').notNull().unique(),
    name: text('name').notNull(),
    kind: text('kind', { enum: TEAM_KINDS }).notNull(),
    timeZone: text('time_zone').notNull(),
  },
  (t) => [check('teams_kind_ck', sql`${t.kind} in ${listOf(TEAM_KINDS)}`)],
)

export const people = pgTable(
  'people',
  {
    id: uuid('id').primaryKey(),
    /** The sign-in account; a person without one cannot sign in. */
    userId: text('user_id').unique(),
    name: text('name').notNull(),
    email: text('email').notNull(),
    title: text('title').notNull(),
    timeZone: text('time_zone').notNull(),
    teamId: uuid('team_id')
      .notNull()
      .references(() => teams.id),
    /** May be chosen with one click on the sign-in page of the demo world. */
    demo: boolean('demo').notNull().default(false),
    createdAt: at('created_at').notNull(),
    disabledAt: at('disabled_at'),
  },
  (t) => [uniqueIndex('people_email_uq').on(sql`lower(${t.email})`), index('people_team_ix').on(t.teamId)],
)

/** A role is a row with a who, a when and a why; it ends by a second row of facts, never by deletion. */
export const roleGrants = pgTable(
  'role_grants',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    role: text('role', { enum: ROLES }).notNull(),
    /** Null when the system itself granted it: the demo world, or the first administrator. */
    grantedBy: uuid('granted_by').references(() => people.id),
    grantedAt: at('granted_at').notNull(),
    reason: text('reason').notNull(),
    revokedAt: at('revoked_at'),
    revokedBy: uuid('revoked_by').references(() => people.id),
  },
  (t) => [
    check('role_grants_role_ck', sql`${t.role} in ${listOf(ROLES)}`),
    uniqueIndex('role_grants_active_uq').on(t.personId, t.role).where(sql`${t.revokedAt} is null`),
  ],
)
