import { Agent, request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { formOf, jsonOf } from '#app/platform/http/form.server.ts'
import { testPortal } from '#tests/support/portal.ts'
import { smallBuild } from './small-build.ts'

const FORM = 'application/x-www-form-urlencoded'
const { url } = await testPortal({
  build: smallBuild({
    form: { action: async (args) => Response.json({ fields: Object.fromEntries(await formOf(args)) }) },
    json: { action: async (args) => Response.json({ json: await jsonOf(args) }) },
    // A page, as most forms post to: the trouble is drawn by its error page.
    formpage: { default: () => null, action: async (args) => ({ fields: [...(await formOf(args))].length }) },
    'records/:id': { action: async (args) => Response.json({ id: args.params.id }) },
  }),
})

type Sent = { path?: string; type?: string; body: string | Buffer }

/** Sends exactly these bytes: a browser's own client would mend half of what is broken here. */
function send({ path = '/form', type, body }: Sent): Promise<{ status: number; id: string; text: string }> {
  const bytes = Buffer.from(body)
  const headers = {
    origin: 'http://portal.test',
    'content-length': bytes.length,
    ...(type && { 'content-type': type }),
  }
  return new Promise((resolve, reject) => {
    const sending = request(url + path, { method: 'POST', headers, agent: new Agent() }, (answer) => {
      let text = ''
      answer.on('data', (chunk) => {
        text += chunk
      })
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, id: String(answer.headers['x-request-id']), text }),
      )
    })
    sending.once('error', reject)
    sending.end(bytes)
  })
}

const BOUNDARY = 'multipart/form-data; boundary=cut'
const part = (name: string, value: string, more = '') =>
  `--cut\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`

const REFUSED: readonly [string, number, Sent][] = [
  [
    'a multipart body that ends in the middle of a part',
    400,
    { type: BOUNDARY, body: part('reason', 'x').slice(0, -6) },
  ],
  ['a multipart body without its last line', 400, { type: BOUNDARY, body: part('reason', 'x') }],
  [
    'a multipart body without a boundary in its type',
    400,
    { type: 'multipart/form-data', body: `${part('a', 'x')}--cut--\r\n` },
  ],
  [
    'a multipart body with another boundary',
    400,
    { type: 'multipart/form-data; boundary=other', body: `${part('a', 'x')}--cut--\r\n` },
  ],
  ['a multipart body that is none', 400, { type: BOUNDARY, body: Buffer.from([0, 255, 13, 10, 45, 45]) }],
  [
    'a file where text belongs',
    400,
    { type: BOUNDARY, body: `${part('reason', 'x', '; filename="a.txt"')}--cut--\r\n` },
  ],
  ['JSON to a form', 415, { type: 'application/json', body: '{"reason":"x"}' }],
  ['plain text to a form', 415, { type: 'text/plain', body: 'reason=x' }],
  ['a body of a type nobody knows', 415, { type: 'multipart/form-datax; boundary=cut', body: 'x' }],
  ['a body without a type', 415, { body: 'reason=x' }],
  ['10,000 fields', 413, { type: FORM, body: Array.from({ length: 10_000 }, (_, n) => `f${n}=x`).join('&') }],
  ['a form to an address for JSON', 415, { path: '/json', type: FORM, body: 'a=b' }],
  ['half of some JSON', 400, { path: '/json', type: 'application/json', body: '{"a":' }],
]

describe('a body that cannot be read is the sender’s mistake, said in words', () => {
  test.each(REFUSED)('%s: %i', async (_what, status, sent) => {
    const answer = await send(sent)
    expect(answer.status).toBe(status)
    const problem = JSON.parse(answer.text)
    expect(problem).toMatchObject({ status, reference: answer.id })
    expect(problem.detail).toMatch(/\.$/)
    if (sent.path === undefined) expect((await send({ ...sent, path: '/formpage' })).status, 'as a page').toBe(status)
  })
})

const READ: readonly [string, Sent, object][] = [
  ['percent signs that stand for nothing', { type: FORM, body: 'reason=100%&b=%zz' }, { reason: '100%', b: '%zz' }],
  [
    'names that mean something to JavaScript',
    { type: FORM, body: 'constructor=y&toString=1' },
    { constructor: 'y', toString: '1' },
  ],
  ['bytes that are no UTF-8', { type: FORM, body: Buffer.from([97, 61, 255]) }, { a: '\ufffd' }],
  ['nothing', { type: FORM, body: '' }, {}],
  [
    'its type in any case, with more behind it',
    { type: `${FORM.toUpperCase()};charset=UTF-8`, body: 'a=b' },
    { a: 'b' },
  ],
  ['a whole multipart form', { type: BOUNDARY, body: `${part('reason', 'x')}--cut--\r\n` }, { reason: 'x' }],
]

test.each(READ)('a form is read: %s', async (_what, sent, fields) => {
  expect(JSON.parse((await send(sent)).text)).toEqual({ fields })
})

test('an address with a percent sign that stands for nothing is refused in words', async () => {
  for (const path of ['/records/%', '/records/%zz', '/records/%E0%A4%A', '/%c0%ae']) {
    const { status, text, id } = await send({ path, type: FORM, body: 'a=b' })
    expect(status, path).toBe(400)
    expect(text).toContain(id)
  }
  expect((await send({ path: '/form?a=%', type: FORM, body: 'a=b' })).status).toBe(200)
  expect((await send({ path: '/records/100%25', type: FORM, body: 'a=b' })).text).toBe('{"id":"100%"}')
})
