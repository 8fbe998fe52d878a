import { createServer } from 'node:net'
import { pathToFileURL } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import type { createApp, createServices, serve } from '#app/entry.node.ts'
import { APP_ROLE, assertModestRole } from '../app-role.server.ts'
import { openDatabase } from '../database.server.ts'
import { type Env, readEnv, readSettings } from '../env.server.ts'
import { createReadiness } from '../http/readiness.server.ts'
import { migrate } from '../migrate.server.ts'
import type { Services } from '../services.server.ts'
import { ensureBuild } from './build.server.ts'
import { daily } from './daily.server.ts'
import { demoPeople, fillDemo } from './demo.server.ts'
import { openOwnDatabase } from './own-database.server.ts'
import { type DemoPerson, sayReady, secondsSince } from './say.server.ts'
import type { Shutdown } from './shutdown.server.ts'
import { StartError } from './start-error.server.ts'
import { survive } from './survival.server.ts'
import { startVite } from './vite.server.ts'

/** The parts above the machinery, handed in by the entry file: this folder may not know them. */
export type Entries = {
  dev: boolean
  portal: () => Promise<{ createApp: typeof createApp; createServices: typeof createServices; serve: typeof serve }>
  /** What must hold before anybody is served, in the demo world or not. */
  prepare: (services: Services) => Promise<void>
  /** What is tidied up at every start, and then once a day. */
  tidy: (services: Services) => Promise<unknown>
  seed: () => Promise<{ seed: (services: Services) => Promise<readonly DemoPerson[]> } | undefined>
}

/** From nothing to a listening portal: database, pages, migrations, demo world, server. */
export async function runPortal(entries: Entries, shutdown: Shutdown): Promise<void> {
  const started = performance.now()
  const settings = readSettings(process.env)
  const own = settings.DATABASE_URL ? undefined : await openOwnDatabase(settings, shutdown)
  const env = readEnv(process.env, own?.url)
  await assertPortIsFree(env)
  // React and its friends choose their fast half by this; our own settings are read already.
  process.env.NODE_ENV = entries.dev ? 'development' : 'production'
  const seeding = own ? await entries.seed() : undefined
  if (own && seeding) await own.discardUnfinished()
  await Promise.all([
    entries.dev ? undefined : ensureBuild(),
    migrate({ ownerUrl: env.DATABASE_OWNER_URL, appUrl: env.DATABASE_URL, role: APP_ROLE }),
  ])
  const { db, close } = openDatabase(env.DATABASE_URL, { role: APP_ROLE })
  shutdown.add(() => close(2))
  await assertModestRole(db)

  const portal = await entries.portal()
  const services = portal.createServices(env, db)
  survive(services.log, shutdown)
  await entries.prepare(services)
  if (own && seeding) await fillDemo(own, () => seeding.seed(services))

  const readiness = createReadiness(db)
  const pages = entries.dev ? await startVite(shutdown) : { build: await builtPages(), clientFolder: 'build/client' }
  const app = portal.createApp({ services, readiness, ...pages })
  const serving = await portal.serve(app, { port: env.PORT, host: env.HOST }).catch((error: unknown) => {
    throw portTrouble(error, env) ?? error
  })
  shutdown.add(serving.stop)
  shutdown.add(daily(() => entries.tidy(services), services.log))
  shutdown.add(async () => {
    readiness.stop()
    // A balancer asks every second or two; nobody balances the demo.
    if (env.NODE_ENV === 'production') await new Promise((resolve) => setTimeout(resolve, 2_000))
  })
  own?.noteAddress(env.BASE_URL)
  sayReady({ url: env.BASE_URL, seconds: secondsSince(started), people: await demoPeople(db), data: own?.folder })
}

/** Before the slow steps: nobody wants to wait for a build to read that the port is taken. */
function assertPortIsFree(env: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => reject(portTrouble(error, env) ?? error))
    probe.listen(env.PORT, env.HOST, () => probe.close(() => resolve()))
  })
}

async function builtPages(): Promise<ServerBuild> {
  return (await import(pathToFileURL('build/server/index.js').href)) as ServerBuild
}

function portTrouble(error: unknown, { PORT, HOST }: Env): StartError | undefined {
  const { code } = error as { code?: string }
  if (code === 'EADDRINUSE')
    return new StartError(`Port ${PORT} is taken by another program. Choose another: PORT=${PORT + 1} npm start`)
  if (code === 'EACCES')
    return new StartError(`This account may not listen on port ${PORT}. Choose one above 1023: PORT=3000 npm start`)
  if (code === 'EADDRNOTAVAIL')
    return new StartError(`This machine has no address ${HOST}. Write HOST=127.0.0.1, or HOST=0.0.0.0 for all.`)
  return undefined
}
