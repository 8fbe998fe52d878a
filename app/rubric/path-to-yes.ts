import { type Change, candidateChanges, subject } from './change.ts'
import { changedInput } from './changed-input.ts'
import type { CompiledRubric } from './compile.ts'
import { type Proposal, STRICTNESS } from './decide.ts'
import { type Evaluation, type EvaluationInput, evaluate } from './evaluate.ts'

export type PathToYes = {
  from: Proposal
  to: Proposal
  changes: Change[]
  /** True where every smaller set of changes was tried; false where the search was cut short and a shorter way may exist. */
  fewest: boolean
}

const MOST_CHANGES = 4
const MOST_EVALUATIONS = 6_000

/**
 * The fewest changes that reach the next better decision: another answer to an exposure or gate question, a planned safeguard
 * built and tested, or the open questions answered. Sets of one change are tried first, then two, up to four.
 * A likelihood the reviewer set moves along with the suggestion it corrected.
 * @param most how many attempts at most; a search cut short says so in `fewest`
 * @returns undefined when the decision is already "approve", or nothing within reach improves it
 */
export function pathToYes(
  compiled: CompiledRubric,
  input: EvaluationInput,
  most: number = MOST_EVALUATIONS,
): PathToYes | undefined {
  const search = searchPathToYes(compiled, input, most)
  for (;;) {
    const step = search.next()
    if (step.done) return step.value
  }
}

/** The same search, one attempt at a time: a browser can pause between attempts, so that typing never waits for it. */
export function* searchPathToYes(
  compiled: CompiledRubric,
  input: EvaluationInput,
  most: number = MOST_EVALUATIONS,
): Generator<undefined, PathToYes | undefined> {
  const before = evaluate(compiled, input)
  const from = before.decision?.proposal
  if (!from || from === 'approve') return undefined
  const candidates = candidateChanges(compiled, input, before)
  let spent = 0
  let best: { to: Proposal; changes: Change[] } | undefined
  const tryOut = (changes: Change[]) => {
    spent++
    const to = evaluate(compiled, changedInput(compiled, input, before, changes)).decision?.proposal
    // "Request changes" is a stop on the way, not a destination.
    if (
      to &&
      to !== 'request_changes' &&
      STRICTNESS[to] < STRICTNESS[from] &&
      (!best || STRICTNESS[to] < STRICTNESS[best.to])
    )
      best = { to, changes }
  }
  for (let size = 1; size <= MOST_CHANGES && !best; size++) {
    for (const changes of combinations(candidates, size)) {
      if (spent >= most) break
      tryOut(changes)
      yield
    }
    if (best || spent >= most) break
  }
  const exact = spent < most
  if (!best) {
    const everything = oneEach(candidates)
    tryOut(everything)
    const found = best as { to: Proposal; changes: Change[] } | undefined
    if (!found) return undefined
    return { from, ...thinOut(compiled, input, before, found), fewest: false }
  }
  return { from, to: best.to, changes: best.changes, fewest: exact }
}

/** All sets of `size` changes to different things, in order. */
function* combinations(changes: readonly Change[], size: number, from = 0): Generator<Change[]> {
  if (size === 0) return yield []
  for (let i = from; i < changes.length; i++) {
    const first = changes[i] as Change
    for (const rest of combinations(changes, size - 1, i + 1))
      if (!rest.some((other) => subject(other) === subject(first))) yield [first, ...rest]
  }
}

const oneEach = (changes: readonly Change[]): Change[] =>
  [...new Map([...changes].reverse().map((change) => [subject(change), change])).values()].reverse()

/** Drops every change that is not needed, so that a long list is at least minimal in itself. */
function thinOut(
  compiled: CompiledRubric,
  input: EvaluationInput,
  before: Evaluation,
  found: { to: Proposal; changes: Change[] },
): { to: Proposal; changes: Change[] } {
  let kept = found
  for (const change of found.changes) {
    const changes = kept.changes.filter((other) => other !== change)
    const to = evaluate(compiled, changedInput(compiled, input, before, changes)).decision?.proposal
    if (to && to !== 'request_changes' && STRICTNESS[to] <= STRICTNESS[kept.to]) kept = { to, changes }
  }
  return kept
}
