import type { CompiledRubric } from '../compile.ts'
import { replayInColumns } from './replay-columns.ts'
import { type Flip, flipsOf, newIn, type Summary, Tally } from './summary.ts'
import { type PastReview, type Replayed, replay } from './verdict.ts'

/** What a draft would change about one review. */
export type BacktestRow = Replayed & {
  flips: Flip[]
  /** The codes of knock-outs that did not fire before. */
  newKnockouts: string[]
  /** Gates that were not open before, by question. */
  newGates: string[]
}

export type Backtest = { rows: BacktestRow[]; summary: Summary }

/**
 * Replays a draft over reviews that are decided: the answers stay, what was never asked counts as unknown. Before is the version a
 * review was answered with, after is the draft. The rows come in the order of the reviews.
 */
export function backtest(draft: CompiledRubric, reviews: readonly PastReview[]): Backtest {
  const tally = new Tally()
  const rows = replayAll(draft, reviews).map(rowOf)
  for (const row of rows) tally.add(row)
  return { rows, summary: tally.summary() }
}

/** The same without a sum, for whoever brings the reviews in parts and adds the rows to a `Tally`. */
export const backtestRows = (draft: CompiledRubric, reviews: readonly PastReview[]): BacktestRow[] =>
  replayAll(draft, reviews).map(rowOf)

/** The reference: every review alone, by the closures that judge a live one. */
export const backtestByClosures = (draft: CompiledRubric, reviews: readonly PastReview[]): BacktestRow[] =>
  reviews.map((review) => rowOf(replay(draft, review)))

const rowOf = (replayed: Replayed): BacktestRow => ({
  ...replayed,
  flips: flipsOf(replayed),
  newKnockouts: newIn(replayed.before.knockouts, replayed.after.knockouts),
  newGates: newIn(replayed.before.openGates, replayed.after.openGates),
})

/**
 * Reviews of one version are evaluated as columns. What hangs on a single review is left to the closures: the scores of a reviewer,
 * and safeguards, which are merged by their ids and weighed one by one.
 */
function replayAll(draft: CompiledRubric, reviews: readonly PastReview[]): Replayed[] {
  const done: Replayed[] = new Array(reviews.length)
  const groups = new Map<CompiledRubric, number[]>()
  for (const [at, review] of reviews.entries()) {
    if (isScored(review) || namesSafeguards(draft, review)) done[at] = replay(draft, review)
    else into(groups, review.version).push(at)
  }
  for (const [version, places] of groups) {
    const some = places.map((at) => reviews[at] as PastReview)
    const found = replayInColumns(version, draft, some) ?? some.map((review) => replay(draft, review))
    for (const [i, at] of places.entries()) done[at] = found[i] as Replayed
  }
  return done
}

const isScored = ({ scoring = {} }: PastReview): boolean =>
  Object.keys(scoring.harms ?? {}).length > 0 ||
  Object.keys(scoring.credits ?? {}).length > 0 ||
  (scoring.controls ?? []).length > 0

const namesSafeguards = (draft: CompiledRubric, { version, answers }: PastReview): boolean =>
  [version, draft].some(({ questions }) =>
    questions.some(({ question: { id, kind } }) => kind === 'controls' && answers[id]?.state === 'answered'),
  )

function into(groups: Map<CompiledRubric, number[]>, version: CompiledRubric): number[] {
  const places = groups.get(version) ?? []
  groups.set(version, places)
  return places
}
