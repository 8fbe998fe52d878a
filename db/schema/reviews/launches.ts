import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  check,
  customType,
  date,
  index,
  integer,
  pgTable,
  serial,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { REVIEW_LIMITS } from '#app/domain/reviews/review.ts'
import { at, longEnough } from '../columns.ts'
import { people, teams } from '../people.ts'

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })

export const launches = pgTable(
  'launches',
  {
    id: uuid('id').primaryKey(),
    /** The number people say: L-12. */
    number: serial('number').notNull().unique(),
    title: text('title').notNull(),
    summary: text('summary').notNull(),
    teamId: uuid('team_id')
      .notNull()
      .references(() => teams.id),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => people.id),
    launchOn: date('launch_on', { mode: 'string' }).notNull(),
    markets: text('markets').array().notNull(),
    createdAt: at('created_at').notNull(),
    /** An approved launch of the same feature: its answers are taken over, to be reconfirmed. */
    earlierLaunchId: uuid('earlier_launch_id').references((): AnyPgColumn => launches.id),
    version: integer('version').notNull().default(1),
    search: tsvector('search').generatedAlwaysAs(
      sql`setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', summary), 'B')`,
    ),
  },
  (t) => [
    check('launches_title_ck', longEnough(t.title, REVIEW_LIMITS.title)),
    check('launches_summary_ck', longEnough(t.summary, REVIEW_LIMITS.summary)),
    index('launches_search_ix').using('gin', t.search),
  ],
)
