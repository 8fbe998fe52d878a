import { isDeepStrictEqual } from 'node:util'
import type { Columns } from '#app/rubric/backtest/columns.ts'
import { evaluatePair, type PairOfVerdicts } from '#app/rubric/backtest/pair.ts'
import { type Plan, planFor } from '#app/rubric/backtest/plan.ts'
import { verdictAt } from '#app/rubric/backtest/replay-columns.ts'
import { replay } from '#app/rubric/backtest/verdict.ts'
import type { Answer, CompiledRubric } from '#app/rubric/index.ts'
import { backtestSql } from '#tests/support/backtest-sql.ts'
import { differences, namedResults, openDuckDb } from '#tests/support/duckdb.ts'
import { benchAnswers, benchVersions } from './backtest-world.ts'

/**
 * A whole back-test, the version before and the draft after, over a million generated reviews of sixty answers: our columns on one
 * thread, beside reading the same bytes once, and beside DuckDB with SQL made from the same two rubrics. DuckDB has the same codes as
 * small integers; its CPU is that of all its threads. Planning is counted on both sides; the ratio is also given without DuckDB's
 * planning, as measured over a few rows. What both say is then compared row by row, and with the closures that judge a live review.
 */

const REVIEWS = 1_000_000
const ROUNDS = 7
const DUCKDB_ROUNDS = 3
/** Rows enough for DuckDB to plan as for many, and too few to cost anything. */
const FEW = 2_048
const GOALS = { reading: 120, duckdb: 5 }
/** Seconds that the closures may take, and the rows they look at in any case. */
const CLOSURES = { seconds: 110, least: 100_000 }

export type BacktestReport = {
  bench: 'backtest'
  reviews: number
  questions: number
  milliseconds: { reading: number; columns: number; duckdb: number }
  /** Of all threads. */
  cpuMilliseconds: { columns: number; duckdb: number; duckdbPlanning: number }
  ratios: { columnsToReading: number; duckdbToColumns: number; duckdbWithoutPlanning: number }
  identical: { sqlRows: number; sqlDifferent: number; closureRows: number; closureDifferent: number }
  /** So that nobody compares empty results: how many reviews flip their decision. */
  decisionsFlipped: number
  met: { reading: boolean; duckdb: boolean; identical: boolean }
}

export async function run(reviews = REVIEWS): Promise<BacktestReport> {
  const { version, draft } = benchVersions()
  const columns = benchAnswers(version, reviews)
  const duckdb = await openDuckDb()
  try {
    const sql = backtestSql(version, draft, columns)
    const query = async () => {
      await duckdb.connection.run('DROP TABLE IF EXISTS results')
      return spent(() => duckdb.connection.run(`CREATE TABLE results AS ${sql}`))
    }
    await duckdb.load(firstRows(columns, FEW))
    const planning = await query()
    await duckdb.load(columns)
    const times = { reading: [] as Spent[], columns: [] as Spent[], duckdb: [] as Spent[] }
    let pair = planAndEvaluate(version, draft, columns)
    readOnce(columns)
    // Turn by turn in one process, so that a busy machine slows all of them alike.
    for (let round = 0; round < ROUNDS; round++) {
      times.reading.push(await spent(() => readOnce(columns)))
      times.columns.push(
        await spent(() => {
          pair = planAndEvaluate(version, draft, columns)
        }),
      )
      if (round >= DUCKDB_ROUNDS) continue
      times.duckdb.push(await query())
    }
    const { compared, different } = await differences(duckdb.connection, 'results', namedResults(pair.pair))
    const closures = compareWithClosures(version, draft, columns, pair)
    const identical = {
      sqlRows: compared,
      sqlDifferent: different.length,
      closureRows: closures.rows,
      closureDifferent: closures.different,
    }
    const wall = (of: readonly Spent[]) => median(of.map(({ wall: time }) => time))
    const cpu = (of: readonly Spent[]) => median(of.map(({ cpu: time }) => time))
    const ratios = {
      columnsToReading: wall(times.columns) / wall(times.reading),
      duckdbToColumns: cpu(times.duckdb) / cpu(times.columns),
      duckdbWithoutPlanning: (cpu(times.duckdb) - planning.cpu) / cpu(times.columns),
    }
    const { before, after } = pair.pair
    return {
      bench: 'backtest',
      reviews,
      questions: version.questions.length,
      milliseconds: { reading: wall(times.reading), columns: wall(times.columns), duckdb: wall(times.duckdb) },
      cpuMilliseconds: { columns: cpu(times.columns), duckdb: cpu(times.duckdb), duckdbPlanning: planning.cpu },
      ratios,
      identical,
      decisionsFlipped: before.decision.reduce((count, one, row) => count + (one === after.decision[row] ? 0 : 1), 0),
      met: {
        reading: ratios.columnsToReading <= GOALS.reading,
        duckdb: ratios.duckdbToColumns >= GOALS.duckdb,
        identical:
          compared === reviews &&
          different.length + closures.different === 0 &&
          closures.rows >= Math.min(reviews, CLOSURES.least),
      },
    }
  } finally {
    duckdb.close()
  }
}

