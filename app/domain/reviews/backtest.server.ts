import { and, asc, count, desc, eq, gt, inArray, type SQL } from 'drizzle-orm'
import { type BacktestRow, backtestRows, type PastReview, type Summary, Tally } from '#app/rubric/backtest/index.ts'
import type { Answer, Answers, CompiledRubric, Scoring } from '#app/rubric/index.ts'
import {
  answers,
  controlCredits,
  harmScores,
  launches,
  reviewSnapshots,
  reviews,
  scorings,
} from '#db/schema/reviews.ts'
import type { Reading } from '../ctx.server.ts'
import { storedVersion } from '../rubric-versions/index.server.ts'
import { fromColumns } from './answer-row.ts'
import { givenFacts } from './records.server.ts'
import { toScoring } from './scoring.server.ts'
import { launchCode } from './views.ts'

/** What a draft would change about one stored review, and how to find it. */
export type StoredBacktestRow = BacktestRow & {
  reviewId: string
  /** What people call the launch: L-12. */
  launch: string
  title: string
  /** The version that was answered. */
  version: string
}

export type StoredBacktest = { rows: StoredBacktestRow[]; summary: Summary }

export type BacktestOptions = {
  /** Launches that ended without anybody deciding (T0, T1) too. */
  logged?: boolean
  /** Told after every chunk; the work waits for it. */
  onProgress?: (done: number, total: number) => void | Promise<void>
}

/**
 * Replays a draft over every decided review that answered its rubric: the answers as they were submitted in the round that was decided,
 * with what the reviewer answered and scored, the facts from triage, and the version they were given to. A few hundred reviews are held
 * at a time; what is returned is small. A rubric that no review answers gives an empty result.
 *
 * It asks for no right: the command or the command line that calls it has made sure that whoever runs it may, and shows nobody a
 * review they may not see.
 * @param key of the rubric: the triage is replayed over the triage answers, the full one over the full answers
 */
export async function backtestStored(
  { db }: Pick<Reading, 'db'>,
  draft: CompiledRubric,
  key: string,
  { logged = false, onProgress }: BacktestOptions = {},
): Promise<StoredBacktest> {
  const tally = new Tally()
  const rows: StoredBacktestRow[] = []
  const pinned = PINNED[key]
  if (!pinned) return { rows, summary: tally.summary() }
  const ended = inArray(reviews.state, logged ? ['decided', 'logged'] : ['decided'])
  const [all] = await db.select({ reviews: count() }).from(reviews).where(ended)
  const total = all?.reviews ?? 0
  let done = 0
  let last: string | undefined
  await onProgress?.(0, total)
  for (;;) {
    const chunk = await readChunk(db, and(ended, last === undefined ? undefined : gt(reviews.id, last)))
    if (chunk.length === 0) break
    const past = await pastReviews(db, chunk, key, pinned)
    const replayed = backtestRows(
      draft,
      past.map(({ review }) => review),
    )
    for (const [i, row] of replayed.entries()) {
      tally.add(row)
      const { head, version } = past[i] as (typeof past)[number]
      rows.push({ reviewId: head.id, launch: launchCode(head.number), title: head.title, version, ...row })
    }
    done += chunk.length
    last = chunk.at(-1)?.id
    await onProgress?.(done, total)
  }
  rows.sort((a, b) => Number(a.launch.slice(2)) - Number(b.launch.slice(2)) || (a.reviewId < b.reviewId ? -1 : 1))
  return { rows, summary: tally.summary() }
}

const CHUNK = 300
/** The column in which a review names the version of this rubric. */
const PINNED: Readonly<Record<string, 'triageVersionId' | 'fullVersionId'>> = {
  'launch-triage': 'triageVersionId',
  'launch-full': 'fullVersionId',
}
const TRIAGE_KEY = 'launch-triage'

type Db = Reading['db']
type Head = Awaited<ReturnType<typeof readChunk>>[number]

const readChunk = (db: Db, where: SQL | undefined) =>
  db
    .select({
      id: reviews.id,
      round: reviews.round,
      tier: reviews.tier,
      triageVersionId: reviews.triageVersionId,
      fullVersionId: reviews.fullVersionId,
      number: launches.number,
      title: launches.title,
    })
    .from(reviews)
    .innerJoin(launches, eq(launches.id, reviews.launchId))
    .where(where)
    .orderBy(asc(reviews.id))
    .limit(CHUNK)

async function pastReviews(db: Db, heads: readonly Head[], key: string, pinned: 'triageVersionId' | 'fullVersionId') {
  const ids = heads.map(({ id }) => id)
  const full = pinned === 'fullVersionId'
  const kept = await lastSnapshots(db, ids, full ? [key, TRIAGE_KEY] : [key])
  const versions = new Map(
    await Promise.all(
      [...new Set(heads.map((head) => head[pinned]))].map(async (id) => [id, await storedVersion(db, id)] as const),
    ),
  )
  const added = full
    ? await reviewersAnswers(
        db,
        ids,
        [...versions.values()].map(({ compiled }) => compiled),
      )
    : undefined
  const scores = full ? await scoringsOf(db, heads) : undefined
  return heads.flatMap((head) => {
    const answered = kept.get(`${head.id} ${key}`)
    const version = versions.get(head[pinned])
    // A launch logged in triage never answered the full rubric.
    if (!answered || !version) return []
    const review: PastReview = full
      ? {
          version: version.compiled,
          answers: { ...answered, ...added?.get(head.id) },
          given: givenFacts(head, kept.get(`${head.id} ${TRIAGE_KEY}`) ?? {}),
          scoring: scores?.get(head.id) ?? {},
        }
      : { version: version.compiled, answers: answered }
    return [{ head, version: version.version, review }]
  })
}

/** The newest answers that were submitted, by review and rubric. */
async function lastSnapshots(db: Db, ids: string[], keys: string[]): Promise<Map<string, Answers>> {
  const { reviewId, rubricKey, round, answers: submitted } = reviewSnapshots
  const rows = await db
    .selectDistinctOn([reviewId, rubricKey], { reviewId, rubricKey, submitted })
    .from(reviewSnapshots)
    .where(and(inArray(reviewId, ids), inArray(rubricKey, keys)))
    .orderBy(reviewId, rubricKey, desc(round))
  return new Map(rows.map((row) => [`${row.reviewId} ${row.rubricKey}`, row.submitted as Answers]))
}

/** What reviewers answered is in no snapshot: nobody submitted it. It was last changed before the decision. */
async function reviewersAnswers(db: Db, ids: string[], versions: readonly CompiledRubric[]) {
  const asked = versions.flatMap(({ questions }) =>
    questions.flatMap(({ question: { id, answered_by } }) => (answered_by === 'reviewer' ? [id] : [])),
  )
  const found = new Map<string, Record<string, Answer>>()
  if (asked.length === 0) return found
  const rows = await db
    .select()
    .from(answers)
    .where(and(inArray(answers.reviewId, ids), inArray(answers.questionKey, [...new Set(asked)])))
  for (const row of rows) {
    const answer = fromColumns(row)
    if (answer) found.set(row.reviewId, { ...found.get(row.reviewId), [row.questionKey]: answer })
  }
  return found
}

/** What the reviewer scored in the round that was decided, by review. */
async function scoringsOf(db: Db, some: readonly Head[]): Promise<Map<string, Scoring>> {
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
