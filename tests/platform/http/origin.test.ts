import { request } from 'node:http'
import { beforeEach, describe, expect, test } from 'vitest'
import { testPortal } from '#tests/support/portal.ts'
import { ran, smallBuild } from './small-build.ts'

const { url } = await testPortal({ build: smallBuild() })
const host = new URL(url).host

/** Node's own client: unlike fetch it sends exactly the headers it is given. */
function send(method: string, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const body = 'a=1'
    const sending = request(url + path, {
      method,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(body.length),
        ...headers,
      },
    })
    sending.once('error', reject)
    sending.once('response', (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode ?? 0))
    })
    sending.end(body)
  })
}

const FOREIGN: Record<string, Record<string, string>> = {
  'nothing at all': {},
  'another origin': { origin: 'https://evil.example' },
  'no origin ("null")': { origin: 'null' },
  'another origin that claims to be forwarded': {
    origin: 'https://evil.example',
    'x-forwarded-host': 'evil.example',
    host: 'evil.example',
  },
  'the browser says cross-site': { 'sec-fetch-site': 'cross-site', origin: 'http://portal.test' },
  'the browser says same-site': { 'sec-fetch-site': 'same-site' },
  'the address bar': { 'sec-fetch-site': 'none' },
  'same-origin, but from elsewhere': { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
  'our name as a part of theirs': { origin: 'http://portal.test.evil.example' },
}
const OURS: Record<string, Record<string, string>> = {
  'the browser says same-origin': { 'sec-fetch-site': 'same-origin' },
  'same-origin with our origin': { 'sec-fetch-site': 'same-origin', origin: 'http://portal.test' },
  'our origin alone': { origin: 'http://portal.test' },
  'another of our names': { 'sec-fetch-site': 'same-origin', origin: `http://${host}` },
}
const ADDRESSES = [
  '/page',
  '/page.data',
  '/page.data?_routes=page',
  '/resource',
  '/resource.data',
  '/reviews/1/answers/q1',
  '/no-such-page',
]
const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE']

beforeEach(() => {
  ran.length = 0
})

describe('a change sent from outside our pages', () => {
  test.each(Object.entries(FOREIGN))(
    '%s: refused on every kind of address, and no handler runs',
    async (_name, headers) => {
      for (const path of ADDRESSES)
        for (const method of METHODS)
          expect([method, path, await send(method, path, headers)]).toEqual([method, path, 403])
      expect(ran).toEqual([])
    },
  )
})

describe('a change sent from our own pages', () => {
  test.each(Object.entries(OURS))('%s: reaches the page', async (_name, headers) => {
    expect(await send('POST', '/page', headers)).toBe(200)
    expect(await send('POST', '/page.data', headers)).toBe(200)
    expect(await send('POST', '/resource', headers)).toBe(200)
    expect(ran.filter((name) => name.endsWith('action'))).toEqual(['page action', 'page action', 'resource action'])
  })
})

test.each(['/page?_data=page', '/page?a=1&_data=page', '/page?%5Fdata=page', '/resource?_data', '/?_data=root'])(
  'the old way to call one loader alone is closed: %s',
  async (path) => {
    for (const method of ['GET', 'POST']) expect(await send(method, path, { origin: 'http://portal.test' })).toBe(400)
    expect(ran).toEqual([])
  },
)

test('reading needs no origin', async () => {
  expect((await fetch(`${url}/page`)).status).toBe(200)
})
