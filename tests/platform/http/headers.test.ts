import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { redirect } from '@remix-run/node'
import { expect, test } from 'vitest'
import { temporaryFolder } from '#tests/support/folders.ts'
import { testPortal } from '#tests/support/portal.ts'
import { smallBuild } from './small-build.ts'

const clientFolder = temporaryFolder()
mkdirSync(join(clientFolder, 'assets'))
writeFileSync(join(clientFolder, 'assets/app-1234.js'), 'export {}')
writeFileSync(join(clientFolder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')

const peers: string[] = []
const build = smallBuild({
  cached: { default: () => null, headers: () => ({ 'Cache-Control': 'public, max-age=600' }) },
  moved: { loader: () => redirect('/page', { headers: { 'Cache-Control': 'public, max-age=600', ETag: '"1"' } }) },
  whoami: {
    loader: ({ context, request }) => {
      peers.push(context.remoteAddress, request.url)
      return new Response('ok')
    },
  },
  broken: { loader: () => Promise.reject(new Error('the secret detail')) },
})
const { url } = await testPortal({ build, clientFolder })
const https = await testPortal({ build, clientFolder, env: { BASE_URL: 'https://portal.test', TRUST_PROXY: '1' } })

test('every answer carries the policy, a fresh nonce and its id', async () => {
  const [one, two] = await Promise.all([fetch(`${url}/page`), fetch(`${url}/page`)])
  const policy = one.headers.get('content-security-policy') ?? ''
  expect(policy.replace(/nonce-[\w+/=]+/, 'nonce-x')).toBe(
    "default-src 'none';script-src 'nonce-x' 'strict-dynamic';style-src 'self';font-src 'self';img-src 'self' data: blob:;" +
      "connect-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
  )
  expect(policy).not.toBe(two.headers.get('content-security-policy'))
  expect(one.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  expect(Object.fromEntries(one.headers)).toMatchObject({
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  })
  expect(one.headers.get('x-powered-by')).toBeNull()
})

test('strict transport security is for https only', async () => {
  expect((await fetch(`${url}/page`)).headers.get('strict-transport-security')).toBeNull()
  expect((await fetch(`${https.url}/page`)).headers.get('strict-transport-security')).toMatch(/max-age=31536000/)
})

test.each([
  '/page',
  '/page.data',
  '/resource',
  '/cached',
  '/moved',
  '/no-such-page',
  '/page?_data=x',
  '/favicon.svg',
  '/assets/none.js',
  '/health',
  '/ready',
  '/broken',
])('no cache keeps %s, whatever the route says', async (path) => {
  const { headers } = await fetch(url + path, { redirect: 'manual' })
  expect([headers.get('cache-control'), headers.get('etag')]).toEqual(['no-store', null])
})

test('a built file with its hash in the name is kept for a year', async () => {
  expect((await fetch(`${url}/assets/app-1234.js`)).headers.get('cache-control')).toBe(
    'public, max-age=31536000, immutable',
  )
  expect((await fetch(`${url}/assets/none.js`)).status).toBe(404)
})

test('the client’s address and the page’s own come from us, not from what the client says', async () => {
  const claims = {
    'x-forwarded-for': '203.0.113.9',
    'x-forwarded-host': 'evil.example',
    'x-real-ip': '203.0.113.9',
    forwarded: 'for=203.0.113.9',
  }
  peers.length = 0
  await fetch(`${url}/whoami`, { headers: claims })
  expect(peers).toEqual(['127.0.0.1', 'http://portal.test/whoami'])
  peers.length = 0
  await fetch(`${https.url}/whoami`, { headers: claims })
  expect(peers).toEqual(['203.0.113.9', 'https://portal.test/whoami'])
})

test('an error inside a page tells the outside nothing', async () => {
  const answer = await fetch(`${url}/broken`)
  expect(answer.status).toBe(500)
  expect(await answer.text()).not.toContain('secret detail')
})
