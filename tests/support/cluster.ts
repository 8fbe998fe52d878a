import { readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { readPidFile, stopPostmaster } from '#app/platform/embedded-postgres/postmaster.server.ts'
import { commandLine, isAlive } from '#app/platform/embedded-postgres/processes.server.ts'
import { startEmbeddedPostgres } from '#app/platform/embedded-postgres/supervisor.server.ts'
import { migrate } from '#app/platform/migrate.server.ts'
import { passableFolder } from './folders.ts'

/** The PostgreSQL of one test run: where the owner signs in, and the migrated database every test file clones. */
export type TestCluster = { ownerUrl: string; template: string; prefix: string }

/** A cluster in a temporary folder, or TEST_DATABASE_URL, with the template database in it. */
export async function startTestCluster(): Promise<{ cluster: TestCluster; stop: () => Promise<void> }> {
  const server = process.env.TEST_DATABASE_URL ? external(process.env.TEST_DATABASE_URL) : await temporary()
  const prefix = `plimsoll_t${process.pid}_`
  const template = `${prefix}template`
  const sql = postgres(server.ownerUrl, { max: 1, onnotice: () => {} })
  await sql.unsafe(`create database ${template}`)
  await migrate({ ownerUrl: inDatabase(server.ownerUrl, template), role: 'plimsoll_app' })
  return {
    cluster: { ownerUrl: server.ownerUrl, template, prefix },
    stop: async () => {
      if (process.env.TEST_DATABASE_URL) {
        const left = await sql`select datname from pg_database where starts_with(datname, ${prefix})`
        for (const { datname } of left) await sql.unsafe(`drop database if exists ${datname} with (force)`)
      }
      await sql.end({ timeout: 2 })
      await server.stop()
    },
  }
}

/** The same server, another database. */
export function inDatabase(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

const external = (ownerUrl: string) => ({ ownerUrl, stop: async () => {} })

async function temporary() {
  await sweep()
  const folder = passableFolder(`${MARK}${process.pid}-`)
  // Nothing here must survive a power cut, so nothing waits for the disk.
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }
  const server = await startEmbeddedPostgres(folder, { settings })
  return {
    ownerUrl: server.url,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const MARK = 'plimsoll-test-'

/** What test runs that were killed have left behind. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${MARK}(\\d+)-`).exec(name)?.[1]
    if (pid === undefined || isAlive(Number(pid))) continue
    const folder = join(tmpdir(), name)
    const data = join(folder, 'postgres', 'data')
    const server = readPidFile(data)
    if (server && commandLine(server.pid).includes(data)) await stopPostmaster(data, server.pid)
    rmSync(folder, { recursive: true, force: true })
  }
}
