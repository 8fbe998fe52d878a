import type { AppLoadContext } from '@remix-run/node'
import type { Request, Response } from 'express'
import type { Services } from '../services.server.ts'

declare module '@remix-run/node' {
  interface AppLoadContext {
    /** Who is signed in, for the log line: whoever finds out, writes it here. Never a name. */
    personId?: string
    /** Set when a loader or action failed because the database was away or too busy: the answer becomes a 503. */
    databaseTrouble?: 'away' | 'busy'
  }
}

/** What one request carries through Express, before and after Remix. */
export type Passage = { requestId: string; cspNonce: string; started: number; context?: AppLoadContext }

/** The passage of this request; the gate's first step made it. */
export const passageOf = (res: Response): Passage => res.locals.passage as Passage

/** What loaders and actions are given beside the request. */
export function loadContextFor(req: Request, res: Response, services: Services): AppLoadContext {
  const passage = passageOf(res)
  const { requestId, cspNonce } = passage
  // `req.ip` follows TRUST_PROXY: the socket's address, or what the trusted proxies say.
  passage.context = { services, requestId, cspNonce, remoteAddress: req.ip ?? '' }
  return passage.context
}
