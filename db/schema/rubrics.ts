import { sql } from 'drizzle-orm'
import { check, date, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { at } from './columns.ts'

/** A published rubric version, frozen: the canonical form and its hash are what reviews are pinned to. */
export const rubricVersions = pgTable(
  'rubric_versions',
  {
    id: uuid('id').primaryKey(),
    key: text('key').notNull(),
    version: text('version').notNull(),
    sha256: text('sha256').notNull(),
    /** Canonical JSON text of the rubric with its taxonomy and policy table: everything needed to evaluate it again. */
    canonical: text('canonical').notNull(),
    effectiveOn: date('effective_on', { mode: 'string' }).notNull(),
    publishedAt: at('published_at').notNull(),
  },
  (t) => [
    unique('rubric_versions_key_uq').on(t.key, t.version),
    check('rubric_versions_sha_ck', sql`${t.sha256} ~ '^[0-9a-f]{64}$'`),
  ],
)
