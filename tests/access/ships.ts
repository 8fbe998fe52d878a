import { sql } from 'drizzle-orm'
import { boolean, date, integer, numeric, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { type ColumnMap, relation } from '#app/platform/access/to-sql.server.ts'
import type { Database } from '#app/platform/database.server.ts'

/** A made-up subject with every kind of column a rule may look at, nullable and not, and a list kept in another table. */
export const ships = pgTable('ships', {
  id: uuid('id').primaryKey(),
  ownerId: uuid('owner_id').notNull(),
  teamId: uuid('team_id'),
  state: text('state').notNull(),
  flag: text('flag'),
  decks: integer('decks'),
  tons: numeric('tons', { mode: 'number' }),
  sealed: boolean('sealed'),
  dueOn: date('due_on', { mode: 'string' }),
  leftAt: timestamp('left_at', { withTimezone: true, mode: 'date' }),
})

export const shipCrew = pgTable(
  'ship_crew',
  { shipId: uuid('ship_id').notNull(), personId: uuid('person_id').notNull() },
  (t) => [primaryKey({ columns: [t.personId, t.shipId] })],
)

export type Ship = typeof ships.$inferSelect & { crewIds: readonly string[] }
export type ShipSubjects = { Ship: { actions: 'read' | 'sail' | 'sink'; row: Ship } }

export const shipColumns: ColumnMap<Ship> = {
  id: ships.id,
  ownerId: ships.ownerId,
  teamId: ships.teamId,
  state: ships.state,
  flag: ships.flag,
  decks: ships.decks,
  tons: ships.tons,
  sealed: ships.sealed,
  dueOn: ships.dueOn,
  leftAt: ships.leftAt,
  crewIds: relation(ships.id, shipCrew.shipId, shipCrew.personId),
}

/** A stable id for test number n. */
export const idOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

export async function createShips(db: Database): Promise<void> {
  await db.execute(sql`create table ships (id uuid primary key, owner_id uuid not null, team_id uuid, state text not null,
    flag text, decks integer, tons numeric, sealed boolean, due_on date, left_at timestamptz)`)
  await db.execute(
    sql`create table ship_crew (ship_id uuid not null, person_id uuid not null, primary key (person_id, ship_id))`,
  )
}
