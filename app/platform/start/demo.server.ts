import { sql } from 'drizzle-orm'
import type { Database } from '../database.server.ts'
import type { OwnDatabase } from './own-database.server.ts'
import { type DemoPerson, say, secondsSince } from './say.server.ts'

/** Fills the demo world once. The mark is set last: without it the next start begins again with an empty database. */
export async function fillDemo(own: OwnDatabase, seed: () => Promise<unknown>): Promise<void> {
  if (await own.isFinished()) return
  say('Filling the demo world …')
  const start = performance.now()
  await seed()
  await own.finish()
  say(`  filled in ${secondsSince(start)}`)
}

/** The people whom anybody may try in the demo. */
export async function demoPeople(db: Database): Promise<DemoPerson[]> {
  const rows = await db.execute(
    sql`select name, title, email from people where demo and disabled_at is null order by created_at, name`,
  )
  return rows.map((row) => ({ name: String(row.name), title: String(row.title), email: String(row.email) }))
}
