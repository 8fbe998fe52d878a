import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { couldEver } from '#app/platform/access/ability.ts'
import { accessible } from '#app/platform/access/to-sql.server.ts'
import { changeText, type Level, levelRank } from '#app/rubric/index.ts'
import { people } from '#db/schema/people.ts'
import { assessmentLevels, assessments, conditions, decisions, reviewSnapshots, reviews } from '#db/schema/reviews.ts'
import type { Reading } from '../ctx.server.ts'
import { storedVersion } from '../rubric-versions/index.server.ts'
import type { KeptAssessment } from './assessment.ts'
import { reviewColumns } from './columns.server.ts'
import { findReview, keptAssessment } from './queries.server.ts'
import { rubricsOf } from './records.server.ts'
import type { ConditionView, DecisionView, HarmLevels, WorstLevels } from './views.ts'

/**
 * The memo: decision, conditions, levels per harm, reasons and the path to yes. A submitter sees it once it is decided, with levels and
 * reasons but without single scores; those who may read assessments see it as soon as the scores are locked.
 */
export async function findMemo(reading: Reading, id: string | undefined) {
  const review = await findReview(reading, id, 'read_decision')
  if (!review) return undefined
  if (review.state !== 'decided' && !review.may.read_assessment)
    return {
      review,
      decisions: [],
      conditions: [],
      levels: [],
      reasons: [],
      path: [],
      pathTo: null,
      sealed: null,
      kept: null,
    }
  const taken = await reading.db
    .select({ decision: decisions, by: people.name })
    .from(decisions)
    .innerJoin(people, eq(people.id, decisions.decidedBy))
    .where(eq(decisions.reviewId, review.id))
    .orderBy(desc(decisions.decidedAt))
  const attached = await reading.db
    .select({ condition: conditions, owner: people.name, ownerTimeZone: people.timeZone })
    .from(conditions)
    .innerJoin(people, eq(people.id, conditions.ownerId))
    .where(eq(conditions.reviewId, review.id))
    .orderBy(asc(conditions.position))
  const kept = await keptAssessment(reading, review)
  const { full } = await rubricsOf(reading, review)
  return {
    review,
    decisions: taken.map(
      ({ decision, by }): DecisionView => ({
        ...decision,
        // Why the rules were overruled is said to those who may see what the rules said.
        overrideReason: review.may.read_assessment ? decision.overrideReason : null,
        decidedBy: by,
        decidedAt: decision.decidedAt.toISOString(),
      }),
    ),
    conditions: attached.map(
      ({ condition, owner, ownerTimeZone }): ConditionView => ({ ...condition, owner, ownerTimeZone }),
    ),
    levels: kept ? levelsOf(kept.result) : [],
    /** Why, in plain words, and the fewest changes that would reach a better decision. */
    reasons: kept?.result.decision.reasons ?? [],
    path: kept?.result.path?.changes.map((change) => changeText(full.compiled, change)) ?? [],
    pathTo: kept?.result.path?.to ?? null,
    sealed: {
      rubric: `${full.compiled.rubric.title}, version ${full.version}`,
      rubricSha256: full.sha256,
      answersSha256: await answersHash(reading, review, full.key),
    },
    /** The full assessment, score key and all: only for those who may see scores. */
    kept: kept && review.may.read_assessment ? kept : null,
  }
}

async function answersHash({ db }: Reading, review: { id: string; round: number }, rubricKey: string) {
  const { reviewId, round, rubricKey: key, sha256 } = reviewSnapshots
  const [row] = await db
    .select({ sha256 })
    .from(reviewSnapshots)
    .where(and(eq(reviewId, review.id), eq(round, review.round), eq(key, rubricKey)))
  return row?.sha256 ?? null
}

const levelsOf = ({ assessment }: KeptAssessment): HarmLevels[] =>
  assessment.harms.map(({ code, name, inherent, current, target }) => ({
    code,
    name,
    inherent: inherent.level,
    current: current.level,
    target: target.level,
  }))

/**
 * The worst harm of each of these reviews at its latest assessment, for the gauge in a queue. Only with the right to read
 * assessments: the others are left out.
 */
export async function worstLevels(
  reading: Reading,
  reviewIds: readonly string[],
): Promise<Partial<Record<string, WorstLevels>>> {
  if (reviewIds.length === 0 || !couldEver(reading.ability, 'read_assessment', 'Review')) return {}
  const { harm, inherent, current, target } = assessmentLevels
  const rows = await reading.db
    .select({ id: reviews.id, versionId: reviews.fullVersionId, harm, inherent, current, target })
    .from(assessments)
    .innerJoin(reviews, and(eq(reviews.id, assessments.reviewId), eq(reviews.round, assessments.round)))
    .leftJoin(assessmentLevels, eq(assessmentLevels.assessmentId, assessments.id))
    .where(
      and(
        inArray(assessments.reviewId, [...reviewIds]),
        accessible(reading.ability, 'read_assessment', 'Review', reviewColumns),
      ),
    )
  const found: Record<string, WorstLevels> = {}
  for (const { id, versionId, ...level } of rows) {
    found[id] ??= { worst: null, currents: [] }
    if (level.harm === null || !level.inherent || !level.current || !level.target) continue
    found[id].currents.push(level.current)
    const one = { inherent: level.inherent, current: level.current, target: level.target }
    const before = found[id].worst
    if (before && weight(before) >= weight(one)) continue
    const { compiled } = await storedVersion(reading.db, versionId)
    found[id].worst = {
      ...one,
      harm: { code: level.harm, name: compiled.harms.find(({ code }) => code === level.harm)?.name ?? level.harm },
    }
  }
  return found
}

/** Which of two harms is worse: now, then before safeguards. */
const weight = ({ current, inherent }: { current: Level; inherent: Level }) =>
  levelRank(current) * 10 + levelRank(inherent)
