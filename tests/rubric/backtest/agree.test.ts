import { join } from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadLibrary } from '#app/domain/rubric-versions/index.server.ts'
import { backtestByClosures, backtestRows } from '#app/rubric/backtest/index.ts'
import { replayInColumns } from '#app/rubric/backtest/replay-columns.ts'
import type { CompiledRubric } from '#app/rubric/index.ts'
import {
  answersTo,
  Dice,
  type Ending,
  rubricPair,
  weighedAnew,
  withoutSafeguards,
} from '#tests/support/rubric-worlds.ts'
import { answered, compiled, question } from '../fixtures/rubrics.ts'

const reviewsOf = (seed: number, version: CompiledRubric, rows: number) =>
  Array.from({ length: rows }, (_, i) => ({ version, ...answersTo(version, new Dice(seed * 1000 + i)) }))

test.each<Ending>(['decision', 'tiers', 'outcome'])(
  'columns say what closures say: %s',
  (ending) => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (seed) => {
        const { version, draft } = rubricPair(seed, ending)
        const reviews = reviewsOf(seed, version, 40)
        // Otherwise the closures would be compared with themselves.
        expect(replayInColumns(version, draft, reviews)).toBeDefined()
        expect(backtestRows(draft, reviews)).toEqual(backtestByClosures(draft, reviews))
      }),
      { numRuns: 120 },
    )
  },
  60_000,
)

test('columns say what closures say over more rows than a block holds', () => {
  const { version, draft } = rubricPair(7, 'decision')
  const reviews = reviewsOf(7, version, 9_001)
  expect(backtestRows(draft, reviews)).toEqual(backtestByClosures(draft, reviews))
}, 60_000)

test.each([1_000, 1_001])('columns of many different answers, two bytes a code, say the same: %i rows', (rows) => {
  const rubric = (least: number, shown: string) =>
    compiled([
      question('first', 'yes_no', { required: false }),
      question('reach', 'number', {
        gate: true,
        effects: [
          { harm: 'HAR-2', dL: 2, when: { gte: least } },
          { harm: 'CSE-3', dL: 1, when: { lt: 30 } },
        ],
        show_when: { first: shown },
        knockouts: [{ code: 'KO-R', when: { reach: { gt: 900 } }, action: 'escalate', reason: 'r', remedy: 'r' }],
      }),
    ])
  const version = rubric(500, 'yes')
  const draft = rubric(200, 'no')
  const reviews = Array.from({ length: rows }, (_, i) => ({
    version,
    answers: { first: answered(i % 3 === 0 ? 'no' : 'yes'), ...(i % 7 === 0 ? {} : { reach: answered(i) }) },
  }))
  expect(backtestRows(draft, reviews)).toEqual(backtestByClosures(draft, reviews))
})

const { rubrics } = await loadLibrary(join(process.cwd(), 'rubrics'))
const alone = [...rubrics.values()].flatMap(([newest]) => (newest ? [newest] : []))

test.each(alone.map((one) => [one.key, one.compiled] as const))('columns say what closures say of %s', (_, version) => {
  const reviews = reviewsOf(1, version, 200)
  const draft = weighedAnew(version)
  expect(backtestRows(draft, reviews)).toEqual(backtestByClosures(draft, reviews))
  // Safeguards are weighed by closures; without them columns do.
  const bare = reviews.map((review) => ({ ...review, answers: withoutSafeguards(version, review.answers) }))
  expect(replayInColumns(version, draft, bare)).toBeDefined()
  expect(backtestRows(draft, bare)).toEqual(backtestByClosures(draft, bare))
})
