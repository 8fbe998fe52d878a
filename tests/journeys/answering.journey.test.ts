import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findAnswers } from '#app/domain/reviews/index.server.ts'
import { SCORE_KEY_FIELDS } from '#app/rubric/index.ts'
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

const browsing = (more: Parameters<Browser['newContext']>[0] = {}) =>
  browser.newContext({
    baseURL: portal.url,
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    ...more,
  })

/** A tab that notes whatever the console complains of; refusals that the journey provokes are no complaint. */
async function tab(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  page.on('console', (message) => {
    const provoked = /status of (401|409|422)|ERR_INTERNET_DISCONNECTED|ERR_FAILED/.test(message.text())
    if (['error', 'warning'].includes(message.type()) && !provoked) complaints.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  return page
}

async function signIn(page: Page, person: PersonKey): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: `Sign in as ${CAST[person].name}` }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}

const question = (page: Page, id: string): Locator => page.locator(`[data-question="${id}"]`)
const bar = (page: Page): Locator => page.locator('[data-save-bar]')
const ready = (page: Page) => page.waitForLoadState('networkidle')
const idIn = (page: Page): string => /reviews\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
const saved = (page: Page) =>
  bar(page)
    .getByText(/Saved \d\d:\d\d/)
    .waitFor()

/** No violation by day and by night, and nothing wider than the page. */
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

test('from an idea to a submitted review', async () => {
  const context = await browsing()
  const page = await tab(context)
  await signIn(page, 'maya')

  await page.goto('/launches/new')
  await ready(page)
  await page.getByRole('button', { name: 'Go on to the triage' }).click()
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert')
  await isAccessible(page)
  await page.getByLabel('What is it called?').fill('Duet requests')
  await page.getByLabel('What changes for people?').fill('Viewers can ask to join a stream on camera.')
  await page.getByLabel('When is it planned to launch?').fill('2027-03-01')
  await page.getByLabel('EU/EEA').check()
  await page.getByRole('button', { name: 'Go on to the triage' }).click()
  await page.waitForURL(/\/triage$/)
  await ready(page)
  const reviewId = idIn(page)

  await question(page, 'change_type').getByLabel('A new surface').check()
  await question(page, 'minors').getByLabel('No', { exact: true }).check()
  await saved(page)
  await page.getByRole('button', { name: 'Submit the triage' }).click()
  await page.getByText('9 questions are not answered yet.').waitFor()
  await isAccessible(page)
  for (const id of ['discovery', 'money', 'identity']) await question(page, id).getByLabel('None of these').check()
  await question(page, 'ai').getByLabel('None, or AI only sorts').check()
  await question(page, 'live').getByLabel('None of these').check()
  await question(page, 'contact').getByLabel('Video', { exact: true }).check()
  await question(page, 'contact').getByLabel('None of these').check()
  expect(await question(page, 'contact').getByLabel('Video', { exact: true }).isChecked()).toBe(false)
  await question(page, 'contact').getByLabel('Voice').check()
  await question(page, 'weakens_control').getByLabel('No', { exact: true }).check()
  await question(page, 'reach').getByRole('textbox').first().fill('a third')
  // The message that appears here must not carry the next question away from under the press.
  await question(page, 'history').getByLabel('Nothing that we know of').check()
  await bar(page).getByText('Not saved yet: 1 answer needs a look').waitFor()
  await question(page, 'reach').getByRole('textbox').first().fill('12,5')
  await saved(page)
  await page.getByRole('button', { name: 'Submit the triage' }).click()
  await page.getByText(/^T2, because/).waitFor()
  await isAccessible(page)

  await page.getByRole('link', { name: 'Answer the questions' }).click()
  await page.getByRole('link', { name: /^Start with/ }).waitFor()
  await isAccessible(page)
  await world.answer('maya', reviewId, {}, 'harms')
  await page.goto(`/reviews/${reviewId}/questions`)
  await page.getByRole('list', { name: 'Sections' }).getByRole('link', { name: 'Harms and safeguards' }).click()
  await page.getByRole('heading', { level: 2, name: 'Harms and safeguards' }).waitFor()
  await ready(page)
  await page.getByLabel('What it is').fill('Guests wait for the host')
  await page
    .getByPlaceholder(/Find a harm/)
    .last()
    .fill('stalk')
  await page.getByRole('checkbox', { name: /HAR-3/ }).last().check()
  await saved(page)
  await isAccessible(page)

  await page.goto(`/reviews/${reviewId}/check`)
  await ready(page)
  await page.getByRole('button', { name: 'Submit for review' }).click()
  await page.getByRole('alert').getByRole('link').first().waitFor()
  await isAccessible(page)
  await world.answer('maya', reviewId)
  await page.reload()
  await ready(page)
  await isAccessible(page)
  await page.getByRole('button', { name: 'Submit for review' }).click()
  await page.getByText('Submitted, round 1').waitFor()
  await isAccessible(page)
  await context.close()
}, 180_000)

