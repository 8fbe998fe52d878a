import { and, desc, inArray } from 'drizzle-orm'
import { auditEvents } from '#db/schema/audit.ts'
import { people, teams } from '#db/schema/people.ts'
import type { Reading } from '../ctx.server.ts'
import { events } from '../events.ts'
import { findReview } from './queries.server.ts'
import type { HistoryEntry, ReviewView } from './views.ts'

/** The history of a review and its launch: every change as a sentence. Entries about scores only for those who may see scores. */
export async function findHistory(
  reading: Reading,
  id: string | undefined,
): Promise<{ review: ReviewView; entries: HistoryEntry[] } | undefined> {
  const review = await findReview(reading, id)
  if (!review) return undefined
  const audiences = review.may.read_assessment ? (['record', 'assessment'] as const) : (['record'] as const)
  // Who may read the record but not its answers sees that something was answered, not what.
  const rows = await reading.db
    .select()
    .from(auditEvents)
    .where(
      and(
        inArray(auditEvents.stream, [`review:${review.id}`, `launch:${review.launchId}`]),
        inArray(auditEvents.audience, [...audiences]),
      ),
    )
    .orderBy(desc(auditEvents.at), desc(auditEvents.seq))
    .limit(2_000)
  const shown = rows.filter(
    ({ type }) =>
      (review.may.read_answers || type !== 'review.answered') &&
      (review.may.read_decision || (type !== 'review.decided' && type !== 'condition.attached')),
  )
  const names = await namesIn(reading, shown)
  return {
    review,
    entries: shown.map((row) => ({
      key: `${row.stream}#${row.seq}`,
      type: row.type,
      at: row.at.toISOString(),
      who: names.person(row.actorId),
      role: row.actorRole,
      sentence: sentenceOf(row, names),
      why: row.reason,
      seq: row.seq,
      hash: row.hash,
    })),
  }
}

type Names = { person: (id: string | null) => string; team: (id: string) => string }

async function namesIn({ db }: Reading, rows: (typeof auditEvents.$inferSelect)[]): Promise<Names> {
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

function sentenceOf(row: typeof auditEvents.$inferSelect, names: Names): string {
  const definition = Object.hasOwn(events, row.type) ? events[row.type as keyof typeof events] : undefined
  if (!definition) return row.type
  return definition.describe(JSON.parse(row.body) as never, {
    actor: names.person(row.actorId),
    person: names.person,
    team: names.team,
  })
}
