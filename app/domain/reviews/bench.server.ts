import { and, desc, eq, lt, ne } from 'drizzle-orm'
import type { Answers } from '#app/rubric/index.ts'
import { people } from '#db/schema/people.ts'
import { reviewSnapshots, scorings } from '#db/schema/reviews.ts'
import type { Reading } from '../ctx.server.ts'
import type { Bench } from './bench.ts'
import { lineFor } from './line.ts'
import { findScoring } from './queries.server.ts'
import { carryOver, draftOf, type Scores } from './scores.ts'
import { loadScores, type StoredScores } from './scoring.server.ts'

/** The scoring bench, or undefined for whoever may not read assessments. */
export async function findBench(reading: Reading, id: string | undefined): Promise<Bench | undefined> {
  const found = await findScoring(reading, id)
  if (!found) return undefined
  const { review, rubrics, full, versions, given, scoring, kept } = found
  const { rubric, taxonomy, table } = rubrics.full.compiled
  if (!table) throw new Error(`${rubrics.full.key} ${rubrics.full.version} has no policy table`)
  const before = await roundBefore(reading, review)
  return {
    review,
    rubric,
    taxonomy,
    table,
    answers: full,
    versions,
    given,
    // Before the first score of a round is saved, its scoring does not exist; it will start with the scores of the round before.
    scores: scoring ? scoresOf(found.scores) : before ? carryOver(before.scores) : { harms: {}, credits: {} },
    // A scoring keeps who began it; whoever has the review answers for it.
    scorer: review.reviewer ?? (scoring ? await nameOf(reading, scoring.scorerId) : null),
    lockedAt: scoring?.lockedAt?.toISOString() ?? null,
    before,
    kept: kept ? { ...kept.result, sha256: kept.sha256, computedAt: kept.computedAt.toISOString() } : null,
    line: lineFor(reading.actor.roles, review.state),
  }
}

/** The scores of the newest earlier round that has some, and the answers as they were submitted then. */
async function roundBefore(reading: Reading, review: { id: string; round: number }): Promise<Bench['before']> {
  const [snapshot] = await reading.db
    .select({ round: reviewSnapshots.round, answers: reviewSnapshots.answers })
    .from(reviewSnapshots)
    .where(
      and(
        eq(reviewSnapshots.reviewId, review.id),
        lt(reviewSnapshots.round, review.round),
        ne(reviewSnapshots.rubricKey, 'launch-triage'),
      ),
    )
    .orderBy(desc(reviewSnapshots.round))
    .limit(1)
  if (!snapshot) return null
  const [scoring] = await reading.db
    .select({ id: scorings.id })
    .from(scorings)
    .where(and(eq(scorings.reviewId, review.id), lt(scorings.round, review.round), eq(scorings.kind, 'first')))
    .orderBy(desc(scorings.round))
    .limit(1)
  return {
    round: snapshot.round,
    scores: scoresOf(await loadScores(reading, scoring?.id)),
    answers: snapshot.answers as Answers,
  }
}

const scoresOf = ({ harms, credits }: StoredScores): Scores => ({
  harms: Object.fromEntries(
    Object.values(harms).map((row) => [
      row.harm,
      { draft: draftOf(row), version: row.version, added: row.added, attested: row.noMechanismReason },
    ]),
  ),
  credits: Object.fromEntries(
    Object.values(credits).map(({ controlId, strength, status, note, version }) => [
      controlId,
      { strength, status: status as Scores['credits'][string]['status'], note, version },
    ]),
  ),
})

async function nameOf({ db }: Reading, id: string): Promise<string | null> {
  const [person] = await db.select({ name: people.name }).from(people).where(eq(people.id, id))
  return person?.name ?? null
}
