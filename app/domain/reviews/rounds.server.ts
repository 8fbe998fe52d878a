import type { Answers } from '#app/rubric/index.ts'
import type { Reading } from '../ctx.server.ts'
import { findSnapshots } from './queries.server.ts'
import { rubricsOf } from './records.server.ts'
import { type AnswerChange, diffAnswers } from './rounds.ts'

export type RoundView = { round: number; by: string; at: string; sha256: string; rubric: string; rubricSha256: string }

/** Every submitted round, and what changed between two of them; without a choice, the last two. */
export async function findRounds(
  reading: Reading,
  id: string | undefined,
  chosen: { from?: number; to?: number } = {},
) {
  const found = await findSnapshots(reading, id)
  if (!found) return undefined
  const full = found.snapshots.filter((one) => one.rubricKey !== 'launch-triage')
  const { rubric } = (await rubricsOf(reading, found.review)).full.compiled
  const rounds = full.map(
    (one): RoundView => ({
      round: one.round,
      by: one.by,
      at: one.takenAt,
      sha256: one.sha256,
      rubric: `${rubric.title}, version ${one.rubricVersion}`,
      rubricSha256: one.rubricSha256,
    }),
  )
  const to = full.find(({ round }) => round === chosen.to) ?? full.at(-1)
  const from = full.find(({ round }) => round === chosen.from) ?? (to && full[full.indexOf(to) - 1])
  const comparable = from && to && from.round < to.round
  const changes: AnswerChange[] = comparable ? diffAnswers(rubric, from.answers as Answers, to.answers as Answers) : []
  return { review: found.review, rounds, from: from?.round ?? null, to: to?.round ?? null, changes }
}
