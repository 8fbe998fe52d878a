import type { Request, RequestHandler, Response } from 'express'
import { sendPlainPage } from './plain-page.server.ts'

const FORM_BYTES = 1024 * 1024
const AUTOSAVE_BYTES = 64 * 1024
const AUTOSAVE = /^\/reviews\/[^/]+\/answers\/[^/]+\/?$/i

/** How much may be sent to a path: one answer is small, a whole form is not. */
export const bodyLimitFor = (path: string): number =>
  AUTOSAVE.test(path.replace(/\.data$/, '')) ? AUTOSAVE_BYTES : FORM_BYTES

/** A body must say its length beforehand: no browser sends a form any other way. */
export const lengthRequired: RequestHandler = (req, res, next) => {
  if (req.headers['transfer-encoding'] === undefined) return next()
  refuse(req, res, 411, 'The length is missing', 'What was sent does not say how long it is.')
}

/** Refuses what is announced as too long, and counts what arrives in case the announcement was wrong. */
export const bodyLimit: RequestHandler = (req, res, next) => {
  const limit = bodyLimitFor(req.path)
  const tooLong = () =>
    refuse(req, res, 413, 'This is too long', `At most ${limit / 1024} KB can be sent here. Nothing was changed.`)
  if (Number(req.headers['content-length'] ?? 0) > limit) return tooLong()
  countArrivals(req, limit, tooLong)
  next()
}

/** Wraps the point where Node hands over received bytes; a 'data' listener would start the flow before anybody reads. */
function countArrivals(req: Request, limit: number, tooLong: () => void): void {
  const push = req.push.bind(req)
  let bytes = 0
  req.push = (chunk: unknown, encoding?: BufferEncoding) => {
    bytes += chunk instanceof Uint8Array ? chunk.byteLength : 0
    if (bytes <= limit) return push(chunk, encoding)
    req.push = () => false
    tooLong()
    return false
  }
}

function refuse(req: Request, res: Response, status: number, title: string, text: string): void {
  res.set('Connection', 'close')
  // The rest is not read. A moment for the answer to arrive, then the line is cut.
  res.once('finish', () => setTimeout(() => req.destroy(), 250).unref())
  sendPlainPage(res, status, title, [text])
}
