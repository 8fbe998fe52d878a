import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { parseDocument } from 'yaml'
import { filesBelow, findingsIn } from '#app/cli/lint.ts'

/**
 * How long the whole library takes to lint, drafts and translations too, beside what the `yaml` package takes to parse the same texts:
 * a lint cannot be quicker than that. Scenarios are not only read, they are run.
 */
type Times = { median: number; all: number[] }
type Report = { files: number; kilobytes: number; limit: number; lint: Times; yaml: Times; command: Times }

const LIMIT_MS = 2_000
const ROUNDS = 5

export async function run(): Promise<Report> {
  const files = await filesBelow(['rubrics'])
  const texts = files.map(({ file }) => readFileSync(file, 'utf8'))
  const lint: number[] = []
  const yaml: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    lint.push(await timed(() => findingsIn(files)))
    yaml.push(await timed(() => texts.map((text) => parseDocument(text).toJS())))
  }
  const command = await Promise.all(
    Array.from({ length: 1 }, () => timed(() => spawnSync('node', ['app/entry.cli.mjs', 'rubric', 'lint', 'rubrics']))),
  )
  const kilobytes = Math.round(texts.join('').length / 1024)
  return { files: files.length, kilobytes, limit: LIMIT_MS, lint: of(lint), yaml: of(yaml), command: of(command) }
}

export function print(report: unknown): string {
  const { files, kilobytes, limit, lint, yaml, command } = report as Report
  const ratio = (lint.median / yaml.median).toFixed(2)
  return [
    `${files} files, ${kilobytes} kB`,
    `lint        ${ms(lint.median)}  (first ${ms(lint.all[0] ?? 0)}), limit ${limit} ms: ${lint.median < limit ? 'kept' : 'MISSED'}`,
    `yaml        ${ms(yaml.median)}  (first ${ms(yaml.all[0] ?? 0)}), the peer: reads the texts and checks nothing; lint takes ${ratio} times as long`,
    `the command ${ms(command.median)}  with the start of the program: ${command.median < limit ? 'kept' : 'MISSED'}`,
  ].join('\n')
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const of = (all: number[]): Times => ({ median: all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0, all })
const ms = (value: number): string => `${Math.round(value)} ms`.padStart(8)
