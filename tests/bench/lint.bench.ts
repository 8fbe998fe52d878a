import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { parseDocument } from 'yaml'
import { filesBelow, findingsIn } from '#app/cli/lint.ts'
import { HOSTILE } from '#tests/rubric/hostile/corpus.ts'
import { libraryWith, lintChild } from '#tests/rubric/hostile/libraries.ts'

/**
 * How long the whole library takes to lint, drafts and translations too, beside what the `yaml` package takes to parse the same texts:
 * a lint cannot be quicker than that. Scenarios are not only read, they are run.
 */
type Times = { median: number; all: number[] }
type Report = {
  files: number
  kilobytes: number
  limit: number
  lint: Times
  yaml: Times
  command: Times
  hostile: Slow[]
  /** How busy the machine was when it began; the limits are for an idle one. */
  load: number
  processors: number
}
/** A hostile library and how long it took: on the clock, and of the processor. */
type Slow = { name: string; ms: number; cpu: number }

const LIMIT_MS = 2_000
const HOSTILE_MS = 1_000
const ROUNDS = 5

export async function run(): Promise<Report> {
  const [load = 0] = loadavg()
  const files = await filesBelow(['rubrics'])
  const texts = files.map(({ file }) => readFileSync(file, 'utf8'))
  const lint: number[] = []
  const yaml: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    lint.push(await timed(() => findingsIn(files)))
    yaml.push(await timed(() => texts.map((text) => parseDocument(text).toJS())))
  }
  const command: number[] = []
  for (let round = 0; round < 3; round++)
    command.push(await timed(() => spawnSync('node', ['app/entry.cli.mjs', 'rubric', 'lint', 'rubrics'])))
  const hostile = await hostileTimes()
  const kilobytes = Math.round(texts.join('').length / 1024)
  return {
    files: files.length,
    kilobytes,
    limit: LIMIT_MS,
    lint: of(lint),
    yaml: of(yaml),
    command: of(command),
    hostile,
    load,
    processors: availableParallelism(),
  }
}

export function print(report: unknown): string {
  const { files, kilobytes, limit, lint, yaml, command, hostile, load, processors } = report as Report
  const ratio = (lint.median / yaml.median).toFixed(2)
  return [
    `${files} files, ${kilobytes} kB; load ${load.toFixed(1)} on ${processors} processors${load > processors / 2 ? ': not idle, so the clock says too much' : ''}`,
    `lint        ${ms(lint.median)}  (first ${ms(lint.all[0] ?? 0)}), limit ${limit} ms: ${lint.median < limit ? 'kept' : 'MISSED'}`,
    `yaml        ${ms(yaml.median)}  (first ${ms(yaml.all[0] ?? 0)}), the peer: reads the texts and checks nothing; lint takes ${ratio} times as long`,
    `the command ${ms(command.median)}  with the start of the program: ${command.median < limit ? 'kept' : 'MISSED'}`,
    `hostile     ${hostile.length} libraries, goal ${HOSTILE_MS} ms each; ${hostile.filter(({ ms: took }) => took >= HOSTILE_MS).length} above it. The slowest:`,
    ...hostile
      .slice(0, 5)
      .map(({ name, ms: took, cpu }) => `            ${ms(took)}  (processor ${ms(cpu).trim()})  ${name}`),
  ].join('\n')
}

/** Each hostile library linted and loaded once, slowest first. */
async function hostileTimes(): Promise<Slow[]> {
  const child = lintChild(60_000)
  const times: Slow[] = []
  for (const [name, { files }] of Object.entries(HOSTILE)) {
    const folder = libraryWith(files)
    const answer = await child.ask(folder)
    times.push({ name, ms: answer?.ms ?? Number.POSITIVE_INFINITY, cpu: answer?.cpu ?? Number.POSITIVE_INFINITY })
    rmSync(folder, { recursive: true, force: true })
  }
  child.stop()
  return times.sort((a, b) => b.ms - a.ms)
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const of = (all: number[]): Times => ({ median: all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0, all })
const ms = (value: number): string => `${Math.round(value)} ms`.padStart(8)
