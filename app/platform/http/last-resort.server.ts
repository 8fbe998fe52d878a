import type { ErrorRequestHandler, RequestHandler } from 'express'
import type { Logger } from 'pino'
import { isDatabaseBusy, isLostConnection } from '../database.server.ts'
import { passageOf } from './load-context.server.ts'
import { sendDatabaseTrouble, sendPlainPage } from './plain-page.server.ts'

/** ERR-1: whatever went wrong above, the person gets a page with a reference and the log gets the same reference. */
export function lastResort(log: Logger): ErrorRequestHandler {
  return (error: unknown, _req, res, _next) => {
    const trouble = databaseTroubleOf(error)
    log.error({ err: error, requestId: passageOf(res)?.requestId, trouble }, 'request failed')
    if (trouble) return sendDatabaseTrouble(res, trouble)
    const status = clientErrorOf(error)
    if (status)
      return sendPlainPage(res, status, 'This request is not understood', [
        'The address or the form could not be read.',
      ])
    sendPlainPage(res, 500, 'Something went wrong on our side', [
      'Nothing you did caused this. Try again; if it happens a second time, tell the portal’s team the reference below.',
    ])
  }
}

/** Is this error the database's absence? Also asked by the server entry for errors inside loaders and actions. */
export function databaseTroubleOf(error: unknown): 'away' | 'busy' | undefined {
  if (isLostConnection(error)) return 'away'
  return isDatabaseBusy(error) ? 'busy' : undefined
}

/** More than this at once only makes everybody wait: better a quick "try again" for some. */
export function atMostInFlight(limit: number): RequestHandler {
  let inFlight = 0
  return (_req, res, next) => {
    if (inFlight >= limit) return sendDatabaseTrouble(res, 'busy')
    inFlight++
    res.once('close', () => inFlight--)
    next()
  }
}

function clientErrorOf(error: unknown): number | undefined {
  // Said by `new URL`, or wrapped once more by `new Request`.
  const spoken = [error, (error as Error | undefined)?.cause] as ({ code?: unknown } | undefined)[]
  if (error instanceof TypeError && spoken.some((one) => one?.code === 'ERR_INVALID_URL')) return 400
  const { status } = (error ?? {}) as { status?: unknown }
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined
}
