import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import compression from 'compression'
import express, { type Express, type RequestHandler } from 'express'
import { createAuth } from '#app/platform/auth/auth.server.ts'
import { systemClock } from '#app/platform/clock.ts'
import type { Database } from '#app/platform/database.server.ts'
import type { Env } from '#app/platform/env.server.ts'
import { builtAssets } from '#app/platform/http/assets.server.ts'
import { bodyLimit, lengthRequired } from '#app/platform/http/body-limits.server.ts'
import { beginPassage, noStore, securityHeaders } from '#app/platform/http/headers.server.ts'
import { atMostInFlight, lastResort } from '#app/platform/http/last-resort.server.ts'
import { forwardedHeaders, noDataParameter, ownOriginOnly, readableAddress } from '#app/platform/http/origin.server.ts'
import { createReadiness, health, ready } from '#app/platform/http/readiness.server.ts'
import { type Build, remixHandler } from '#app/platform/http/remix-handler.server.ts'
import { requestLog, routePatterns } from '#app/platform/http/request-log.server.ts'
import { uuidv7 } from '#app/platform/ids.ts'
import { createLog } from '#app/platform/log.server.ts'
import type { Services } from '#app/platform/services.server.ts'

/** What the process owns, made once. */
export function createServices(env: Env, db: Database): Services {
  return {
    env,
    db,
    auth: createAuth({ db, env }),
    log: createLog(env.LOG_LEVEL),
    now: systemClock,
    newId: () => uuidv7(Date.now(), randomBytes(10)),
  }
}

export type App = {
  services: Services
  build: Build
  readiness?: ReturnType<typeof createReadiness>
  /** Folder of the built browser files; left out in development, where Vite serves them. */
  clientFolder?: string
  /** Vite's own middleware, in development. */
  vite?: RequestHandler
}

/** The portal as one Express application. The order of the steps is the gate: nothing below a step runs unless it let it through. */
export function createApp({
  services,
  build,
  readiness = createReadiness(services.db),
  clientFolder,
  vite,
}: App): Express {
  const { env, log } = services
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('trust proxy', env.TRUST_PROXY)
  app.use(beginPassage, securityHeaders(env.BASE_URL, vite !== undefined), noStore)
  app.get('/health', health)
  app.get('/ready', ready(readiness))
  app.use(requestLog(log, typeof build === 'function' ? (path) => path : routePatterns(build)))
  app.use(forwardedHeaders(env.TRUST_PROXY), readableAddress, noDataParameter)
  app.use(ownOriginOnly(env.BASE_URL), lengthRequired, bodyLimit)
  // Level 3: pages change with every request, and the last tenth of a level 6 costs twice the work.
  app.use(compression({ level: 3 }))
  if (vite) app.use(vite)
  if (clientFolder) app.use(builtAssets(clientFolder))
  app.all('*', atMostInFlight(100), remixHandler(build, services))
  app.use(lastResort(log))
  return app
}

export type Serving = { server: Server; url: string; stop: () => Promise<void> }

/** Listens with limits on slowness (IN-2). Rejects when the port is taken. */
export function serve(app: Express, { port, host }: { port: number; host: string }): Promise<Serving> {
  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000, keepAliveTimeout: 65_000 },
    app,
  )
  server.maxConnections = 2_000
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.removeListener('error', reject)
      const address = server.address() as AddressInfo
      resolve({ server, url: `http://${host}:${address.port}`, stop: () => drain(server, 10_000) })
    })
  })
}

/** Takes no new connections, lets running requests end, and cuts what is still open after `patience`. */
function drain(server: Server, patience: number): Promise<void> {
  return new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), 100)
    const cut = setTimeout(() => server.closeAllConnections(), patience)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}
