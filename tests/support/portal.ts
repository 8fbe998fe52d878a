import { pathToFileURL } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import { afterAll, inject } from 'vitest'
import { type App, createApp, createServices, serve } from '#app/entry.node.ts'
import { readEnv } from '#app/platform/env.server.ts'
import { testDatabase } from './database.ts'
import { temporaryFolder } from './folders.ts'

/** The environment of a portal under test; `more` overrides single variables. With `demo`, one-click sign-in is allowed. */
export function testEnv(more: Readonly<Record<string, string>> = {}, demo = false) {
  const source = { NODE_ENV: 'test', LOG_LEVEL: 'silent', PLIMSOLL_DATA: temporaryFolder(), ...more }
  const { ownerUrl } = inject('cluster')
  return demo ? readEnv(source, ownerUrl) : readEnv({ DATABASE_URL: ownerUrl, ...source })
}

/** The real pages, as `npm run build` made them: `testPortal(await builtPages())` serves them to a browser. */
export async function builtPages(): Promise<{ build: ServerBuild; clientFolder: string }> {
  const file = pathToFileURL('build/server/index.js').href
  return { build: (await import(/* @vite-ignore */ file)) as ServerBuild, clientFolder: 'build/client' }
}

/** A portal on a free port of this machine, over this test file's database. Call it at the top of the file. */
export async function testPortal(
  options: { build: ServerBuild; env?: Readonly<Record<string, string>>; demo?: boolean } & Partial<App>,
) {
  const { build, env, demo, ...rest } = options
  const { db } = await testDatabase()
  const services = createServices(testEnv({ BASE_URL: 'http://portal.test', ...env }, demo), db)
  const serving = await serve(createApp({ services, build, ...rest }), { port: 0, host: '127.0.0.1' })
  afterAll(async () => {
    serving.server.closeAllConnections()
    await serving.stop()
  })
  return { ...serving, services }
}
