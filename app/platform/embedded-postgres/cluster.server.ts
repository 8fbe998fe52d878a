import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Account, makePrivateFolder } from './account.server.ts'
import type { Binaries } from './binaries.server.ts'
import { EmbeddedPostgresError } from './trouble.server.ts'

/** One PostgreSQL data folder and the passwords to its two accounts. */
export type Cluster = { data: string; passwords: Passwords; created: boolean }

/** `superuser` only prepares the cluster; `owner` owns the portal's tables and is all the portal knows. */
export type Passwords = { superuser: string; owner: string }

/** Opens the cluster in `folder`, creating it first when there is none. */
export function openCluster(folder: string, binaries: Binaries, account: Account): Cluster {
  const home = join(folder, 'postgres')
  const created = !existsSync(join(home, 'data', 'PG_VERSION'))
  if (created) createCluster(folder, home, binaries, account)
  const data = join(home, 'data')
  const major = Number(readFileSync(join(data, 'PG_VERSION'), 'utf8').trim())
  if (major !== binaries.major)
    throw new EmbeddedPostgresError(
      `The data in ${data} was created by PostgreSQL ${major}; the PostgreSQL found in ${binaries.bin} is ${binaries.major}. ` +
        `Run npm ci to get version ${major} back, or move the folder away to begin with an empty portal.`,
    )
  return { data, passwords: JSON.parse(readFileSync(join(home, 'passwords.json'), 'utf8')) as Passwords, created }
}

/** Built beside its place and moved in one step, so that a crash or a second process never leaves half a cluster. */
function createCluster(folder: string, home: string, binaries: Binaries, account: Account): void {
  const fresh = `${home}.${process.pid}`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh)
  const passwords: Passwords = { superuser: randomBytes(24).toString('hex'), owner: randomBytes(24).toString('hex') }
  writeFileSync(join(fresh, 'passwords.json'), JSON.stringify(passwords), { mode: 0o600 })
  const passwordFile = join(fresh, 'initdb-password')
  writeFileSync(passwordFile, `${passwords.superuser}\n`, { mode: 0o600 })
  if (account) chownSync(passwordFile, account.uid, account.gid)
  makePrivateFolder(join(fresh, 'data'), account)
  initialise(join(fresh, 'data'), passwordFile, binaries, account)
  rmSync(passwordFile)
  chmodSync(join(fresh, 'passwords.json'), 0o600)
  try {
    renameSync(fresh, home)
  } catch (error) {
    // Another process was quicker: its cluster is as good as ours.
    rmSync(fresh, { recursive: true, force: true })
    if (!existsSync(join(home, 'data', 'PG_VERSION')))
      throw new EmbeddedPostgresError(
        `${folder} holds a broken database folder (${home}): move it away and start again.`,
        { cause: error },
      )
  }
}

function initialise(data: string, passwordFile: string, binaries: Binaries, account: Account): void {
  const options = [
    '-D',
    data,
    '-U',
    'postgres',
    `--pwfile=${passwordFile}`,
    '-A',
    'scram-sha-256',
    '-E',
    'UTF8',
    '--no-instructions',
  ]
  // ICU's root order sorts names the way people expect, the same on every machine.
  const order = ['--locale=C', '--locale-provider=icu', '--icu-locale=und']
  try {
    execFileSync(join(binaries.bin, 'initdb'), [...options, ...order], { ...account, ...quietly(), stdio: 'pipe' })
  } catch (error) {
    const { stderr } = error as { stderr?: Buffer }
    throw new EmbeddedPostgresError(
      `The embedded database could not be created in ${data}:\n${lastLines(String(stderr ?? error))}`,
    )
  }
}

/** The child starts in a folder every account can enter, with nothing of our environment but the path. */
export const quietly = () => ({
  cwd: tmpdir(),
  env: { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
})

/** The end of a long text: what a person needs of a log. */
export const lastLines = (text: string, count = 40): string => text.trim().split('\n').slice(-count).join('\n')
