import { createServer, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import express from 'express'
import { expect, onTestFinished, test } from 'vitest'
import { bodyLimit, bodyLimitFor } from '#app/platform/http/body-limits.server.ts'
import { testPortal } from '#tests/support/portal.ts'
import { smallBuild } from './small-build.ts'

const { url } = await testPortal({ build: smallBuild() })
const port = Number(new URL(url).port)
const own = { origin: 'http://portal.test' }
const post = (path: string, bytes: number) =>
  fetch(url + path, { method: 'POST', body: 'x'.repeat(bytes), headers: own })

/** Sends raw text and resolves with the first line of the answer. */
const firstLine = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.once('error', reject)
    socket.once('data', (answer) => {
      resolve(String(answer).split('\r\n')[0] ?? '')
      socket.destroy()
    })
  })

test('one answer may be 64 KB, a form 1 MB', async () => {
  expect(bodyLimitFor('/reviews/018f/answers/q1')).toBe(65_536)
  expect(bodyLimitFor('/reviews/018f/answers/q1.data')).toBe(65_536)
  expect(bodyLimitFor('/Reviews/018f/answers/q1/')).toBe(65_536)
  expect(bodyLimitFor('/reviews/018f')).toBe(1_048_576)
  expect((await post('/reviews/1/answers/q1', 65_536)).status).toBe(200)
  expect((await post('/reviews/1/answers/q1', 65_537)).status).toBe(413)
  expect((await post('/page', 1_048_576)).status).toBe(200)
  expect((await post('/page', 1_048_577)).status).toBe(413)
})

test('three hundred announced megabytes are refused before one is read', async () => {
  const before = process.memoryUsage().rss
  const head = `POST /page HTTP/1.1\r\nHost: portal.test\r\nOrigin: http://portal.test\r\nContent-Length: ${300 * 1024 * 1024}\r\n\r\nx`
  expect(await firstLine(head)).toBe('HTTP/1.1 413 Payload Too Large')
  expect(process.memoryUsage().rss - before).toBeLessThan(30 * 1024 * 1024)
})

test('a body without a length is asked for one', async () => {
  const head =
    'POST /page HTTP/1.1\r\nHost: portal.test\r\nOrigin: http://portal.test\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n'
  expect(await firstLine(head)).toBe('HTTP/1.1 411 Length Required')
})

test('what arrives is counted, even when nothing was announced', async () => {
  let read = 0
  const app = express()
  app.use((_req, res, next) => {
    res.locals.passage = { requestId: 'test', cspNonce: '', started: 0 }
    next()
  })
  app.post('*', bodyLimit, (req, res) => {
    req.on('data', (chunk: Buffer) => {
      read += chunk.length
    })
    req.on('end', () => res.send('read it all'))
  })
  const server = createServer(app).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  const status = await new Promise((resolve, reject) => {
    const sending = request({ port: (server.address() as AddressInfo).port, method: 'POST', path: '/page' })
    sending.once('response', (response) => resolve(response.statusCode))
    sending.once('error', reject)
    for (let chunk = 0; chunk < 20; chunk++) sending.write('x'.repeat(64 * 1024))
    sending.end()
  })
  expect(status).toBe(413)
  expect(read).toBeLessThanOrEqual(1024 * 1024)
})
