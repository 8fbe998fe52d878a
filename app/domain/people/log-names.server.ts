import { inArray } from 'drizzle-orm'
import type { auditEvents } from '#db/schema/audit.ts'
import { people, teams } from '#db/schema/people.ts'
import type { Reading } from '../ctx.server.ts'

export type LogNames = { person: (id: string | null) => string; team: (id: string) => string }

/** The names behind the ids in entries of the audit log. */
export async function namesInLog(
  { db }: Pick<Reading, 'db'>,
  rows: readonly Pick<typeof auditEvents.$inferSelect, 'actorId' | 'body'>[],
): Promise<LogNames> {
  const ids = new Set(
    rows.flatMap((row) => [
      ...(row.actorId ? [row.actorId] : []),
      ...(row.body.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? []),
    ]),
  )
  if (ids.size === 0) return { person: () => 'The system', team: () => 'a team' }
  const found = await db
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(inArray(people.id, [...ids]))
  const named = await db
    .select({ id: teams.id, name: teams.name })
    .from(teams)
    .where(inArray(teams.id, [...ids]))
  const byId = new Map([...found, ...named].map(({ id, name }) => [id, name]))
  return {
    person: (id) => (id === null ? 'The system' : (byId.get(id) ?? 'somebody')),
    team: (id) => byId.get(id) ?? 'a team',
  }
}
