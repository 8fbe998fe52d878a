import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readPidFile } from '#app/platform/embedded-postgres/postmaster.server.ts'
import { commandLine, isAlive } from '#app/platform/embedded-postgres/processes.server.ts'
import { temporaryFolder } from '#tests/support/folders.ts'

const TIMEOUT = 180_000

/** Shared by the tests below, in their order: filling the demo world once is enough. */
const folder = temporaryFolder()

type Started = { process: ChildProcess; output: () => string; exited: Promise<number | null> }

/** `npm start` without npm in between. */
function start(env: Record<string, string>): Started {
  const clean = {
    ...process.env,
    DATABASE_URL: '',
    DATABASE_OWNER_URL: '',
    NODE_ENV: '',
    BASE_URL: '',
    LOG_LEVEL: 'warn',
    ...env,
  }
  const child = spawn(process.execPath, ['app/entry.start.mjs'], { env: clean as unknown as NodeJS.ProcessEnv })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)))
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
    await exited
  })
  return { process: child, output: () => output, exited }
}

async function ready({ output, exited }: Started): Promise<void> {
  let over = false
  void exited.then(() => (over = true))
  await expect.poll(() => over || output().includes('Plimsoll is ready'), { timeout: 120_000 }).toBe(true)
  expect(output()).toContain('Plimsoll is ready')
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

test('one command starts everything; a second one says that it runs; a signal leaves nothing behind', {
  timeout: TIMEOUT,
}, async () => {
  const env = { PLIMSOLL_DATA: folder, PORT: String(await freePort()) }
  const data = join(env.PLIMSOLL_DATA, 'postgres/data')
  const first = start(env)
  await ready(first)
  expect((await fetch(`http://127.0.0.1:${env.PORT}/ready`)).status).toBe(200)
  expect((await fetch(`http://127.0.0.1:${env.PORT}/sign-in`)).status).toBe(200)

  const second = start(env)
  expect(await second.exited).toBe(1)
  expect(second.output()).toContain(`The portal already runs: http://localhost:${env.PORT}`)
  expect((await fetch(`http://127.0.0.1:${env.PORT}/ready`)).status).toBe(200)

  const database = readPidFile(data)?.pid ?? 0
  expect(isAlive(database)).toBe(true)
  first.process.kill('SIGTERM')
  expect(await first.exited).toBe(0)
  expect(isAlive(database)).toBe(false)
})

test('after kill -9 the next start takes over and is quick', { timeout: TIMEOUT }, async () => {
  const env = { PLIMSOLL_DATA: folder, PORT: String(await freePort()) }
  const first = start(env)
  await ready(first)
  first.process.kill('SIGKILL')
  await first.exited
  const left = readPidFile(join(env.PLIMSOLL_DATA, 'postgres/data'))?.pid ?? 0
  expect(commandLine(left)).toContain('postgres')
  const second = start(env)
  await ready(second)
  expect(second.output()).toContain('Found the database still running after an unclean end')
  expect((await fetch(`http://127.0.0.1:${env.PORT}/ready`)).status).toBe(200)
})

test('a port that is taken, and a production without a database, are said in one line', {
  timeout: TIMEOUT,
}, async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void holder.close())
  await new Promise((resolve) => holder.once('listening', resolve))
  const { port } = holder.address() as { port: number }
  const taken = start({ PLIMSOLL_DATA: temporaryFolder(), PORT: String(port) })
  expect(await taken.exited).toBe(1)
  expect(taken.output()).toContain(
    `Port ${port} is taken by another program. Choose another: PORT=${port + 1} npm start`,
  )

  const production = start({ NODE_ENV: 'production', SESSION_SECRET: '9f2c'.repeat(10) })
  expect(await production.exited).toBe(1)
  expect(production.output()).toMatch(/DATABASE_URL is missing: in production/)

  const away = start({
    DATABASE_URL: `postgres://nobody:x@127.0.0.1:${await freePort()}/plimsoll`,
    PLIMSOLL_DATA: temporaryFolder(),
  })
  expect(await away.exited).toBe(1)
  expect(away.output()).toMatch(/Cannot reach PostgreSQL at 127\.0\.0\.1:\d+ \(ECONNREFUSED\)/)
})
