import type { Response } from 'express'
import { passageOf } from './load-context.server.ts'

/** A page that needs nothing but itself: for when the framework, the build or the database cannot be relied on. */
export function sendPlainPage(res: Response, status: number, title: string, paragraphs: readonly string[]): void {
  if (res.headersSent) {
    res.destroy()
    return
  }
  const reference = passageOf(res)?.requestId
  const body = [
    ...paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`),
    reference ? `<p>Reference: <code>${reference}</code></p>` : '',
  ]
  res
    .status(status)
    .type('html')
    .send(
      `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
        `<title>${escapeHtml(title)} · Plimsoll</title></head>\n<body><main><h1>${escapeHtml(title)}</h1>\n${body.join('\n')}\n</main></body></html>\n`,
    )
}

/** The database is away or too busy: nothing is wrong with what the person did. */
export function sendDatabaseTrouble(res: Response, trouble: 'away' | 'busy'): void {
  res.set('Retry-After', trouble === 'away' ? '5' : '2')
  sendPlainPage(res, 503, 'The portal is waiting for its database', [
    trouble === 'away' ? 'The database cannot be reached at the moment.' : 'The database is very busy at the moment.',
    'Answers you have typed are kept in the page you came from: go back, and they will be saved as soon as the database answers.',
    'Wait a few seconds and try again.',
  ])
}

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