test('conditional questions come and go while one answers, and a hidden answer is kept', async () => {
  const reviewId = await world.review('triaged', { tier: 'T3' })
  const context = await browsing()
  const page = await tab(context)
  await signIn(page, 'maya')
  await page.goto(`/reviews/${reviewId}/questions/audience`)
  await ready(page)
  const first = page.locator('[data-question]').first()
  const before = await page.locator('[data-question]').count()
  const choices = first.getByRole('radio')
  let most = before
  for (let n = 0; n < (await choices.count()); n++) {
    await choices.nth(n).check()
    most = Math.max(most, await page.locator('[data-question]').count())
  }
  expect(most).toBeGreaterThan(before)
  await saved(page)
  const html = await (await page.request.get(`/reviews/${reviewId}/questions/audience`)).text()
  for (const field of SCORE_KEY_FIELDS.filter((one) => one !== 'decision'))
    expect(html).not.toMatch(new RegExp(`\\\\?"${field}\\\\?"`))
  await context.close()
}, 60_000)

test('two tabs on one answer: the newer one is taken over, and an edit of one’s own is never overwritten', async () => {
  const reviewId = await world.review('triaged', { tier: 'T3' })
  const context = await browsing()
  const [one, two] = [await tab(context), await tab(context)]
  await signIn(one, 'maya')
  const address = `/reviews/${reviewId}/questions/context`
  for (const page of [one, two]) {
    await page.goto(address)
    await ready(page)
  }
  const field = (page: Page) => question(page, 'context.problem').getByRole('textbox').first()
  await field(one).fill('Written in the first tab.')
  await saved(one)
  await expect.poll(() => field(two).inputValue()).toBe('Written in the first tab.')

  // Somebody else, in another browser, has the page open and does not hear of it.
  const other = await browsing()
  const jonas = await tab(other)
  await signIn(jonas, 'jonas')
  await jonas.goto(address)
  await ready(jonas)
  await field(one).fill('Maya goes on.')
  await saved(one)
  await field(jonas).fill('Jonas has his own words.')
  await jonas.getByText('Maya Okafor changed this answer').waitFor()
  await bar(jonas).getByText('Conflict: somebody else changed this').waitFor()
  expect(await question(jonas, 'context.problem').getByText('Maya goes on.').count()).toBe(1)
  expect(await field(jonas).inputValue()).toBe('Jonas has his own words.')
  await isAccessible(jonas)
  await field(jonas).fill('Both of us wrote this.')
  await jonas.getByRole('button', { name: 'Keep mine' }).click()
  await saved(jonas)
  const found = await findAnswers(world.asking('maya'), reviewId)
  expect(found?.full['context.problem']).toEqual({ state: 'answered', value: 'Both of us wrote this.' })

  await field(one).fill('Maya does not know yet.')
  await one.getByRole('button', { name: 'Take theirs' }).click()
  await expect.poll(() => field(one).inputValue()).toBe('Both of us wrote this.')
  await Promise.all([context.close(), other.close()])
}, 90_000)

test('offline: everything typed waits on the page, survives a reload and is saved once the network is back', async () => {
  const reviewId = await world.review('triaged', { tier: 'T3' })
  const context = await browsing()
  const page = await tab(context)
  await signIn(page, 'maya')
  await page.goto(`/reviews/${reviewId}/questions/context`)
  await ready(page)
  const field = question(page, 'context.problem').getByRole('textbox').first()
  await context.setOffline(true)
  await field.fill('Typed in a tunnel.')
  await bar(page).getByText('Not saved – retrying').waitFor()
  await context.setOffline(false)
  await saved(page)
  const stored = async () => (await findAnswers(world.asking('maya'), reviewId))?.full['context.problem']
  expect(await stored()).toMatchObject({ value: 'Typed in a tunnel.' })

  // The pages come, but nothing can be saved; then the page is loaded again.
  await page.route('**/answers/**', (route) => route.abort())
  await field.fill('Typed before the crash.')
  await bar(page).getByText('Not saved – retrying').waitFor()
  page.on('dialog', (dialog) => dialog.accept())
  await page.reload()
  await bar(page).getByText('Not saved – retrying').waitFor()
  expect(await field.inputValue()).toBe('Typed before the crash.')
  await page.unroute('**/answers/**')
  await bar(page).getByRole('button', { name: 'Try now' }).click()
  await saved(page)
  expect(await stored()).toMatchObject({ value: 'Typed before the crash.' })
  await context.close()
}, 60_000)

