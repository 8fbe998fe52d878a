import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'

/**
 * Lints and loads one library after the other, each named by a line on stdin, and answers with a line: what was found, how long it took,
 * and which files outside of the library were opened. It is a process of its own so that whoever waits can end it.
 */
let opened: string[] = []
const noted =
  <Args extends unknown[], Result>(work: (...args: Args) => Result) =>
  (...args: Args): Result => {
    opened.push(resolve(String(args[0])))
    return work(...args)
  }
fs.promises.readFile = noted(fs.promises.readFile) as typeof fs.promises.readFile
fs.promises.open = noted(fs.promises.open)
fs.readFileSync = noted(fs.readFileSync) as typeof fs.readFileSync
net.connect = () => {
  throw new Error('a rubric file has no business on the network')
}
syncBuiltinESMExports()

const { filesBelow, findingsIn } = await import('#app/cli/lint.ts')
const { loadLibrary } = await import('#app/domain/rubric-versions/index.server.ts')
await findingsIn(await filesBelow(['rubrics/launch-triage']))

process.stdout.write('ready\n')
for await (const folder of createInterface({ input: process.stdin })) {
  opened = []
  const start = performance.now()
  const cpu = process.cpuUsage()
  const work = async () => {
    const findings = await findingsIn(await filesBelow([folder]))
    const library = await loadLibrary(folder, { drafts: true })
    const versions = [...library.rubrics.values()].flat().map(({ key, version, sha256 }) => ({ key, version, sha256 }))
    return { findings: [...findings, ...library.diagnostics], versions }
  }
  const done = await work().catch((cause: unknown) => ({ crashed: String(cause), findings: [], versions: [] }))
  const { user, system } = process.cpuUsage(cpu)
  const answer = {
    ...done,
    ms: Math.round(performance.now() - start),
    cpu: Math.round((user + system) / 1000),
    outside: opened.filter((path) => !path.startsWith(folder) && !/\.(ts|mjs|js|json)$/.test(path)),
    polluted: 'polluted' in {},
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
