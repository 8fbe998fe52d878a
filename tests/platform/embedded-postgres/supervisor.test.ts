import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { describe, expect, onTestFinished, test } from 'vitest'
import { canReach } from '#app/platform/embedded-postgres/account.server.ts'
import { isAlive, waitUntil } from '#app/platform/embedded-postgres/processes.server.ts'
import { startEmbeddedPostgres } from '#app/platform/embedded-postgres/supervisor.server.ts'
import { temporaryFolder } from '#tests/support/folders.ts'

const asRoot = process.getuid?.() === 0

async function query(url: string, text: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await sql.unsafe(text)
  } finally {
    await sql.end()
  }
}

type Kept = { url: string; adopted: boolean; created: boolean; pid: number }

/** Runs the database in a process of its own, as `npm start` does, and waits until it is up. */
async function keep(folder: string): Promise<Kept & { keeper: ChildProcess }> {
  const keeper = spawn(process.execPath, ['--import', 'tsx', 'tests/platform/embedded-postgres/keep.ts', folder])
  const line = await new Promise<string>((resolve) => keeper.stdout.once('data', (text) => resolve(String(text))))
  return { ...(JSON.parse(line) as Kept), keeper }
}

async function start(folder: string) {
  const server = await startEmbeddedPostgres(folder)
  onTestFinished(() => server.stop())
  return server
}

describe('the embedded database', () => {
  test('starts, keeps its data over a stop, and leaves no process behind', async () => {
    const folder = temporaryFolder()
    const first = await startEmbeddedPostgres(folder)
    expect(first.created).toBe(true)
    await query(first.url, 'create table kept (n int); insert into kept values (7)')
    await first.stop()
    expect(isAlive(first.pid())).toBe(false)
    const second = await start(folder)
    expect(second).toMatchObject({ created: false, adopted: false })
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 7 }])
  })

  test('listens on this machine only, asks for a password, and keeps it in a file nobody else may read', async () => {
    const folder = temporaryFolder()
    const server = await start(folder)
    expect(await query(server.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
    expect(await query(server.superuserUrl, 'show unix_socket_directories')).toEqual([{ unix_socket_directories: '' }])
    const wrong = new URL(server.url)
    wrong.password = 'guess'
    await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
    expect(statSync(join(folder, 'postgres/passwords.json')).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'postgres/data')).mode & 0o777).toBe(0o700)
    const [row] = await query(server.url, 'select rolsuper from pg_roles where rolname = current_user')
    expect(row?.rolsuper).toBe(false)
  })

  test('after kill -9 of its keeper it is taken over, with everything that was committed', async () => {
    const folder = temporaryFolder()
    const { url, pid, keeper } = await keep(folder)
    await query(url, 'create table kept (n int); insert into kept values (9)')
    keeper.kill('SIGKILL')
    await new Promise((resolve) => keeper.once('exit', resolve))
    expect(isAlive(pid)).toBe(true)
    const server = await start(folder)
    expect(server).toMatchObject({ adopted: true, created: false })
    expect(server.pid()).toBe(pid)
    expect(await query(server.url, 'select n from kept')).toEqual([{ n: 9 }])
  })

  test('after kill -9 of itself it starts again by itself, on the same port', async () => {
    const folder = temporaryFolder()
    let restarts = 0
    const server = await startEmbeddedPostgres(folder, { onRestart: (error) => !error && restarts++ })
    onTestFinished(() => server.stop())
    await query(server.url, 'create table kept (n int); insert into kept values (11)')
    process.kill(server.pid(), 'SIGKILL')
    expect(await waitUntil(() => restarts === 1, 18_000)).toBe(true)
    expect(await query(server.url, 'select n from kept')).toEqual([{ n: 11 }])
  })

  test('a process note that names a stranger is cleared away', async () => {
    const folder = temporaryFolder()
    const first = await startEmbeddedPostgres(folder)
    const note = join(folder, 'postgres/data/postmaster.pid')
    const lines = readFileSync(note, 'utf8').split('\n')
    await first.stop()
    const stranger = spawn('sleep', ['60'])
    onTestFinished(() => void stranger.kill())
    writeFileSync(note, [String(stranger.pid), ...lines.slice(1)].join('\n'))
    const second = await start(folder)
    expect(second.adopted).toBe(false)
    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('data of another PostgreSQL version is left alone, and both versions are named', async () => {
    const folder = temporaryFolder()
    const first = await startEmbeddedPostgres(folder)
    await first.stop()
    const version = join(folder, 'postgres/data/PG_VERSION')
    const right = readFileSync(version, 'utf8').trim()
    writeFileSync(version, '14\n')
    await expect(startEmbeddedPostgres(folder)).rejects.toThrow(`created by PostgreSQL 14; the PostgreSQL found in`)
    await expect(startEmbeddedPostgres(folder)).rejects.toThrow(`is ${right}`)
  })

  test('settings it cannot start with end in its own last words', async () => {
    await expect(startEmbeddedPostgres(temporaryFolder(), { settings: { max_connections: 'many' } })).rejects.toThrow(
      /did not start. Its last words:[\s\S]*max_connections/,
    )
  })

  test.runIf(asRoot)('a folder closed to others cannot be reached by the account that runs it', () => {
    const closed = temporaryFolder()
    chmodSync(closed, 0o700)
    mkdirSync(join(closed, 'inside'))
    expect(canReach(join(closed, 'inside'), { uid: 65534, gid: 65534 })).toBe(false)
    expect(canReach(temporaryFolder(), { uid: 65534, gid: 65534 })).toBe(true)
  })

  test.runIf(asRoot)('an ordinary user runs it as well', () => {
    const folder = temporaryFolder()
    chmodSync(folder, 0o777)
    const ran = spawnSync(
      'setpriv',
      [
        '--reuid=65534',
        '--regid=65534',
        '--clear-groups',
        process.execPath,
        '--import',
        'tsx',
        'tests/platform/embedded-postgres/keep.ts',
        folder,
        'once',
      ],
      { encoding: 'utf8', env: { ...process.env, HOME: folder, TMPDIR: folder } },
    )
    expect(ran.stdout + ran.stderr).toContain('"created":true')
    expect(statSync(join(folder, 'postgres/data')).uid).toBe(65534)
  })

  test.runIf(asRoot)('a user id without an entry in the list of users is told what to do', () => {
    const folder = temporaryFolder()
    chmodSync(folder, 0o777)
    const ran = spawnSync(
      'setpriv',
      [
        '--reuid=12345',
        '--regid=12345',
        '--clear-groups',
        process.execPath,
        '--import',
        'tsx',
        'tests/platform/embedded-postgres/keep.ts',
        folder,
        'once',
      ],
      { encoding: 'utf8', env: { ...process.env, HOME: folder, TMPDIR: folder } },
    )
    expect(ran.stdout).toMatch(/user id 12345 has no entry.*set DATABASE_URL/)
  })
})
