import { sql } from 'drizzle-orm'
import type { Database } from '../database.server.ts'

/** What is wrong at one place of the log. */
export type AuditFault = {
  stream: string
  /** The entry, or the first missing one. */
  seq: number
  what: 'content' | 'link' | 'number' | 'end' | 'version'
}

export type AuditReport = { streams: number; events: number; bad: AuditFault[] }

/**
 * Recomputes every hash and follows every chain, in one pass inside the database; works as the portal's role. Finds
 * entries that were edited, removed, exchanged, slipped in or cut off the end. Rewriting a chain together with its head
 * needs the owner's password and stays invisible from inside: compare the heads with a copy kept elsewhere.
 *
 * The formula is spelled out here, not called from the database, so that replacing a function there changes no verdict.
 */
export async function verifyAudit(db: Database, { most = 1_000 }: { most?: number } = {}): Promise<AuditReport> {
  const look = async (tx: Pick<Database, 'execute'>): Promise<AuditReport> => {
    // A long log takes longer than any page may.
    await tx.execute(sql`set local statement_timeout = '10min'`)
    const [counted] = await tx.execute(sql`
      select count(*) as events, count(distinct stream) as streams from audit_events`)
    const faults = await tx.execute(faultsQuery(most))
    return { streams: Number(counted?.streams), events: Number(counted?.events), bad: faults.map(faultOf) }
  }
  return db.transaction(look, { isolationLevel: 'repeatable read', accessMode: 'read only' })
}

const faultsQuery = (most: number) => sql`
  with placed as (
    select *, row_number() over chain as place, lag(hash, 1, '') over chain as before
    from audit_events window chain as (partition by stream order by seq)
  ),
  ends as (select distinct on (stream) stream, seq, hash from audit_events order by stream, seq desc)
  select stream, seq, what from (
    select stream, seq, case
      when hash_version <> 1 then 'version'
      when seq <> place then 'number'
      when prev <> before then 'link'
      when hash <> encode(sha256(convert_to(${hashedText}, 'UTF8')), 'hex') then 'content'
    end as what
    from placed
    union all
    select coalesce(heads.stream, ends.stream), coalesce(ends.seq, 0) + 1, 'end'
    from audit_heads heads full join ends on ends.stream = heads.stream
    where (heads.seq, heads.hash) is distinct from (ends.seq, ends.hash)
  ) as verdicts where what is not null order by stream, seq limit ${most}`

/** Every field by length and bytes, null as a dash: no two entries share a text. */
const hashedText = sql.join(
  [
    sql`hash_version::text`,
    sql`stream`,
    sql`seq::text`,
    sql`(extract(epoch from at) * 1000000)::bigint::text`,
    sql`type`,
    sql`actor_id::text`,
    sql`actor_role`,
    sql`audience`,
    sql`reason`,
    sql`body`,
    sql`prev`,
  ].map((field) => sql`coalesce(octet_length(${field}) || ':' || ${field}, '-')`),
  sql` || `,
)

const faultOf = (row: { [column: string]: unknown }): AuditFault => ({
  stream: String(row.stream),
  seq: Number(row.seq),
  what: row.what as AuditFault['what'],
})