test('the session ends while somebody writes: the same person goes on, another one finds nothing', async () => {
  const reviewId = await world.review('triaged', { tier: 'T3' })
  const address = `/reviews/${reviewId}/questions/context`
  const context = await browsing()
  const page = await tab(context)
  await signIn(page, 'maya')
  await page.goto(address)
  await ready(page)
  const field = question(page, 'context.problem').getByRole('textbox').first()
  await context.clearCookies()
  await field.fill('Written after the session had ended.')
  const dialog = page.getByRole('dialog', { name: 'You are signed out' })
  await dialog.waitFor()
  await isAccessible(page)
  const again = await tab(context)
  await signIn(again, 'maya')
  await again.close()
  await dialog.getByRole('button', { name: 'I am signed in again: save now' }).click()
  await saved(page)
  expect(await field.inputValue()).toBe('Written after the session had ended.')

  await context.clearCookies()
  await field.fill('Only for Maya’s eyes.')
  await dialog.waitFor()
  const stranger = await tab(context)
  await signIn(stranger, 'jonas')
  await stranger.close()
  await dialog.getByRole('button', { name: 'I am signed in again: save now' }).click()
  await page.waitForURL((url) => url.pathname === '/')
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain('Maya’s eyes')
  await page.goto(address)
  expect(await field.inputValue()).toBe('Written after the session had ended.')
  await context.close()
}, 90_000)

test('with the keyboard alone: a section is answered and the next one opens', async () => {
  const reviewId = await world.review('triaged', { tier: 'T3' })
  const context = await browsing()
  const page = await tab(context)
  await signIn(page, 'maya')
  await page.goto(`/reviews/${reviewId}/questions/context`)
  await ready(page)
  await question(page, 'context.problem').getByRole('textbox').first().focus()
  await page.keyboard.type('Small creators are alone.')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await question(page, 'context.problem').getByText('Knowing the aim lets us').waitFor()
  await question(page, 'context.surfaces').getByRole('checkbox').first().focus()
  await page.keyboard.press('Space')
  await question(page, 'context.owner').getByRole('combobox').focus()
  await page.keyboard.type('Maya Okafor')
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => !url.pathname.endsWith('/context'))
  const found = await findAnswers(world.asking('maya'), reviewId)
  expect(found?.full['context.problem']).toMatchObject({ value: 'Small creators are alone.' })
  expect(found?.full['context.owner']).toMatchObject({ value: 'Maya Okafor' })
  await context.close()
}, 60_000)

test('the same without JavaScript', async () => {
  const context = await browsing({ javaScriptEnabled: false })
  const page = await tab(context)
  await signIn(page, 'priya')
  await page.goto('/launches/new')
  await page.getByLabel('What is it called?').fill('Gift Streaks')
  await page.getByRole('button', { name: 'Go on to the triage' }).click()
  await page.getByText('Choose at least one market.').first().waitFor()
  expect(await page.getByLabel('What is it called?').inputValue()).toBe('Gift Streaks')
  await page.getByLabel('What changes for people?').fill('Viewers who gift in a row get a badge.')
  await page.getByLabel('When is it planned to launch?').fill('2027-03-01')
  await page.getByLabel('Global').check()
  await page.getByRole('button', { name: 'Go on to the triage' }).click()
  await page.waitForURL(/\/triage$/)
  const reviewId = idIn(page)

  await question(page, 'change_type').getByLabel('A new surface').check()
  await question(page, 'reach').getByRole('textbox').first().fill('most')
  await page.getByRole('button', { name: 'Submit the triage' }).last().click()
  await page.getByText('Give a number').first().waitFor()
  expect(await question(page, 'change_type').getByLabel('A new surface').isChecked()).toBe(true)
  expect(await question(page, 'reach').getByRole('textbox').first().inputValue()).toBe('most')
  await question(page, 'reach').getByRole('textbox').first().fill('10')
  for (const id of ['contact', 'live', 'discovery', 'identity'])
    await question(page, id).getByLabel('None of these').check()
  await question(page, 'ai').getByLabel('None, or AI only sorts').check()
  await question(page, 'money').getByLabel('Gifts between people').check()
  for (const id of ['minors', 'weakens_control']) await question(page, id).getByLabel('No', { exact: true }).check()
  await question(page, 'history').getByLabel('Nothing that we know of').check()
  await page.getByRole('button', { name: 'Submit the triage' }).last().click()
  await page.getByText(/^T1, because/).waitFor()

  await page.getByRole('link', { name: 'Go through the checklist' }).click()
  await page.getByRole('link', { name: /Start with/ }).click()
  for (const yes of await page.getByLabel('Yes', { exact: true }).all()) await yes.check()
  await page.getByRole('button', { name: 'Save and check your answers' }).last().click()
  await page.getByText('I have answered for the change').first().waitFor()
  await page.getByRole('link', { name: /^Answer/ }).click()
  await page.getByLabel(/I have answered for the change/).check()
  await page.getByRole('button', { name: 'Save and check your answers' }).last().click()
  await page.getByRole('button', { name: 'Confirm the checklist' }).click()
  await page.getByText('Logged: this launch can go ahead').waitFor()
  expect((await findAnswers(world.asking('priya'), reviewId))?.review.state).toBe('logged')
  await context.close()
}, 90_000)
