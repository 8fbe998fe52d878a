import type { CompiledRubric } from '../compile.ts'
import { PROPOSALS } from '../decide.ts'
import { LEVELS, TIERS } from '../rubric.ts'
import { encodeColumns, MOST_ROWS } from './columns.ts'
import { evaluatePair } from './pair.ts'
import { type Plan, planFor } from './plan.ts'
import type { Verdicts } from './run.ts'
import type { PastReview, Replayed, Verdict } from './verdict.ts'

/** Reviews of one version, evaluated as columns. @returns undefined where columns do not do */
export function replayInColumns(
  version: CompiledRubric,
  draft: CompiledRubric,
  reviews: readonly PastReview[],
): Replayed[] | undefined {
  if (reviews.length > MOST_ROWS) {
    const first = replayInColumns(version, draft, reviews.slice(0, MOST_ROWS))
    const rest = first && replayInColumns(version, draft, reviews.slice(MOST_ROWS))
    return rest && [...first, ...rest]
  }
  const columns = encodeColumns(reviews, {
    answers: [version, draft].flatMap(({ questions }) => questions.map(({ question }) => question.id)),
    given: [...version.givenIds, ...draft.givenIds],
  })
  const before = planFor(version, columns)
  const after = planFor(draft, columns)
  if (!before || !after) return undefined
  const pair = evaluatePair(before, after, columns)
  return reviews.map((_, row) => ({
    before: verdictAt(before, pair.before, row),
    after: verdictAt(after, pair.after, row),
    added: pair.added[row] ?? 0,
  }))
}

/** One row of the columns' verdicts in words. */
export function verdictAt({ compiled, knockouts, gates }: Plan, found: Verdicts, row: number): Verdict {
  const { outcome, decision } = compiled.rubric
  const level = decision ? (LEVELS[found.level[row] ?? 0] ?? null) : null
  const set = (bytes: readonly Uint8Array[]) => (_: unknown, at: number) =>
    (((bytes[at >> 3] as Uint8Array)[row] as number) & (1 << (at & 7))) !== 0
  return {
    tier: TIERS[(found.tier[row] ?? 0) - 1] ?? null,
    outcome: outcome?.values[(found.outcome[row] ?? 0) - 1]?.id ?? null,
    inherent: level,
    current: level,
    decision: decision ? (PROPOSALS[found.decision[row] ?? 0] ?? null) : null,
    visible: found.visible[row] ?? 0,
    knockouts: knockouts.filter(set(found.knockouts)).map(({ code }) => code),
    openGates: gates.filter(set(found.gates)).map(({ id }) => id),
  }
}
