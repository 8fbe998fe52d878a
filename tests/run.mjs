// `npm test`: everything that must hold, in the order in which a failure is cheapest to find.
// `npm test -- PATTERN` runs only the test files whose path contains PATTERN.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
if (!existsSync('node_modules/vitest')) {
  console.log('The dependencies are not installed. Run: npm ci')
  process.exit(1)
}

const patterns = process.argv.slice(2)
const RESULT = join('node_modules', '.cache', 'plimsoll', 'vitest.json')
const SUMMARY = join('node_modules', '.cache', 'plimsoll', 'summary')
const bin = (name) => join('node_modules', '.bin', name)
const vitest = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${RESULT}`]

const all = [
  { name: 'Types', command: bin('tsc'), args: [] },
  { name: 'Lint and format', command: bin('biome'), args: ['check', '.'] },
  { name: 'Build', command: process.execPath, args: ['--import', 'tsx', 'app/platform/start/build.command.ts'] },
  { name: 'Browser', command: process.execPath, args: ['--import', 'tsx', 'tests/support/chromium.ts'] },
  { name: 'Tests and journeys', command: bin('vitest'), args: vitest },
]
const parts =
  patterns.length > 0
    ? [{ name: `Tests matching ${patterns.join(' ')}`, command: bin('vitest'), args: [...vitest, ...patterns] }]
    : all

mkdirSync(dirname(RESULT), { recursive: true })
rmSync(RESULT, { force: true })
rmSync(SUMMARY, { force: true })
const done = []
for (const { name, command, args } of parts) {
  console.log(`\n== ${name} ${'='.repeat(Math.max(3, 100 - name.length))}\n`)
  const start = performance.now()
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' })
  done.push({ name, passed: status === 0, seconds: ((performance.now() - start) / 1000).toFixed(1) })
  if (status !== 0) {
    if (error) console.log(error.message)
    break
  }
}

console.log(`\n== Result ${'='.repeat(94)}\n`)
for (const { name, passed, seconds } of done) console.log(`  ${passed ? 'passed' : 'FAILED'}  ${name} (${seconds} s)`)
for (const { name } of parts.slice(done.length)) console.log(`  not run ${name}`)
const failedPart = done.find(({ passed }) => !passed)
if (failedPart) console.log(`\nStopped at: ${failedPart.name}`)

// The count is the test runner's own. Without one, the part that failed is the failure.
const result = existsSync(RESULT) ? JSON.parse(readFileSync(RESULT, 'utf8')) : undefined
const failed = Math.max(result?.numFailedTests ?? 0, failedPart ? 1 : 0)
const summary = `${result?.numPassedTests ?? 0} passed, ${failed} failed`
writeFileSync(SUMMARY, `${summary}\n`)
console.log(`\n${summary}`)
process.exit(failedPart ? 1 : 0)
