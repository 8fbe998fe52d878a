import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type postgres from 'postgres'
import type { Database } from './database.server.ts'

/** The role the portal runs as. It owns nothing; what it may do is written, by this name, in the migrations. */
export const APP_ROLE = 'plimsoll_app'

/** Why the portal's own role cannot be used. */
export class RoleError extends Error {
  override name = 'RoleError'
}

/**
 * Makes the role the portal runs as, once, and lets the given accounts step into it. Roles belong to the whole cluster, so
 * another database may be doing the same at this moment: losing that race is as good as winning it.
 */
export async function ensureAppRole(client: postgres.Sql, role: string, accounts: readonly string[]): Promise<void> {
  await patiently(async () => {
    const [existing] = await client`select 1 from pg_roles where rolname = ${role}`
    if (!existing) await client`create role ${client(role)} nologin`
  }, role)
  for (const account of new Set(accounts)) {
    if (account === role) continue
    await patiently(async () => {
      const [{ member } = { member: false }] = await client`
        select exists (
          select 1 from pg_auth_members m
          join pg_roles granted on granted.oid = m.roleid
          join pg_roles holder on holder.oid = m.member
          where granted.rolname = ${role} and holder.rolname = ${account}
            and coalesce((to_jsonb(m) ->> 'set_option')::boolean, true)
        ) as member`
      if (!member) await client`grant ${client(role)} to ${client(account)}`
    }, role)
  }
}

/** Refuses a role that could step around the rules: a superuser, one that ignores row security, or an owner of the tables. */
export async function assertModestRole(db: Database): Promise<void> {
  const [row] = await db.execute(sql`
    select current_user as name,
      (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as mighty,
      exists (
        select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm') and pg_has_role(current_user, c.relowner, 'USAGE')
      ) as owner`)
  if (row?.mighty || row?.owner)
    throw new RoleError(
      `The portal would run as "${row.name}", which ${row.mighty ? 'is a superuser or ignores row security' : 'owns the tables'}: ` +
        'the audit log could be rewritten. Let DATABASE_URL name another account than the owner of the tables.',
    )
}

const RACES = new Set(['42710', '23505', 'XX000', '40001'])

async function patiently(step: () => Promise<void>, role: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await step()
    } catch (error) {
      const { code = '' } = error as { code?: string }
      if (code === '42501')
        throw new RoleError(
          `This database account may not set up the role ${role}. Ask its administrator to run once: ` +
            `CREATE ROLE ${role} NOLOGIN; GRANT ${role} TO <the account in DATABASE_URL and the one in DATABASE_OWNER_URL>;`,
          { cause: error },
        )
      if (!RACES.has(code) || attempt === 10) throw error
      await sleep(20 * attempt)
    }
  }
}
