import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { loadLibrary } from '#app/domain/rubric-versions/index.server.ts'
import { encodeColumns } from '#app/rubric/backtest/columns.ts'
import { evaluatePair } from '#app/rubric/backtest/pair.ts'
import { planFor } from '#app/rubric/backtest/plan.ts'
import type { CompiledRubric } from '#app/rubric/index.ts'
import { backtestSql } from '#tests/support/backtest-sql.ts'
import { differences, namedResults, openDuckDb } from '#tests/support/duckdb.ts'
import {
  answersTo,
  Dice,
  type Ending,
  rubricPair,
  weighedAnew,
  withoutSafeguards,
} from '#tests/support/rubric-worlds.ts'

const duckdb = await openDuckDb()
afterAll(() => duckdb.close())
// For forty rows DuckDB would think about a query much longer than it takes to run it.
await duckdb.connection.run('PRAGMA disable_optimizer')

/** The rows in which SQL and columns disagree; agree.test.ts holds the columns to the closures. */
async function disagreeing(version: CompiledRubric, draft: CompiledRubric, seed: number, rows: number) {
  const reviews = Array.from({ length: rows }, (_, i) => {
    const { answers, given } = answersTo(version, new Dice(seed * 1000 + i))
    return { answers: withoutSafeguards(version, answers), given }
  })
  const columns = encodeColumns(reviews, {
    answers: [version, draft].flatMap(({ questions }) => questions.map(({ question }) => question.id)),
    given: [...version.givenIds, ...draft.givenIds],
  })
  const [before, after] = [planFor(version, columns), planFor(draft, columns)]
  if (!before || !after) throw new Error('columns do not do')
  const pair = evaluatePair(before, after, columns)
  await duckdb.load(columns)
  await duckdb.connection.run(`CREATE OR REPLACE TABLE results AS ${backtestSql(version, draft, columns)}`)
  const { compared, names, different } = await differences(duckdb.connection, 'results', namedResults(pair))
  expect(compared).toBe(rows)
  expect(names).toContain('added')
  return different
}

test.each<Ending>(['decision', 'tiers', 'outcome'])(
  'SQL says what columns say: %s',
  async (ending) => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1_000_000), async (seed) => {
        const { version, draft } = rubricPair(seed, ending)
        expect(await disagreeing(version, draft, seed, 40)).toEqual([])
      }),
      { numRuns: 40 },
    )
  },
  60_000,
)

const { rubrics } = await loadLibrary(join(process.cwd(), 'rubrics'))
const named = ['launch-triage@1.0.0', 'launch-full@1.0.0', 'post-incident-review@1.0.0'].map((name) => {
  const [key = '', version] = name.split('@')
  return [name, rubrics.get(key)?.find((one) => one.version === version)?.compiled as CompiledRubric] as const
})

test.each(named)(
  'SQL says what columns say of %s',
  async (_, version) => {
    expect(await disagreeing(version, weighedAnew(version), 3, 300)).toEqual([])
  },
  60_000,
)
