import type { Logger } from 'pino'
import type { Auth } from './auth/auth.server.ts'
import type { Database } from './database.server.ts'
import type { Env } from './env.server.ts'

/** What the process owns and every request shares. Made once by the server's entry and handed to Remix as load context. */
export type Services = {
  env: Env
  db: Database
  auth: Auth
  log: Logger
  /** The one clock. */
  now: () => Date
  newId: () => string
}

declare module '@remix-run/node' {
  interface AppLoadContext {
    services: Services
    cspNonce: string
    requestId: string
    /** The address of the peer, from the socket or a trusted proxy; never from a header a client may set. */
    remoteAddress: string
  }
}
