import { eq } from 'drizzle-orm'
import type { ControlStatus, HarmScore, Scoring } from '#app/rubric/index.ts'
import { controlCredits, harmScores } from '#db/schema/reviews.ts'
import type { Reading } from '../ctx.server.ts'

export type StoredScores = {
  harms: Record<string, typeof harmScores.$inferSelect>
  credits: Record<string, typeof controlCredits.$inferSelect>
  /** The same as the engine reads it. */
  scoring: Scoring
}

/** The stored scores of one scoring, and as the engine's input. */
export async function loadScores({ db }: Reading, scoringId: string | undefined): Promise<StoredScores> {
  if (!scoringId) return { harms: {}, credits: {}, scoring: {} }
  const scores = await db.select().from(harmScores).where(eq(harmScores.scoringId, scoringId))
  const credits = await db.select().from(controlCredits).where(eq(controlCredits.scoringId, scoringId))
  return {
    harms: Object.fromEntries(scores.map((score) => [score.harm, score])),
    credits: Object.fromEntries(credits.map((credit) => [credit.controlId, credit])),
    scoring: {
      harms: Object.fromEntries(scores.map((score) => [score.harm, toHarmScore(score)])),
      credits: Object.fromEntries(
        credits.map(({ controlId, strength, status }) => [controlId, { strength, status: status as ControlStatus }]),
      ),
    },
  }
}

function toHarmScore(row: typeof harmScores.$inferSelect): HarmScore {
  const score: HarmScore = {}
  if (row.likelihood !== null) score.likelihood = row.likelihood
  if (row.gravity !== null) score.gravity = row.gravity
  if (row.wideScope !== null) score.wideScope = row.wideScope
  if (row.irreversible !== null) score.irreversible = row.irreversible
  if (row.confidence !== null) score.confidence = row.confidence
  if (row.probability !== null) score.probability = row.probability
  if (row.noMechanismBy !== null) score.noMechanism = true
  if (row.added) score.added = true
  return score
}
