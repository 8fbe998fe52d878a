import { randomUUID } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import { attestNoMechanism, findScoring } from '#app/domain/reviews/index.server.ts'
import { AccessDenied } from '#app/platform/access/authorize.ts'
import type { Database } from '#app/platform/database.server.ts'
import type { Problem, Result } from '#app/platform/result.ts'
import { evaluate } from '#app/rubric/index.ts'
import { auditEvents } from '#db/schema/audit.ts'
import { reviews } from '#db/schema/reviews.ts'
import type { PersonKey } from '#db/seed/cast.ts'
import { expectOk } from '#db/seed/stage.ts'
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

const LIKELIHOOD = { N: 1, M: 1, H: 2, C: 3 } as const
export type Residual = keyof typeof LIKELIHOOD

/** The harms in scope of a review that is being scored. */
export async function harmsOf(world: World, reviewId: string): Promise<string[]> {
  const found = await findScoring(world.asking('ines'), reviewId)
  if (!found) throw new Error('the scorer cannot see the review')
  const { assessment } = evaluate(found.rubrics.full.compiled, { answers: found.full, given: found.given })
  return assessment?.harms.map(({ code }) => code) ?? []
}

/** A review whose scores are locked at this level: gravity 5 for every harm, and the likelihood that makes the level. */
export async function scoredAt(world: World, residual: Residual, asked: { by?: PersonKey } = {}): Promise<string> {
  const reviewId = await world.review('in_review', asked)
  const harms = await harmsOf(world, reviewId)
  const because = { likelihoodReason: 'For this test.', gravityReason: 'For this test.' }
  const score = { likelihood: LIKELIHOOD[residual], gravity: 5, ...because }
  await world.score('ines', reviewId, Object.fromEntries(harms.map((harm) => [harm, score])))
  if (residual === 'N')
    for (const harm of harms)
      expectOk(await attestNoMechanism(world.asking('aoife'), { reviewId, harm, reason: 'Nothing here could.' }))
  await world.lock('ines', reviewId)
  return reviewId
}
