import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findAnswers } from '#app/domain/reviews/index.server.ts'
import { CAST, type PersonKey } from '#db/seed/cast.ts'
import { buildWorld, type World } from '#tests/support/build.ts'
import { launchChromium } from '#tests/support/chromium.ts'
import { testDatabase } from '#tests/support/database.ts'
import { builtPages, testPortal } from '#tests/support/portal.ts'

const { db } = await testDatabase()
const portal = await testPortal({ ...(await builtPages()), demo: true })
let browser: Browser
let world: World
const complaints: string[] = []

beforeAll(async () => {
  browser = await launchChromium()
  world = await buildWorld(db)
}, 120_000)

afterAll(async () => {
  await browser?.close()
  expect(complaints).toEqual([])
})

/** A browser of this person's own, with one page open. Refusals that the journey provokes are no complaint. */
async function as(person: PersonKey, more: Parameters<Browser['newContext']>[0] = {}): Promise<[Page, BrowserContext]> {
  const context = await browser.newContext({
    ...{ baseURL: portal.url, viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' },
    ...more,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  page.on('console', (message) => {
    const provoked = /status of (409|422)|ERR_FAILED/.test(message.text())
    if (['error', 'warning'].includes(message.type()) && !provoked) complaints.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  await page.goto('/sign-in')
  await page.getByRole('button', { name: `Sign in as ${CAST[person].name}` }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
  return [page, context]
}

/** Asked for evidence when it is answered "yes". */
const KEY = 'contact.block_applies'
const at = (page: Page): Locator => page.locator(`[data-question="${KEY}"]`)
const shows = (page: Page, row = 0) => at(page).getByLabel('What it shows').nth(row)
const link = (page: Page, row = 0) => at(page).getByLabel('Link', { exact: true }).nth(row)
const bar = (page: Page): Locator => page.locator('[data-save-bar]')
const choose = (page: Page, answer: 'Yes' | 'No') => at(page).getByLabel(answer).first().check()
const answerOf = async (reviewId: string) => (await findAnswers(world.asking('maya'), reviewId))?.full[KEY]
const open = async (page: Page, path: string) => {
  await page.goto(path)
  await page.waitForLoadState('networkidle')
}
async function isAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).analyze()
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
    expect(found, `${page.url()} ${colorScheme}`).toEqual([])
  }
  await page.setViewportSize({ width: 360, height: 800 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), page.url()).toBe(true)
  await page.setViewportSize({ width: 1280, height: 900 })
}

const TEST = { label: 'Test with two accounts', url: 'https://docs.lumencast.example/block' }

test('evidence is asked for with the answer that needs it, saved while one types, and waits behind another answer', async () => {
  const reviewId = await world.review('triaged', { tier: 'T3' })
  const [page, context] = await as('maya')
  await open(page, `/reviews/${reviewId}/questions/contact`)
  expect(await shows(page).isVisible()).toBe(false)
  await choose(page, 'Yes')
  await shows(page).waitFor()
  await isAccessible(page)

  await link(page).fill('the wiki')
  await page.locator('[data-question] summary').first().focus()
  await at(page).getByText('give a link that starts with https://').waitFor()
  await bar(page).getByText('Not saved yet: 1 answer needs a look').waitFor()
  await isAccessible(page)
  // What cannot be kept is never out of sight, whatever is chosen.
  await choose(page, 'No')
  expect(await link(page).isVisible()).toBe(true)
  await choose(page, 'Yes')
  await shows(page).fill(TEST.label)
  await link(page).fill('docs.lumencast.example/block')
  await bar(page)
    .getByText(/Saved \d\d:\d\d/)
    .waitFor()
  expect(await answerOf(reviewId)).toEqual({ state: 'answered', value: 'yes', evidence: [TEST] })

  await choose(page, 'No')
  await shows(page).waitFor({ state: 'hidden' })
  await expect.poll(() => answerOf(reviewId)).toEqual({ state: 'answered', value: 'no', evidence: [TEST] })
  await open(page, `/reviews/${reviewId}/questions/contact`)
  expect(await shows(page).isVisible()).toBe(false)
  await choose(page, 'Yes')
  expect(await link(page).inputValue()).toBe(TEST.url)
  await expect.poll(async () => (await answerOf(reviewId)) as object).toMatchObject({ value: 'yes', evidence: [TEST] })

  // Another link, then away with both.
  await at(page).getByRole('button', { name: 'Add another link' }).click()
  await shows(page, 1).fill('Recording')
  await link(page, 1).fill('https://video.lumencast.example/1')
  await expect.poll(async () => JSON.stringify(await answerOf(reviewId))).toContain('Recording')
  for (const _ of [1, 2]) await at(page).getByRole('button', { name: 'Remove' }).first().click()
  await expect.poll(() => answerOf(reviewId)).toEqual({ state: 'answered', value: 'yes' })
  await context.close()
}, 120_000)

test('what is typed as evidence survives a crash, and two people’s evidence stands side by side', async () => {
  const reviewId = await world.review('triaged', { tier: 'T3' })
  await world.say('maya', reviewId, KEY, { state: 'answered', value: 'yes' })
  const [maya, one] = await as('maya')
  const [jonas, other] = await as('jonas')
  for (const page of [maya, jonas]) await open(page, `/reviews/${reviewId}/questions/contact`)
  await maya.route('**/answers/**', (route) => route.abort())
  await shows(maya).fill(TEST.label)
  await link(maya).fill(TEST.url)
  await bar(maya).getByText('Not saved – retrying').waitFor()
  maya.on('dialog', (dialog) => dialog.accept())
  await maya.reload()
  await bar(maya).getByText('Not saved – retrying').waitFor()
  expect(await link(maya).inputValue()).toBe(TEST.url)
  await maya.unroute('**/answers/**')
  await bar(maya).getByRole('button', { name: 'Try now' }).click()
  await bar(maya)
    .getByText(/Saved \d\d:\d\d/)
    .waitFor()

  await shows(jonas).fill('Recording of the test')
  await link(jonas).fill('https://video.lumencast.example/1')
  await jonas.getByText('Maya Okafor changed this answer').waitFor()
  const panel = jonas.getByRole('alert').filter({ hasText: 'Nothing was overwritten' })
  expect(await panel.getByRole('link').allInnerTexts()).toEqual([TEST.label, 'Recording of the test'])
  await isAccessible(jonas)
  await jonas.getByRole('button', { name: 'Take theirs' }).click()
  await expect.poll(() => link(jonas).inputValue()).toBe(TEST.url)
  expect(await answerOf(reviewId)).toMatchObject({ evidence: [TEST] })
  await Promise.all([one.close(), other.close()])
}, 120_000)

test('who submits without it is told, and may; the reviewer sees where there is some and where there is none', async () => {
  const reviewId = await world.review('triaged', { tier: 'T2' })
  await world.say('maya', reviewId, KEY, { state: 'answered', value: 'yes', evidence: [TEST] })
  await world.answer('maya', reviewId)
  const [maya, one] = await as('maya')
  await open(maya, `/reviews/${reviewId}/check`)
  await maya.getByText(/^\d+ answers are asked for evidence and have none$/).waitFor()
  await isAccessible(maya)
  const missing = maya.getByRole('link', { name: /without evidence$|report from every new surface/ }).first()
  await missing.click()
  await maya.waitForURL(/\/questions\//)
  await maya.getByLabel('What it shows').first().waitFor()
  await open(maya, `/reviews/${reviewId}/check`)
  await maya.getByRole('button', { name: 'Submit for review' }).click()
  await maya.getByText('Submitted, round 1').waitFor()

  const [ines, other] = await as('ines')
  await open(ines, `/reviews/${reviewId}/scoring`)
  const row = ines.locator(`[id="a-${KEY}"]`)
  expect(await row.getByRole('link', { name: TEST.label }).getAttribute('href')).toBe(TEST.url)
  expect(await row.getByText('No evidence given').count()).toBe(0)
  await ines.locator('[id="a-reporting.entry_everywhere"]').getByText('No evidence given').waitFor()
  await isAccessible(ines)
  await open(ines, `/reviews/${reviewId}/questions/contact`)
  expect(await at(ines).getByRole('link', { name: TEST.label }).count()).toBe(1)
  await open(ines, `/reviews/${reviewId}/questions/reporting`)
  await ines.locator('[data-question="reporting.entry_everywhere"]').getByText('No evidence given').waitFor()
  await Promise.all([one.close(), other.close()])
}, 120_000)

test('without JavaScript the fields always stand there and say when they are wanted', async () => {
  const reviewId = await world.review('triaged', { tier: 'T3' })
  const [page, context] = await as('maya', { javaScriptEnabled: false })
  await page.goto(`/reviews/${reviewId}/questions/contact`)
  await at(page).getByText('Wanted if you answer “Yes”.').waitFor()
  await shows(page).fill(TEST.label)
  await link(page).fill(TEST.url)
  await page.getByRole('button', { name: 'Save and go on' }).last().click()
  await page.getByText('Evidence stands beside an answer.').first().waitFor()
  expect(await link(page).inputValue()).toBe(TEST.url)
  await choose(page, 'Yes')
  await link(page).fill('http://docs.lumencast.example/block')
  await page.getByRole('button', { name: 'Save and go on' }).last().click()
  await at(page).getByText('give a link that starts with https://').waitFor()
  expect(await shows(page).inputValue()).toBe(TEST.label)
  await link(page).fill(TEST.url)
  await at(page).getByRole('button', { name: 'Add another link' }).click()
  expect(await shows(page, 3).isVisible()).toBe(true)
  expect(await answerOf(reviewId)).toEqual({ state: 'answered', value: 'yes', evidence: [TEST] })
  await context.close()
}, 90_000)
