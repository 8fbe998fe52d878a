import { and, asc, eq, gt, inArray } from 'drizzle-orm'
import { type BacktestRow, backtestRows, type PastReview, type Summary, Tally } from '#app/rubric/backtest/index.ts'
import type { CompiledRubric, Scoring } from '#app/rubric/index.ts'
import { answers, controlCredits, harmScores, reviews, scorings } from '#db/schema/reviews.ts'
import type { Reading } from '../ctx.server.ts'
import { storedVersion } from '../rubric-versions/index.server.ts'
import { answerSetOf, givenFacts } from './records.server.ts'
import { toScoring } from './scoring.server.ts'

/** Reviews read at once: memory stays bounded however many there are. */
const AT_ONCE = 500

export type StoredBacktest = { rows: (BacktestRow & { reviewId: string })[]; summary: Summary }

/**
 * Replays a draft over every decided review: the answers it was decided on, its facts, its reviewer's scores and its version. It asks for
 * no right: the command that calls it has made sure that whoever runs it may, and shows nobody a review they may not see.
 * @param key of the rubric: the triage is replayed over the triage answers, any other over the full ones
 */
export async function backtestStored(
  reading: Pick<Reading, 'db'>,
  draft: CompiledRubric,
  key: string,
  { onProgress }: { onProgress?: (done: number, total: number) => Promise<void> | void } = {},
): Promise<StoredBacktest> {
  const decided = eq(reviews.state, 'decided')
  const total = await reading.db.$count(reviews, decided)
  const tally = new Tally()
  const rows: StoredBacktest['rows'] = []
  await onProgress?.(0, total)
  for (let last = ''; ; ) {
    const some = await reading.db
      .select({
        ...{ id: reviews.id, round: reviews.round, tier: reviews.tier },
        ...{ triageVersionId: reviews.triageVersionId, fullVersionId: reviews.fullVersionId },
      })
      .from(reviews)
      .where(last === '' ? decided : and(decided, gt(reviews.id, last)))
      .orderBy(asc(reviews.id))
      .limit(AT_ONCE)
    if (some.length === 0) break
    last = some.at(-1)?.id ?? ''
    const past = await pastReviews(reading, some, key)
    for (const [i, row] of backtestRows(
      draft,
      past.map(({ review }) => review),
    ).entries()) {
      tally.add(row)
      rows.push({ ...row, reviewId: past[i]?.id ?? '' })
    }
    await onProgress?.(Math.min(rows.length, total), total)
  }
  return { rows, summary: tally.summary() }
}

type Decided = Pick<typeof reviews.$inferSelect, 'id' | 'round' | 'tier' | 'triageVersionId' | 'fullVersionId'>

/** Those of some decided reviews that answered this rubric, each as the engine replays it. */
async function pastReviews({ db }: Pick<Reading, 'db'>, some: readonly Decided[], key: string) {
  const ids = some.map(({ id }) => id)
  const rows = await db.select().from(answers).where(inArray(answers.reviewId, ids))
  const given = groupedBy(rows, ({ reviewId }) => reviewId)
  const scorings = await scoringsOf(db, some)
  const past: { id: string; review: PastReview }[] = []
  for (const review of some) {
    const set = answerSetOf(given.get(review.id) ?? [])
    const triage = await storedVersion(db, review.triageVersionId)
    const full = await storedVersion(db, review.fullVersionId)
    const scoring = scorings.get(review.id)
    if (key === triage.key) past.push({ id: review.id, review: { version: triage.compiled, answers: set.triage } })
    else if (key === full.key)
      past.push({
        id: review.id,
        review: {
          ...{ version: full.compiled, answers: set.full, given: givenFacts(review, set.triage) },
          ...(scoring && { scoring }),
        },
      })
  }
  return past
}

/** What the reviewer scored in the round that was decided, by review. */
async function scoringsOf(db: Reading['db'], some: readonly Decided[]): Promise<Map<string, Scoring>> {
  const ids = some.map(({ id }) => id)
  const all = await db
    .select({ id: scorings.id, reviewId: scorings.reviewId, round: scorings.round })
    .from(scorings)
    .where(and(inArray(scorings.reviewId, ids), eq(scorings.kind, 'first')))
  const rounds = new Map(some.map(({ id, round }) => [id, round]))
  const last = all.filter(({ reviewId, round }) => rounds.get(reviewId) === round)
  const of = last.map(({ id }) => id)
  if (of.length === 0) return new Map()
  const scores = await db.select().from(harmScores).where(inArray(harmScores.scoringId, of))
  const credits = await db.select().from(controlCredits).where(inArray(controlCredits.scoringId, of))
  const scoresOf = groupedBy(scores, ({ scoringId }) => scoringId)
  const creditsOf = groupedBy(credits, ({ scoringId }) => scoringId)
  return new Map(last.map(({ id, reviewId }) => [reviewId, toScoring(scoresOf.get(id) ?? [], creditsOf.get(id) ?? [])]))
}

function groupedBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}
