import { and, asc, desc, eq, isNull, or, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { Reading } from '#app/domain/ctx.server.ts'
import type { Actor } from '#app/platform/access/actor.ts'
import { accessible } from '#app/platform/access/to-sql.server.ts'
import type { Database } from '#app/platform/database.server.ts'
import { people, teams } from '#db/schema/people.ts'
import type { Role } from './people.ts'

/** How many people a picker offers at once; the person types on to narrow it down. */
export const PICKER_LIMIT = 20
/** Up to so many people stand in a list that is there at once, without typing. */
export const LIST_LIMIT = 300

const PERSON = { id: people.id, teamId: people.teamId, disabledAt: people.disabledAt }
// Names written out: without a join, the builder leaves the table's name off, and `id` would be the grant's.
const rolesInForce = sql<Role[]>`coalesce((
  select array_agg(held.role order by held.granted_at, held.role)
  from role_grants held where held.person_id = people.id and held.revoked_at is null
), '{}')`

/**
 * Who acts with this account, from the database at this moment: a revoked role is gone, and a person whose access has
 * ended is nobody.
 * @param userId the account, or the question that finds it
 */
export async function loadActor(db: Database, userId: string | SQLWrapper): Promise<Actor | null> {
  const { id, name, teamId, timeZone } = people
  const [person] = await db
    .select({ id, name, teamId, timeZone, roles: rolesInForce })
    .from(people)
    .where(and(eq(people.userId, userId), isNull(people.disabledAt)))
    .prepare('actor')
    .execute()
  return person ? { kind: 'person', ...person } : null
}

export type PersonChoice = { id: string; name: string; title: string; team: string; timeZone: string }

export type PeopleSearch = {
  /** Part of a name or an e-mail address. */
  text?: string
  /** Only holders of one of these roles. */
  roles?: readonly Role[]
  limit?: number
  /** The people of this team come first. */
  firstTeamId?: string
}

/** Active people whose name or e-mail address contains the text, by name. */
export async function searchPeople(
  ctx: Reading,
  { text = '', roles, limit = PICKER_LIMIT, firstTeamId }: PeopleSearch = {},
) {
  const found: PersonChoice[] = await ctx.db
    .select({ id: people.id, name: people.name, title: people.title, team: teams.name, timeZone: people.timeZone })
    .from(people)
    .innerJoin(teams, eq(teams.id, people.teamId))
    .where(
      and(
        accessible(ctx.ability, 'read', 'Person', PERSON),
        isNull(people.disabledAt),
        contains(text.trim()),
        roles && sql`${rolesInForce} && ${sql.param([...roles])}::text[]`,
      ),
    )
    .orderBy(...(firstTeamId ? [desc(eq(people.teamId, firstTeamId))] : []), asc(people.name), asc(people.id))
    .limit(Math.min(limit, LIST_LIMIT))
  return found
}

/** The names of these people, for sentences about the past: whoever once acted keeps a name. */
export async function namesOf(ctx: Reading, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(sql`${people.id} = any(${sql.param([...new Set(ids)])}::uuid[])`)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export type TeamChoice = { id: string; name: string; kind: (typeof teams.$inferSelect)['kind'] }

/** Every team, by name. */
export async function listTeams({ db }: Pick<Reading, 'db'>): Promise<TeamChoice[]> {
  return db.select({ id: teams.id, name: teams.name, kind: teams.kind }).from(teams).orderBy(asc(teams.name))
}

export type DemoPerson = PersonChoice & { teamId: string; roles: readonly Role[] }

/** Who may be chosen on the sign-in page of the demo world. The only question about people that a stranger may ask. */
export async function listDemoPeople(db: Database): Promise<DemoPerson[]> {
  const { id, name, title, teamId, timeZone } = people
  return db
    .select({ id, name, title, teamId, timeZone, team: teams.name, roles: rolesInForce })
    .from(people)
    .innerJoin(teams, eq(teams.id, people.teamId))
    .where(and(eq(people.demo, true), isNull(people.disabledAt)))
    .orderBy(asc(people.createdAt), asc(people.name))
}

/** The address that this demo person signs in with. */
export async function demoEmailOf(db: Database, personId: string): Promise<string | undefined> {
  const [person] = await db
    .select({ email: people.email })
    .from(people)
    .where(and(eq(people.id, personId), eq(people.demo, true), isNull(people.disabledAt)))
  return person?.email
}

function contains(text: string): SQL | undefined {
  if (text === '') return undefined
  const pattern = `%${text.slice(0, 100).replace(/[\\%_]/g, '\\$&')}%`
  return or(sql`${people.name} ilike ${pattern}`, sql`${people.email} ilike ${pattern}`)
}
