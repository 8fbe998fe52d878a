import {
  createReadableStreamFromReadable,
  createRequestHandler,
  type ServerBuild,
  writeReadableStreamToWritable,
} from '@remix-run/node'
import type { Request as ExpressRequest, Response as ExpressResponse, RequestHandler } from 'express'
import type { Services } from '../services.server.ts'
import { boundedData } from './bounded-data.ts'
import { loadContextFor, passageOf } from './load-context.server.ts'
import { sendDatabaseTrouble } from './plain-page.server.ts'

export type Build = ServerBuild | (() => Promise<ServerBuild>)

/** Hands requests to Remix. Our own adapter, so that a failure of the database can still become a 503 before anything is sent. */
export function remixHandler(build: Build, services: Services): RequestHandler {
  const mode = typeof build === 'function' ? 'development' : 'production'
  const handle = createRequestHandler(typeof build === 'function' ? build : withBoundedData(build), mode)
  return async (req, res, next) => {
    try {
      const response = await handle(toRequest(req, res, services.env.BASE_URL), loadContextFor(req, res, services))
      if (res.headersSent || res.destroyed) return
      const trouble = passageOf(res).context?.databaseTrouble
      if (trouble === undefined) return await sendResponse(res, response, response.status)
      if (response.headers.get('content-type')?.includes('text/html')) return sendDatabaseTrouble(res, trouble)
      // Data for a page that is open: the page keeps what was typed and needs only the status.
      res.set('Retry-After', trouble === 'away' ? '5' : '2')
      await sendResponse(res, response, 503)
    } catch (error) {
      next(error)
    }
  }
}

function toRequest(req: ExpressRequest, res: ExpressResponse, baseUrl: string): Request {
  const abort = new AbortController()
  // Also when all went well: the framework's own timer keeps the page's data in memory until the request is over.
  res.once('close', () => abort.abort())
  const headers = new Headers()
  for (const [name, value] of Object.entries(req.headers))
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, one)
  const init: RequestInit & { duplex?: 'half' } = { method: req.method, headers, signal: abort.signal }
  if (req.method !== 'GET' && req.method !== 'HEAD') {
    init.body = createReadableStreamFromReadable(req)
    init.duplex = 'half'
  }
  // Never from the Host header, which the client chooses.
  return new Request(`${baseUrl}${req.originalUrl}`, init)
}

async function sendResponse(res: ExpressResponse, response: Response, status: number): Promise<void> {
  res.status(status)
  for (const [name, value] of response.headers) res.append(name, value)
  if (!response.body) res.end()
  else if (isPage(response)) res.end(Buffer.from(await response.arrayBuffer()))
  else await writeReadableStreamToWritable(response.body, res)
}

/** Pages and their data are small and complete; in one piece they are compressed and sent once. */
const isPage = ({ headers }: Response): boolean => /^text\/(html|x-script)/.test(headers.get('content-type') ?? '')

/** Every loader and action of the build, with the bound on what it may return. */
function withBoundedData(build: ServerBuild): ServerBuild {
  const bounded =
    <A extends unknown[]>(run: (...args: A) => unknown) =>
    async (...args: A) =>
      boundedData(await run(...args))
  const routes = Object.entries(build.routes).map(([id, route]) => {
    if (!route) return [id, route]
    const { loader, action } = route.module
    const guarded = { ...(loader && { loader: bounded(loader) }), ...(action && { action: bounded(action) }) }
    return [id, { ...route, module: { ...route.module, ...guarded } }]
  })
  return { ...build, routes: Object.fromEntries(routes) as ServerBuild['routes'] }
}