export const print = (report: BacktestReport): string => {
  const { milliseconds, cpuMilliseconds, ratios, identical, met, reviews, questions, decisionsFlipped } = report
  const whole = (number: number) => Math.round(number).toLocaleString('en')
  const goal = (held: boolean, text: string) => `${held ? 'Met' : 'MISSED'}: ${text}`
  const sample = identical.closureRows === reviews ? 'all of them' : `a sample of ${whole(identical.closureRows)}`
  return [
    `${whole(reviews)} reviews of ${questions} answers, before and after; medians of ${ROUNDS} rounds (DuckDB ${DUCKDB_ROUNDS}):`,
    `  reading the bytes once  ${whole(milliseconds.reading)} ms`,
    `  plimsoll, columns       ${whole(milliseconds.columns)} ms, ${whole(cpuMilliseconds.columns)} ms of CPU`,
    `  DuckDB                  ${whole(milliseconds.duckdb)} ms, ${whole(cpuMilliseconds.duckdb)} ms of CPU, ${whole(cpuMilliseconds.duckdbPlanning)} ms of it for planning`,
    `  ${whole(decisionsFlipped)} decisions flip`,
    goal(
      met.reading,
      `${ratios.columnsToReading.toFixed(1)} × the time of reading (goal: at most ${GOALS.reading} ×).`,
    ),
    goal(
      met.duckdb,
      `DuckDB takes ${ratios.duckdbToColumns.toFixed(1)} × our CPU, ${ratios.duckdbWithoutPlanning.toFixed(1)} × without its planning (goal: at least ${GOALS.duckdb} ×).`,
    ),
    goal(
      met.identical,
      `columns and SQL differ in ${identical.sqlDifferent} of ${whole(identical.sqlRows)} reviews, columns and closures in ${identical.closureDifferent} of ${whole(identical.closureRows)} (${sample}).`,
    ),
  ].join('\n')
}

type Evaluated = { before: Plan; after: Plan; pair: PairOfVerdicts }

/** Making the plans is counted too. */
function planAndEvaluate(version: CompiledRubric, draft: CompiledRubric, columns: Columns): Evaluated {
  const [before, after] = [planFor(version, columns), planFor(draft, columns)]
  if (!before || !after) throw new Error('columns do not do')
  return { before, after, pair: evaluatePair(before, after, columns) }
}

function readOnce({ answers }: Columns): number {
  let total = 0
  for (const { codes } of answers.values()) total += sumOf(codes)
  return total
}

function sumOf(codes: Uint8Array | Uint16Array): number {
  let total = 0
  for (let i = 0; i < codes.length; i++) total += codes[i] as number
  return total
}

/** All rows where that takes no longer than allowed, else as many as fit, spread evenly. */
function compareWithClosures(version: CompiledRubric, draft: CompiledRubric, columns: Columns, found: Evaluated) {
  const differs = (row: number): boolean => {
    const answers: Record<string, Answer> = {}
    for (const [id, { codes, dictionary }] of columns.answers) {
      const answer = dictionary[codes[row] as number]
      if (answer) answers[id] = answer
    }
    return !isDeepStrictEqual(replay(draft, { version, answers }), {
      before: verdictAt(found.before, found.pair.before, row),
      after: verdictAt(found.after, found.pair.after, row),
      added: found.pair.added[row],
    })
  }
  const trial = Math.min(2_000, columns.rows)
  const start = performance.now()
  for (let row = 0; row < trial; row++) differs(row)
  const perRow = (performance.now() - start) / 1000 / trial
  const rows = Math.min(columns.rows, Math.max(CLOSURES.least, Math.floor(CLOSURES.seconds / perRow)))
  const step = columns.rows / rows
  let different = 0
  for (let i = 0; i < rows; i++) if (differs(Math.floor(i * step))) different++
  return { rows, different }
}

const firstRows = ({ rows, answers, given }: Columns, count: number): Columns => ({
  rows: Math.min(rows, count),
  answers: new Map(
    [...answers].map(([id, { codes, dictionary }]) => [id, { codes: codes.subarray(0, count), dictionary }]),
  ),
  given,
})

type Spent = { wall: number; cpu: number }

async function spent(work: () => unknown): Promise<Spent> {
  const cpu = process.cpuUsage()
  const start = performance.now()
  await work()
  const wall = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  return { wall, cpu: (user + system) / 1000 }
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
