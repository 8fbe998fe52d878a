import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { say, secondsSince } from './say.server.ts'
import { StartError } from './start-error.server.ts'

const SERVER = 'build/server/index.js'
const FINGERPRINT = 'build/fingerprint'
const SOURCES = ['app', 'db/schema', 'vite.config.ts', 'package-lock.json']

/** Builds the pages unless what is built was made from exactly these sources. Resolves to true when it had to build. */
export async function ensureBuild(): Promise<boolean> {
  const fingerprint = fingerprintOf(SOURCES)
  const built = existsSync(SERVER)
  if (built && existsSync(FINGERPRINT) && readFileSync(FINGERPRINT, 'utf8') === fingerprint) return false
  const command = remixCommand()
  if (!command) {
    if (built) return false
    throw new StartError(
      'The pages are not built, and the tools to build them are not installed. Run: npm ci && npm run build',
    )
  }
  say('Building the pages …')
  const start = performance.now()
  const output = await run(command)
  if (output !== undefined) throw new StartError(`The pages could not be built:\n${output}`)
  writeFileSync(FINGERPRINT, fingerprint)
  say(`  built in ${secondsSince(start)}`)
  return true
}

/** One hash over the names and the contents of files and folders. */
export function fingerprintOf(paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of paths)
    for (const file of filesIn(path)) hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

function filesIn(path: string): string[] {
  if (!existsSync(path)) return []
  if (!/\.\w+$/.test(path)) {
    const entries = readdirSync(path, { withFileTypes: true, recursive: true })
    return entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : [])).sort()
  }
  return [path]
}

function remixCommand(): string | undefined {
  try {
    const remix = createRequire(import.meta.url).resolve('@remix-run/dev/package.json')
    return join(remix, '..', 'dist', 'cli.js')
  } catch {
    return undefined
  }
}

/** Runs the build; the text of what went wrong, or undefined when nothing did. */
function run(command: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const env = { ...process.env, NODE_ENV: 'production' as const }
    const child = spawn(process.execPath, [command, 'vite:build'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    // Without us nobody would wait for it.
    const end = () => child.kill()
    process.once('exit', end)
    child.once('exit', () => process.removeListener('exit', end))
    const output: string[] = []
    child.stdout.on('data', (text) => output.push(String(text)))
    child.stderr.on('data', (text) => output.push(String(text)))
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code) =>
      resolve(code === 0 ? undefined : output.join('').trim().split('\n').slice(-40).join('\n')),
    )
  })
}
