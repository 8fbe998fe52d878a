import { createHash } from 'node:crypto'
import { accessSync, chownSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { EmbeddedPostgresError } from './trouble.server.ts'

/** The account PostgreSQL runs under: ourselves, or `nobody` when we are root, because PostgreSQL refuses to run as root. */
export type Account = { uid: number; gid: number } | undefined

const NOBODY = 65534

/** Decides the account, or explains why none will do. */
export function postgresAccount(): Account {
  if (process.getuid === undefined) return undefined
  if (process.getuid() === 0) {
    if (process.platform !== 'linux')
      throw new EmbeddedPostgresError('PostgreSQL refuses to run as root: start the portal as an ordinary user.')
    return { uid: NOBODY, gid: NOBODY }
  }
  try {
    userInfo()
    return undefined
  } catch {
    throw new EmbeddedPostgresError(
      `The user id ${process.getuid()} has no entry in /etc/passwd, and PostgreSQL does not start without one. ` +
        'Run the portal as a user that exists, or set DATABASE_URL to a PostgreSQL of your own.',
    )
  }
}

/** May this account walk into the folder? `nobody` cannot pass a parent that is closed to others, such as root's home. */
export function canReach(folder: string, account: Account): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(at) && !maySearch(at, account)) return false
    if (dirname(at) === at) return true
  }
}

/** The folder for the cluster: inside `wanted`, or, where the account cannot get there, a folder of its own under /var/lib. */
export function reachableFolder(wanted: string, account: Account): string {
  const folder = canReach(wanted, account)
    ? wanted
    : join('/var/lib', `plimsoll-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`)
  // One level at a time and open for passing through: a recursive mkdir with mode 0700 would close the parents too.
  mkdirSync(folder, { recursive: true })
  return folder
}

/** Makes an empty folder that only the account may enter. */
export function makePrivateFolder(folder: string, account: Account): void {
  mkdirSync(folder, { mode: 0o700 })
  if (account) chownSync(folder, account.uid, account.gid)
}

function maySearch(folder: string, account: Account): boolean {
  if (!account) {
    try {
      accessSync(folder, constants.X_OK)
      return true
    } catch {
      return false
    }
  }
  const { mode, uid, gid } = statSync(folder)
  if (uid === account.uid) return (mode & 0o100) !== 0
  if (gid === account.gid) return (mode & 0o010) !== 0
  return (mode & 0o001) !== 0
}
