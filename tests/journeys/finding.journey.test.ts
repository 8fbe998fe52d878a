import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp, createServices, type Serving, serve } from '#app/entry.node.ts'
import { CAST, type PersonKey } from '#db/seed/cast.ts'
import { seed } from '#db/seed/run.ts'
import { launchChromium } from '#tests/support/chromium.ts'
import { testDatabase } from '#tests/support/database.ts'
import { builtPages, testEnv } from '#tests/support/portal.ts'

const { db } = await testDatabase()
let browser: Browser
let portal: Serving
let base: string

beforeAll(async () => {
  const port = await freePort()
  base = `http://127.0.0.1:${port}`
  const services = createServices(testEnv({ BASE_URL: base }, true), db)
  await seed(services)
  portal = await serve(createApp({ services, ...(await builtPages()) }), { port, host: '127.0.0.1' })
  browser = await launchChromium()
}, 180_000)

afterAll(async () => {
  await browser?.close()
  portal?.server.closeAllConnections()
  await portal?.stop()
})

/** A browser of their own, signed in with one press. Whatever the console complains of fails the test. */
async function as(person: PersonKey, work: (page: Page) => Promise<void>, more: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...more })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  await page.goto(`${base}/sign-in`)
  await page.getByRole('button', { name: `Sign in as ${CAST[person].name}` }).click()
  await page.getByRole('heading', { level: 1, name: 'What waits for you' }).waitFor()
  await work(page)
  await context.close()
  expect(complaints).toEqual([])
}

const open = async (page: Page, path: string) => {
  const answer = await page.goto(base + path)
  await page.waitForLoadState('networkidle')
  return answer?.status()
}

const violations = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).options({ preload: false }).analyze()
  return violations.map(
    ({ id, nodes }) => `${page.url()} ${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  )
}

const isWider = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)

test('everybody of the cast signs in with one press and can use every place they are shown', async () => {
  for (const person of Object.keys(CAST) as PersonKey[])
    await as(person, async (page) => {
      const places = await page.getByRole('navigation', { name: 'Main' }).getByRole('link').all()
      for (const path of await Promise.all(places.map((place) => place.getAttribute('href')))) {
        expect(await open(page, path ?? ''), `${person} at ${path}`).toBe(200)
        expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
      }
    })
}, 180_000)

test('a product manager sees what waits, and one press leads to it', async () => {
  await as('maya', async (page) => {
    const act = page.getByRole('link', { name: /^Answer 2 questions ?: Watch Rooms$/ })
    expect(await act.getAttribute('href')).toMatch(/^\/reviews\/[0-9a-f-]{36}\/questions$/)
    await page.getByRole('link', { name: 'Watch Rooms', exact: true }).click()
    await page.getByText('You must answer 2 questions and submit again.').waitFor()
    await page.getByRole('link', { name: 'History', exact: true }).click()
    await page.getByRole('heading', { level: 2, name: 'History' }).waitFor()
  })
})

test('a page that comes without a new document has its title, says it, and does not lose the focus', async () => {
  await as('maya', async (page) => {
    const focused = () => page.evaluate(() => document.activeElement?.id)
    await page.getByRole('link', { name: 'Watch Rooms', exact: true }).press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Watch Rooms' }).waitFor()
    expect(await page.title()).toBe('L-11 Watch Rooms · Plimsoll')
    await expect.poll(focused).toBe('main')
    await page.getByRole('link', { name: 'Check and submit', exact: true }).press('Enter')
    await page.getByText('Check and submit · L-11 Watch Rooms · Plimsoll').waitFor({ state: 'attached' })
    expect(await page.title()).toBe('Check and submit · L-11 Watch Rooms · Plimsoll')
    // A link to a question leads the focus to its answer.
    const question = 'When someone reports it, what do we keep of what happened?'
    await page.getByRole('link', { name: question, exact: true }).first().press('Enter')
    await expect.poll(focused).toBe('live.evidence_retained')
    expect(await page.title()).toBe('Live and short-lived content · L-11 Watch Rooms · Plimsoll')
  })
})

test('a reviewer finds a launch by keyboard alone, and a filter stays in the address', async () => {
  await as('ines', async (page) => {
    await open(page, '/reviews')
    const rows = await page.locator('[data-row]').count()
    expect(rows).toBeGreaterThan(1)
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    const title = await page.locator('[data-row] a').first().innerText()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: 'Review queue' }).waitFor()
    await page.getByRole('link', { name: 'Waiting for council' }).click()
    await page.waitForURL(/state=escalated/)
    await page.keyboard.press('/')
    await page.keyboard.type('raid')
    await page.keyboard.press('Enter')
    await page.waitForURL(/q=raid/)
    expect(page.url()).toContain('state=escalated')
    expect(await open(page, '/reviews?state=nonsense&tier=T4')).toBe(200)
    await page.getByText('A part of this address was not understood').waitFor()
  })
})

test('pages fit a phone, and nothing has to be scrolled sideways', async () => {
  await as('ines', async (page) => {
    await page.setViewportSize({ width: 390, height: 844 })
    for (const path of ['/', '/launches', '/reviews', '/reviews?tier=T4']) {
      await open(page, path)
      expect(await isWider(page), path).toBe(false)
    }
    await page.locator('[data-row] a').first().click()
    await page.getByRole('heading', { level: 2, name: 'The launch' }).waitFor()
    expect(await isWider(page)).toBe(false)
  })
})

for (const theme of ['light', 'dark'] as const)
  test(`home, lists, overview and history are accessible by ${theme === 'light' ? 'day' : 'night'}`, async () => {
    const found: string[] = []
    for (const person of ['maya', 'aoife', 'grace', 'nora'] as const)
      await as(
        person,
        async (page) => {
          found.push(...(await violations(page)))
          if (person === 'nora') return
          await open(page, '/launches')
          found.push(...(await violations(page)))
          await page.locator('[data-row] a').first().click()
          await page.getByRole('heading', { level: 2, name: 'The launch' }).waitFor()
          found.push(...(await violations(page)))
          await page.getByRole('link', { name: 'History', exact: true }).click()
          await page.getByRole('heading', { level: 2, name: 'History' }).waitFor()
          found.push(...(await violations(page)))
        },
        // The checker writes styles of its own into the page, which the page itself forbids.
        { colorScheme: theme, bypassCSP: true },
      )
    expect(found).toEqual([])
  }, 120_000)

test('without JavaScript a review is withdrawn, and an empty reason comes back to its form', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${base}/sign-in`)
  await page.getByRole('button', { name: `Sign in as ${CAST.maya.name}` }).click()
  await page.getByRole('link', { name: 'Emote Wall', exact: true }).click()
  await page.getByText('Withdraw from review').first().click()
  await page.getByRole('button', { name: 'Withdraw from review' }).click()
  await page.getByRole('link', { name: 'Say why.' }).waitFor()
  await page.getByLabel('Why is it withdrawn?').fill('We build something else.')
  await page.getByRole('button', { name: 'Withdraw from review' }).click()
  await page.getByText('The launch was taken out of review.').waitFor()
  await context.close()
})

/** A port that nobody listens on: the portal must know its own address before it starts. */
const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
