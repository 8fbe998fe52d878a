import { BLOCK, type Had, Plane } from './blocks.ts'
import type { Columns } from './columns.ts'
import { newlyShown, widen } from './loops.ts'
import { ONES } from './masks.ts'
import type { Plan } from './plan.ts'
import { emptyVerdicts, Runner, type Verdicts } from './run.ts'

export type PairOfVerdicts = {
  before: Verdicts
  after: Verdicts
  /** How many questions of the draft each review was not asked before. */
  added: Uint16Array
}

/** Evaluates the version that was answered and the draft over the same columns, block by block. */
export function evaluatePair(before: Plan, after: Plan, { rows }: Pick<Columns, 'rows'>): PairOfVerdicts {
  const was = new Runner(before)
  const is = new Runner(after)
  const out = { before: emptyVerdicts(before, rows), after: emptyVerdicts(after, rows), added: new Uint16Array(rows) }
  const had = hadBy(before, after, was)
  const count = addedCounter(before, after, was, is)
  for (let start = 0; start < rows; start += BLOCK) {
    const some = Math.min(BLOCK, rows - start)
    was.run(start, some, out.before)
    is.run(start, some, out.after, had)
    count(out.added.subarray(start, start + some), some)
  }
  return out
}

function hadBy(before: Plan, after: Plan, was: Runner): Had {
  const given = new Set(before.compiled.givenIds)
  const asked = after.sources.map(({ kind, id }) => (kind === 'given' ? undefined : before.compiled.byId.get(id)))
  return (slot) => {
    const source = after.sources[slot]
    if (source?.kind === 'given') return given.has(source.id) ? 'all' : 'none'
    const question = asked[slot]
    return question ? (was.shownIn(question.slot) ?? 'all') : 'none'
  }
}

function addedCounter(before: Plan, after: Plan, was: Runner, is: Runner) {
  const everywhere = new Plane()
  everywhere.words.fill(ONES)
  const nowhere = new Plane()
  const sum = new Plane()
  const pairs = after.compiled.questions.flatMap((question) => {
    const old = before.compiled.byId.get(question.question.id)
    const earlier = () => (old ? (was.shownIn(old.slot) ?? everywhere) : nowhere)
    return old && earlier() === everywhere ? [] : [{ now: () => is.shownIn(question.slot) ?? everywhere, earlier }]
  })
  return (into: Uint16Array, count: number) => {
    const words = Math.ceil(count / 4)
    for (let from = 0; from < pairs.length; from += 255) {
      sum.words.fill(0, 0, words)
      for (const { now, earlier } of pairs.slice(from, from + 255))
        newlyShown(sum.words, now().words, earlier().words, words)
      widen(into, sum.bytes, count)
    }
  }
}
