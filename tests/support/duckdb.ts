import { type DuckDBConnection, DuckDBDataChunk, DuckDBInstance, INTEGER, USMALLINT, UTINYINT } from '@duckdb/node-api'
import type { Columns } from '#app/rubric/backtest/columns.ts'
import type { PairOfVerdicts } from '#app/rubric/backtest/pair.ts'
import type { Verdicts } from '#app/rubric/backtest/run.ts'
import { columnName } from './columns-sql.ts'

/** A DuckDB in memory. */
export async function openDuckDb() {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  return {
    connection,
    /** Loads the codes as the table `answers`: a row number, and a column for each question and given fact. */
    load: async ({ rows, answers, given }: Columns): Promise<void> => {
      const all = [
        ...[...given].map(([id, column]) => ({ name: columnName('given', id), column })),
        ...[...answers].map(([id, column]) => ({ name: columnName('answers', id), column })),
      ]
      const small = all.map(({ column }) => column.codes instanceof Uint8Array)
      const definitions = all.map(({ name }, i) => `${name} ${small[i] ? 'UTINYINT' : 'USMALLINT'}`)
      await connection.run(`CREATE OR REPLACE TABLE answers (${['row INTEGER', ...definitions].join(', ')})`)
      const appender = await connection.createAppender('answers')
      const types = [INTEGER, ...small.map((one) => (one ? UTINYINT : USMALLINT))]
      for (let start = 0; start < rows; start += CHUNK) {
        const count = Math.min(CHUNK, rows - start)
        const chunk = DuckDBDataChunk.create(types, count)
        chunk.setColumnValues(
          0,
          Array.from({ length: count }, (_, i) => start + i),
        )
        for (const [i, { column }] of all.entries())
          chunk.setColumnValues(i + 1, Array.from(column.codes.subarray(start, start + count)))
        appender.appendDataChunk(chunk)
      }
      appender.closeSync()
    },
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

const CHUNK = 2048

/** What the columns said, by the names of the query's results. */
export function namedResults({ before, after, added }: PairOfVerdicts): Record<string, ArrayLike<number>> {
  const of = (plan: 'b' | 'a', found: Verdicts) => [
    [`${plan}_visible`, found.visible] as const,
    [`${plan}_tier`, found.tier] as const,
    [`${plan}_outcome`, found.outcome] as const,
    [`${plan}_level`, found.level] as const,
    [`${plan}_decision`, found.decision] as const,
    ...found.knockouts.map((bytes, i) => [`${plan}_k${i}`, bytes] as const),
    ...found.gates.map((bytes, i) => [`${plan}_g${i}`, bytes] as const),
  ]
  return Object.fromEntries([...of('b', before), ...of('a', after), ['added', added]])
}

/** The rows in which a query's results, in the order of `row`, are not those of the columns. */
export async function differences(
  connection: DuckDBConnection,
  table: string,
  results: Record<string, ArrayLike<number>>,
): Promise<{ compared: number; names: string[]; different: number[] }> {
  const reader = await connection.stream(`SELECT * FROM ${table} ORDER BY row`)
  const names = reader.columnNames().filter((name) => name !== 'row')
  const different = new Set<number>()
  let compared = 0
  for (let chunk = await reader.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await reader.fetchChunk()) {
    for (const [at, name] of reader.columnNames().entries()) {
      const ours = results[name]
      const theirs = chunk.getColumnValues(at)
      for (const [i, value] of theirs.entries())
        if (Number(value) !== (name === 'row' ? compared + i : ours?.[compared + i])) different.add(compared + i)
    }
    compared += chunk.rowCount
  }
  return { compared, names, different: [...different] }
}
