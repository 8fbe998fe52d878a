import { jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { at } from '../columns.ts'
import { people } from '../people.ts'

/** The answer to a request that was sent twice is the first answer (DI-5). */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    command: text('command').notNull(),
    key: text('key').notNull(),
    bodySha256: text('body_sha256').notNull(),
    result: jsonb('result').notNull(),
    createdAt: at('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.command, t.key] })],
)
