import { and, desc, eq } from 'drizzle-orm'
import { fail, ok } from '#app/platform/result.ts'
import { type ControlStatus, evaluate, type HarmScore, type Scoring } from '#app/rubric/index.ts'
import { controlCredits, harmScores, scorings } from '#db/schema/reviews.ts'
import type { Reading, Tx } from '../ctx.server.ts'
import { givenFacts, type LockedReview, loadAnswers, rubricsOf, saveReview, scoringOf } from './records.server.ts'

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
    scoring: toScoring(scores, credits),
  }
}

/** Stored scores and credits as the engine reads them. */
export const toScoring = (
  scores: readonly (typeof harmScores.$inferSelect)[],
  credits: readonly (typeof controlCredits.$inferSelect)[],
): Scoring => ({
  harms: Object.fromEntries(scores.map((score) => [score.harm, toHarmScore(score)])),
  credits: Object.fromEntries(
    credits.map(({ controlId, strength, status }) => [controlId, { strength, status: status as ControlStatus }]),
  ),
})

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

/** The scoring of this round, started with the scores of the round before, so that nothing is typed twice. */
export async function openScoring(tx: Tx, review: LockedReview) {
  const present = await scoringOf(tx, review)
  if (present) return present.lockedAt ? locked : ok(present)
  const scoring: typeof scorings.$inferSelect = {
    id: tx.newId(),
    reviewId: review.id,
    round: review.round,
    kind: 'first' as const,
    scorerId: tx.actor.id,
    startedAt: tx.now,
    lockedAt: null,
    version: 1,
  }
  await tx.db.insert(scorings).values(scoring)
  const [before] = await tx.db
    .select({ id: scorings.id, round: scorings.round })
    .from(scorings)
    .where(and(eq(scorings.reviewId, review.id), eq(scorings.kind, 'first')))
    .orderBy(desc(scorings.round))
    .offset(1)
    .limit(1)
  if (before) {
    const scores = await tx.db.select().from(harmScores).where(eq(harmScores.scoringId, before.id))
    // An attestation speaks of the answers of its round; new answers need a new one.
    const carried = scores.map((score) => ({
      ...score,
      scoringId: scoring.id,
      noMechanismBy: null,
      noMechanismReason: null,
      version: 1,
      updatedAt: tx.now,
    }))
    if (carried.length > 0) await tx.db.insert(harmScores).values(carried)
    const credits = await tx.db.select().from(controlCredits).where(eq(controlCredits.scoringId, before.id))
    if (credits.length > 0)
      await tx.db
        .insert(controlCredits)
        .values(credits.map((credit) => ({ ...credit, scoringId: scoring.id, version: 1, updatedAt: tx.now })))
  }
  if (before)
    tx.record(
      'scores.carried_over',
      { reviewId: review.id, round: review.round, from: before.round },
      { as: roleOf(tx) },
    )
  return ok(scoring)
}

/** The same for whoever scores: a review that nobody has becomes theirs. */
export async function openOwnScoring(tx: Tx, review: LockedReview) {
  if (!review.reviewerId) {
    Object.assign(review, await saveReview(tx, review, { reviewerId: tx.actor.id }))
    tx.record('review.taken', { reviewId: review.id, reviewerId: tx.actor.id }, { as: roleOf(tx) })
  }
  return openScoring(tx, review)
}

/** What the engine makes of a round as it stands: with its answers, and with what is scored so far. */
export async function judgeRound(tx: Tx, review: LockedReview, scoringId: string) {
  const { full } = await rubricsOf(tx, review)
  const set = await loadAnswers(tx, review.id)
  const { scoring } = await loadScores(tx, scoringId)
  const asked = { answers: set.full, given: givenFacts(review, set.triage), scoring }
  const evaluation = evaluate(full.compiled, asked)
  const { assessment, decision } = evaluation
  if (!assessment || !decision) throw new Error(`${full.key} ${full.version} has no decision rules`)
  return { full, asked, evaluation, assessment, decision }
}

/** Only a harm in scope is scored or attested: what stands outside would count for nothing, and mislead whoever reads it. */
export async function outOfScope(tx: Tx, review: LockedReview, scoringId: string, harm: string) {
  const { assessment } = await judgeRound(tx, review, scoringId)
  if (assessment.harms.some(({ code }) => code === harm)) return undefined
  return fail({
    code: 'invalid',
    message: `${harm} is not among the harms in scope. Put it in scope first, and say why.`,
  })
}

const locked = fail({ code: 'conflict', message: 'The scores of this round are locked.' })

/** As what somebody acts who scores or asks for changes: a lead may do both, the council may ask. */
export const roleOf = (tx: Tx): string =>
  (['reviewer', 'lead', 'council'] as const).find((role) => tx.actor.roles.includes(role)) ?? 'none'

/** The same was changed meanwhile, in another window or by a lead who attests: nothing is overwritten, and what stands comes back. */
export const scoredMeanwhile = (what: string, before: { version: number } | undefined, theirs: unknown) =>
  fail({
    code: 'conflict',
    message: `${what} was changed meanwhile, in another window or by somebody else. Nothing was overwritten; the page shows what stands now.`,
    detail: { version: before?.version ?? 0, theirs: theirs ?? null },
  })
