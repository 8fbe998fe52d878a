import type { RequestHandler } from 'express'
import { sendPlainPage } from './plain-page.server.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * WEB-1: a request that may change something must come from our own pages. The browser says so in Sec-Fetch-Site, or else in
 * Origin; a request that says neither is refused. Here, in front of the framework, because the framework's own check lets
 * resource routes, `?_data=` and a missing Origin through.
 */
export function ownOriginOnly(baseUrl: string): RequestHandler {
  const own = new URL(baseUrl).origin
  return (req, res, next) => {
    if (SAFE.has(req.method)) return next()
    const origin = req.get('origin')
    const site = req.get('sec-fetch-site')
    if (!isOurs({ origin, site, own, host: req.get('host') })) {
      return sendPlainPage(res, 403, 'This did not come from the portal', [
        'A change was sent from outside the portal’s own pages, so nothing was changed.',
        `Open the portal at ${own} and try again.`,
      ])
    }
    // The framework compares Origin with Host once more, which a proxy may have rewritten. We have decided already.
    if (origin) req.headers.host = new URL(origin).host
    next()
  }
}

type Claim = { origin: string | undefined; site: string | undefined; own: string; host: string | undefined }

function isOurs({ origin, site, own, host }: Claim): boolean {
  if (site !== undefined && site !== 'same-origin') return false
  if (origin === undefined) return site === 'same-origin'
  if (origin === own) return true
  // Reached under another of its names (127.0.0.1 for localhost): the browser vouches, and both headers agree.
  return site === 'same-origin' && URL.canParse(origin) && new URL(origin).host === host
}

/** `?_data=` is the framework's old way to call one loader alone, past its own checks. The portal never uses it. */
export const noDataParameter: RequestHandler = (req, res, next) => {
  const query = req.originalUrl.split('?').slice(1).join('?')
  if (new URLSearchParams(query).has('_data')) {
    return sendPlainPage(res, 400, 'This address is not understood', [
      'The address asks for a part of a page. Open the page itself.',
    ])
  }
  next()
}

/** An address whose percent signs stand for nothing is refused here: the framework would write it into the log as it came. */
export const readableAddress: RequestHandler = (req, res, next) => {
  if (isReadable(req.path)) return next()
  sendPlainPage(res, 400, 'This address is not understood', [
    'A percent sign in it stands for nothing. Check how it is written, or begin at the portal’s own pages.',
  ])
}

/** Does every percent sign of the path stand for something? */
export function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

const BELIEVED_OF_PROXIES = new Set(['x-forwarded-for', 'x-forwarded-proto'])

/** Forwarding headers are the word of a proxy; without a trusted one they are the word of the client, and dropped. */
export function forwardedHeaders(trustedProxies: number): RequestHandler {
  return (req, _res, next) => {
    for (const name of Object.keys(req.headers)) {
      const tellsOrigin =
        name.startsWith('x-forwarded-') ||
        /^(forwarded|x-real-ip|true-client-ip|cf-connecting-ip|x-client-ip)$/.test(name)
      if (tellsOrigin && !(trustedProxies > 0 && BELIEVED_OF_PROXIES.has(name))) delete req.headers[name]
    }
    next()
  }
}
