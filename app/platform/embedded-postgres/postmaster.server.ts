import { spawn } from 'node:child_process'
import { chownSync, closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Account } from './account.server.ts'
import type { Binaries } from './binaries.server.ts'
import { lastLines, quietly } from './cluster.server.ts'
import { anyoneWorksIn, commandLine, isAlive, waitUntil } from './processes.server.ts'
import { EmbeddedPostgresError } from './trouble.server.ts'

/** A running PostgreSQL: its main process and its port on 127.0.0.1. */
export type Postmaster = { pid: number; port: number; adopted: boolean }

export type StartPostmaster = {
  data: string
  binaries: Binaries
  account: Account
  /** The port it had before, so that connections find it again after a restart. */
  port?: number
  settings?: Readonly<Record<string, string>>
}

const LOCK_PATIENCE = 15_000

/** Takes over the server that already runs on this folder, or starts one. */
export async function startPostmaster(start: StartPostmaster): Promise<Postmaster> {
  const end = Date.now() + LOCK_PATIENCE
  for (let port = start.port ?? (await freePort()); ; ) {
    const running = await adopt(start.data)
    if (running) return running
    const attempt = await launch(start, port)
    if (attempt.ok) return attempt.postmaster
    if (/could not create any TCP\/IP sockets/.test(attempt.log)) port = await freePort()
    else if (!/postmaster\.pid|pre-existing shared memory/.test(attempt.log) || Date.now() > end)
      throw new EmbeddedPostgresError(`The embedded database did not start. Its last words:\n${attempt.log}`)
    await sleep(250)
  }
}

/** Stops the server: no new work, open transactions are rolled back, everything committed is on disk. */
export async function stopPostmaster(data: string, pid: number): Promise<void> {
  const gone = () => !isAlive(pid)
  for (const [signal, patience] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
  ] as const) {
    if (gone()) return
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    if (await waitUntil(() => gone() || !existsSync(join(data, 'postmaster.pid')), patience)) {
      await waitUntil(gone, 2_000)
      return
    }
  }
}

type PidFile = { pid: number; port: number; ready: boolean }

/** PostgreSQL's own note about itself: line 1 its process, line 4 its port, line 8 its state. */
export function readPidFile(data: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Math.abs(Number(lines[0])), port: Number(lines[3]), ready: (lines[7] ?? '').trim() === 'ready' }
  } catch {
    return undefined
  }
}

async function adopt(data: string): Promise<Postmaster | undefined> {
  const found = readPidFile(data)
  if (!found) return undefined
  if (!isAlive(found.pid)) {
    // Its children notice within moments. Until then the note must stay: it is what keeps a second server out.
    await waitUntil(() => !anyoneWorksIn(data), LOCK_PATIENCE)
    return undefined
  }
  if (!commandLine(found.pid).includes(data)) {
    // The number was given to an unrelated process (a restarted container counts from 1 again).
    if (!anyoneWorksIn(data)) rmSync(join(data, 'postmaster.pid'), { force: true })
    return undefined
  }
  // Starting, ready or stopping: the first two end ready, the last one ends gone.
  await waitUntil(() => !isAlive(found.pid) || readPidFile(data)?.ready === true, 30_000)
  const now = readPidFile(data)
  return now?.ready && isAlive(now.pid) ? { pid: now.pid, port: now.port, adopted: true } : undefined
}

type Attempt = { ok: true; postmaster: Postmaster } | { ok: false; log: string }

async function launch({ data, binaries, account, settings = {} }: StartPostmaster, port: number): Promise<Attempt> {
  const logFile = join(data, '..', 'postgres.log')
  const log = openSync(logFile, 'w', 0o600)
  if (account) chownSync(logFile, account.uid, account.gid)
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(
    join(binaries.bin, 'postgres'),
    ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', '', ...options],
    // Detached: Ctrl-C in the terminal must not stop the database under requests that are still being answered.
    // The log is a file, not a pipe: a pipe would break when we are killed and the server outlives us.
    { ...account, ...quietly(), stdio: ['ignore', log, log], detached: true },
  )
  closeSync(log)
  let over = false
  child.once('exit', () => (over = true))
  child.once('error', () => (over = true))
  child.unref()
  await waitUntil(() => over || (readPidFile(data)?.pid === child.pid && readPidFile(data)?.ready === true), 60_000)
  if (!over && child.pid !== undefined && readPidFile(data)?.ready)
    return { ok: true, postmaster: { pid: child.pid, port, adopted: false } }
  if (!over && child.pid !== undefined) await stopPostmaster(data, child.pid)
  return { ok: false, log: lastLines(readFileSync(logFile, 'utf8')) }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
