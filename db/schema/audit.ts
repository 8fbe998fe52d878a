import { sql } from 'drizzle-orm'
import { bigint, check, customType, index, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { at } from './columns.ts'

const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' })

/**
 * What happened, who did it, when and why: one hash chain per stream (a stream is one record, such as `review:<id>`).
 * Triggers number and link the rows; the app's role may insert and read, nothing else.
 */
export const auditEvents = pgTable(
  'audit_events',
  {
    stream: text('stream').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    at: at('at').notNull(),
    type: text('type').notNull(),
    /** Null when the system acted. */
    actorId: uuid('actor_id'),
    /** The role the actor used, as it was at that moment. */
    actorRole: text('actor_role').notNull(),
    /** Who may read the entry besides auditors: `record` = readers of the record, `assessment` = those who may see scores. */
    audience: text('audience', { enum: ['record', 'assessment'] }).notNull(),
    reason: text('reason'),
    /** Canonical JSON as text: the hash covers these bytes, so they are never re-serialised. */
    body: text('body').notNull(),
    prev: text('prev').notNull(),
    hash: text('hash').notNull(),
    hashVersion: smallint('hash_version').notNull().default(1),
    tx: xid8('tx').notNull().default(sql`pg_current_xact_id()`),
  },
  (t) => [
    primaryKey({ columns: [t.stream, t.seq] }),
    check('audit_events_audience_ck', sql`${t.audience} in ('record', 'assessment')`),
    index('audit_events_tx_ix').on(t.tx),
    index('audit_events_actor_ix').on(t.actorId, t.at),
  ],
)

/** The last number and hash of each stream; only the chain's own trigger writes it. */
export const auditHeads = pgTable('audit_heads', {
  stream: text('stream').primaryKey(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  hash: text('hash').notNull(),
})
