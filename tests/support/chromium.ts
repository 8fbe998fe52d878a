import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const SYSTEM = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(
  (name) => `/usr/bin/${name}`,
)
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

/** The path of a Chromium to drive; the one that is here, or else one installed now. Throws with what to do. */
export function findChromium(): string {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (existsSync(named)) return named
    throw new Error(`CHROMIUM_PATH names a file that is not there: ${named}`)
  }
  return present() ?? install()
}

/** How the journeys start it: without anything that would call home, and without the sandbox that root cannot have. */
export const chromiumArguments = (): string[] => [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A headless browser for the journeys; the caller closes it. */
export const launchChromium = () =>
  chromium.launch({ executablePath: findChromium(), headless: true, args: chromiumArguments() })

function present(): string | undefined {
  return [...SYSTEM, MAC, chromium.executablePath()].find((path) => path && existsSync(path))
}

function install(): string {
  const attempts: string[] = []
  const run = (command: string, args: string[]) => {
    const ran = spawnSync(command, args, {
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    if (ran.status !== 0)
      attempts.push(
        `${command} ${args.join(' ')}: ${(ran.stderr || String(ran.error ?? '')).trim().split('\n').at(-1)}`,
      )
    return ran.status === 0
  }
  console.log('No Chromium is installed; installing one for the browser journeys …')
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    if (run('apt-get', ['update']) && run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])) {
      const found = present()
      if (found) return found
    }
  }
  run(process.execPath, ['node_modules/playwright-core/cli.js', 'install', 'chromium'])
  const found = present()
  if (found) return found
  throw new Error(
    ['No Chromium was found and none could be installed.', ...attempts.map((text) => `  ${text}`)].join('\n') +
      '\nInstall one (Debian: apt-get install chromium; otherwise: npx playwright-core install chromium), or set CHROMIUM_PATH.',
  )
}

// Run on its own (`node --import tsx tests/support/chromium.ts`): makes sure that one is there, and says which.
if (process.argv[1]?.endsWith('chromium.ts')) {
  const path = findChromium()
  console.log(`${path}: ${execFileSync(path, ['--version'], { encoding: 'utf8' }).trim()}`)
}
