import { Writable } from 'node:stream'
import express from 'express'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { requestLog, routePatterns } from '#app/platform/http/request-log.server.ts'
import { describeError } from '#app/platform/log.server.ts'
import { smallBuild } from './http/small-build.ts'

test('an error is logged by kind, code and place; never by its words, its statement or what was typed', () => {
  const error = Object.assign(new Error('duplicate key: Jane Roe'), {
    code: '23505',
    parameters: ['Jane Roe'],
    detail: 'Jane Roe',
  })
  const wrapped = new Error('insert into people values (Jane Roe)', { cause: error })
  const said = JSON.stringify(describeError(wrapped))
  expect(said).not.toContain('Jane Roe')
  expect(describeError(wrapped)).toMatchObject({ kind: 'Error', cause: { kind: 'Error', code: '23505' } })
})

test('a request is one line of named fields, under the pattern of its page', async () => {
  const lines: Record<string, unknown>[] = []
  const log = pino(
    { base: null, timestamp: false },
    new Writable({
      write: (text, _encoding, done) => {
        lines.push(JSON.parse(String(text)) as Record<string, unknown>)
        done()
      },
    }),
  )
  const app = express()
  app.use((_req, res, next) => {
    res.locals.passage = { requestId: 'r-1', cspNonce: 'n', started: performance.now(), context: { personId: 'p-1' } }
    next()
  })
  app.use(requestLog(log, routePatterns(smallBuild())))
  app.use((_req, res) => void res.send('ok'))
  const server = app.listen(0)
  const { port } = server.address() as { port: number }
  for (const path of ['/reviews/018f/answers/q1.data?note=Jane', '/Jane%20Roe', '/page?email=jane@example.org'])
    await (
      await fetch(`http://127.0.0.1:${port}${path}`, { headers: { 'user-agent': 'Jane', cookie: 'Jane=1' } })
    ).text()
  await expect.poll(() => lines.length).toBe(3)
  server.close()
  expect(JSON.stringify(lines)).not.toMatch(/jane/i)
  expect(lines.map(({ path }) => path)).toEqual(['/reviews/:reviewId/answers/:key.data', '(no such page)', '/page'])
  expect(Object.keys(lines[0] ?? {}).sort()).toEqual([
    'level',
    'method',
    'ms',
    'msg',
    'path',
    'personId',
    'requestId',
    'status',
  ])
})
