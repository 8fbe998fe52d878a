import { randomUUID } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import { AccessDenied } from '#app/platform/access/authorize.ts'
import type { Database } from '#app/platform/database.server.ts'
import type { Problem, Result } from '#app/platform/result.ts'
import { auditEvents } from '#db/schema/audit.ts'
import { reviews } from '#db/schema/reviews.ts'
import { BUILD_DAY, buildWorld, type World } from '#tests/support/build.ts'

/** The stored review. */
export async function recordOf(db: Database, reviewId: string) {
  const [row] = await db.select().from(reviews).where(eq(reviews.id, reviewId))
  if (!row) throw new Error('no such review')
  return row
}

/** What happened to a review, oldest first. */
export async function eventsOf(db: Database, reviewId: string) {
  const rows = await db
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.stream, `review:${reviewId}`))
    .orderBy(asc(auditEvents.seq))
  return rows.map((row) => ({ ...row, fact: JSON.parse(row.body) as Record<string, unknown> }))
}

/** The names of what happened since, leaving single answers out. */
export async function storyOf(db: Database, reviewId: string): Promise<string[]> {
  return (await eventsOf(db, reviewId)).map(({ type }) => type).filter((type) => type !== 'review.answered')
}

/** The problem a command ended in. */
export function problemOf<T>(result: Result<T>): Problem {
  if (result.ok) throw new Error(`it was allowed: ${JSON.stringify(result.value)}`)
  return result.problem
}

/** How a command ended: `done`, the problem's code, `refused` by the policy, or `hidden`: told that there is no such record. */
export async function endOf(work: () => Promise<Result<unknown>>): Promise<string> {
  try {
    const result = await work()
    return result.ok ? 'done' : result.problem.code
  } catch (error) {
    if (error instanceof AccessDenied) return error.hidden ? 'hidden' : 'refused'
    throw error
  }
}

/** What a form sends to be carried out once. */
export const form = (reviewId: string) => ({ reviewId, onceKey: randomUUID() })

/** The cast, the rubrics and nobody's password: these tests act as people, they do not sign in. */
export const peopleAndRubrics = (db: Database): Promise<World> => buildWorld(db, BUILD_DAY, { accounts: false })
