import { randomBytes, randomUUID } from 'node:crypto'
import type { RequestHandler, Response } from 'express'
import helmet from 'helmet'
import { type Passage, passageOf } from './load-context.server.ts'

/** Gives the request its id and its nonce; everything after relies on them. */
export const beginPassage: RequestHandler = (_req, res, next) => {
  const passage: Passage = {
    requestId: randomUUID(),
    cspNonce: randomBytes(16).toString('base64'),
    started: performance.now(),
  }
  res.locals.passage = passage
  res.set('X-Request-Id', passage.requestId)
  next()
}

/** WEB-2: what the browser may do with our pages. `dev` allows what Vite needs to inject styles and to reload. */
export function securityHeaders(baseUrl: string, dev: boolean): RequestHandler {
  const nonce = (_req: unknown, res: unknown) => `'nonce-${passageOf(res as Response).cspNonce}'`
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': [nonce, "'strict-dynamic'"],
        'style-src': dev ? ["'self'", "'unsafe-inline'"] : ["'self'"],
        'font-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'connect-src': dev ? ["'self'", 'ws:'] : ["'self'"],
        'form-action': ["'self'"],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    // Not `no-referrer`: with it a form without JavaScript says `Origin: null`.
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: baseUrl.startsWith('https:') ? { maxAge: 31_536_000, includeSubDomains: true } : false,
  })
}

/** WEB-3: nothing a person sees is kept by any cache, whatever a route or the framework says, unless it is a hashed asset. */
export const noStore: RequestHandler = (_req, res, next) => {
  const writeHead = res.writeHead.bind(res) as (...args: unknown[]) => Response
  res.writeHead = ((...args: unknown[]) => {
    if (!res.locals.hashedAsset) {
      res.setHeader('Cache-Control', 'no-store')
      res.removeHeader('ETag')
    }
    return writeHead(...args)
  }) as typeof res.writeHead
  next()
}
