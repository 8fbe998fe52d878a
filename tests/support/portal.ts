import type { ServerBuild } from '@remix-run/node'
import { afterAll, inject } from 'vitest'
import { type App, createApp, createServices, serve } from '#app/entry.node.ts'
import { readEnv } from '#app/platform/env.server.ts'
import { testDatabase } from './database.ts'
import { temporaryFolder } from './folders.ts'

/** The environment of a portal under test; `more` overrides single variables. */
export function testEnv(more: Readonly<Record<string, string>> = {}) {
  const source = {
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    PLIMSOLL_DATA: temporaryFolder(),
    DATABASE_URL: inject('cluster').ownerUrl,
  }
  return readEnv({ ...source, ...more })
}

/** A portal on a free port of this machine, over this test file's database. Call it at the top of the file. */
export async function testPortal(
  options: { build: ServerBuild; env?: Readonly<Record<string, string>> } & Partial<App>,
) {
  const { build, env, ...rest } = options
  const { db } = await testDatabase()
  const services = createServices(testEnv({ BASE_URL: 'http://portal.test', ...env }), db)
  const serving = await serve(createApp({ services, build, ...rest }), { port: 0, host: '127.0.0.1' })
  afterAll(async () => {
    serving.server.closeAllConnections()
    await serving.stop()
  })
  return { ...serving, services }
}
