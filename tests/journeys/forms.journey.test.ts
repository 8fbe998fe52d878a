import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { disablePerson } from '#app/domain/people/index.server.ts'
import { changeLaunch, findReview } from '#app/domain/reviews/index.server.ts'
import { createApp, createServices, type Serving, serve } from '#app/entry.node.ts'
import { CAST, type PersonKey } from '#db/seed/cast.ts'
import { expectOk } from '#db/seed/stage.ts'
import { buildWorld, type World } from '#tests/support/build.ts'
import { launchChromium } from '#tests/support/chromium.ts'
import { testDatabase } from '#tests/support/database.ts'
import { builtPages, testEnv } from '#tests/support/portal.ts'

const { db } = await testDatabase()
let world: World
let browser: Browser
let portal: Serving
let base: string

beforeAll(async () => {
  const port = await freePort()
  base = `http://127.0.0.1:${port}`
  world = await buildWorld(db)
  const services = createServices(testEnv({ BASE_URL: base }, true), db)
  portal = await serve(createApp({ services, ...(await builtPages()) }), { port, host: '127.0.0.1' })
  browser = await launchChromium()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  portal?.server.closeAllConnections()
  await portal?.stop()
})

type More = { javaScriptEnabled?: boolean }

/** A browser of their own, signed in with one press. Whatever the console complains of fails the test. */
async function as(person: PersonKey, work: (page: Page) => Promise<void>, more: More = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...more })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    // What the server refuses on purpose is reported by the browser itself.
    const refused = /status of (409|422)/.test(message.text())
    if ((message.type() === 'error' || message.type() === 'warning') && !refused) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(`${base}/sign-in`)
  await page.getByRole('button', { name: `Sign in as ${CAST[person].name}` }).click()
  await page.waitForURL(`${base}/`)
  await work(page)
  await context.close()
  expect(complaints).toEqual([])
}

async function open(page: Page, path: string) {
  await page.goto(base + path)
  await page.waitForLoadState('networkidle')
}

/** How often a page has sent something. */
function sentBy(page: Page): () => number {
  let sent = 0
  page.on('request', (request) => {
    if (request.method() === 'POST') sent++
  })
  return () => sent
}

/** The list of problems, once it has the focus. */
async function problemsOn(page: Page): Promise<string[]> {
  await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'alert')
  return page.getByRole('alert').getByRole('listitem').allInnerTexts()
}

/** What stands beside a field, as a screen reader gets it. */
const besideOf = (page: Page, id: string) =>
  page.evaluate((field) => {
    const described = document.getElementById(field)?.getAttribute('aria-describedby') ?? ''
    const texts = described.split(' ').map((one) => document.getElementById(one)?.textContent ?? '')
    return texts.find((text) => text.startsWith('Error: '))
  }, id)

const focusedId = (page: Page) => page.evaluate(() => document.activeElement?.id)
const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

const REASONS = 'Give the reasons in plain words; the submitter reads them.'
const text = (at: number) => `conditions.${at}.text`

async function expectNoViolations(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([])
}

test('a decision is put right before anything is sent, and each mistake goes as it is corrected', async () => {
  const reviewId = await world.review('scored')
  await as('aoife', async (page) => {
    const sent = sentBy(page)
    await open(page, `/reviews/${reviewId}/decision`)
    const send = page.getByRole('button', { name: 'Approve with conditions' })
    await page.getByLabel('Approve with conditions').check()
    await send.click()
    expect(await problemsOn(page)).toEqual(['Add a condition, or approve without.', REASONS])
    expect(await besideOf(page, 'reasons')).toBe(`Error: ${REASONS}`)
    await expectNoViolations(page)

    await page.getByLabel('Condition 1: what must be true').fill('The switch is tested.')
    await page.getByText('Add a condition, or approve without.').first().waitFor({ state: 'detached' })
    await page.getByLabel('Due on').fill(dayFromNow(-2))
    await send.click()
    const problems = await problemsOn(page)
    expect(problems[0]).toMatch(/^This day has passed\. Choose .+ or later\.$/)
    expect(await besideOf(page, 'conditions.0.dueOn')).toBe(`Error: ${problems[0]}`)
    await page.getByLabel('Due on').fill(dayFromNow(400))
    await page.getByRole('alert').getByText('This is more than a year away').waitFor()
    await page.getByLabel('Due on').fill(dayFromNow(20))
    await page.getByLabel('Reasons, in plain words').fill('With this it may go ahead.')
    await page.getByRole('alert').waitFor({ state: 'detached' })
    expect(sent()).toBe(0)
    await send.click()
    await page.waitForURL(`${base}/reviews/${reviewId}/memo`)
    await page.getByText('The switch is tested.').waitFor()
    expect(sent()).toBe(1)
  })
}, 60_000)

test('conditions come and go, the focus with them, and it is said', async () => {
  const reviewId = await world.review('scored')
  await as('aoife', async (page) => {
    await open(page, `/reviews/${reviewId}/decision`)
    const said = page.locator('fieldset', { hasText: 'Conditions' }).getByRole('status')
    await page.getByLabel('Approve with conditions').check()
    await page.getByLabel('Condition 1: what must be true').fill('First.')
    await page.getByRole('button', { name: 'Add a condition' }).press('Enter')
    await said.getByText('Condition 2 was added.').waitFor()
    expect(await focusedId(page)).toBe(text(1))
    await page.keyboard.type('Second.')
    await page.getByLabel('It must be met').nth(1).selectOption('within_days')
    await page.getByLabel('Days after launch').fill('14')
    await page.getByRole('button', { name: 'Remove condition 1' }).press('Enter')
    await said.getByText('Condition 1 was removed; 1 is left.').waitFor()
    expect(await focusedId(page)).toBe(text(0))
    expect(await page.getByLabel('Condition 1: what must be true').inputValue()).toBe('Second.')
    expect(await page.getByLabel('Days after launch').inputValue()).toBe('14')
    await page.getByRole('button', { name: 'Remove condition 1' }).press('Enter')
    await said.getByText('none is left').waitFor()
    expect(await focusedId(page)).toBe('add-condition')

    // What another decision hides comes back as it was, and an empty row is no condition.
    await page.keyboard.press('Enter')
    await page.keyboard.type('Third.')
    await page.getByRole('button', { name: 'Add a condition' }).click()
    await page.getByLabel('Block').check()
    expect(await page.getByLabel('what must be true').count()).toBe(0)
    await page.getByLabel('Approve with conditions').check()
    expect(await page.getByLabel('Condition 1: what must be true').inputValue()).toBe('Third.')
    for (const row of [0, 1]) await page.getByLabel('Due on').nth(row).fill(dayFromNow(9))
    await page.getByLabel('Reasons, in plain words').fill('Enough.')
    await page.getByRole('button', { name: 'Approve with conditions' }).click()
    await page.waitForURL(`${base}/reviews/${reviewId}/memo`)
    await page.getByText('Third.').waitFor()
  })
}, 60_000)

test('what only the server knows stands beside its field, and nothing typed is lost', async () => {
  const reviewId = await world.review('scored')
  const yusuf = world.personId('yusuf')
  await as('aoife', async (page) => {
    await open(page, `/reviews/${reviewId}/decision`)
    await page.getByLabel('Approve with conditions').check()
    await page.getByLabel('Condition 1: what must be true').fill('Somebody looks at it.')
    await page.getByLabel('Due on').fill(dayFromNow(20))
    await page.getByLabel('Owner').selectOption(yusuf)
    await page.getByLabel('Reasons, in plain words').fill('Typed with care.')
    const system = world.asking('nora', undefined, { kind: 'system', id: 'system', roles: [] })
    expectOk(await disablePerson(system, { personId: yusuf, reason: 'Left the company.' }))
    const send = page.getByRole('button', { name: 'Approve with conditions' })
    await send.click()
    expect(await problemsOn(page)).toEqual(['Choose a person from the list.'])
    expect(await besideOf(page, 'conditions.0.ownerId')).toBe('Error: Choose a person from the list.')
    await page.getByLabel('Owner').selectOption(world.personId('jonas'))
    await page.getByRole('alert').waitFor({ state: 'detached' })

    await world.decide('aoife', reviewId, { outcome: 'block', reasons: 'Another one was quicker.' })
    await send.click()
    expect((await problemsOn(page))[0]).toContain('The review has moved on since this page was opened')
    expect(await page.getByLabel('Reasons, in plain words').inputValue()).toBe('Typed with care.')
  })
}, 60_000)

test('without JavaScript a decision says the same in one round trip more', async () => {
  const reviewId = await world.review('scored')
  await as(
    'aoife',
    async (page) => {
      await page.goto(`${base}/reviews/${reviewId}/decision`)
      const send = page.getByRole('button', { name: 'Decide' })
      await page.getByLabel('Approve with conditions').check()
      await page.getByLabel('Due on').fill(dayFromNow(-2))
      await page.getByLabel('Reasons, in plain words').fill('Line one.\nLine two.')
      await send.click()
      await page.getByRole('link', { name: 'Add a condition, or approve without.' }).waitFor()
      // The row is still there to write in, with its day.
      expect(await page.getByLabel('Due on').inputValue()).toBe(dayFromNow(-2))
      await page.getByLabel('Condition 1: what must be true').fill('The switch is tested.')
      await send.click()
      expect(await besideOf(page, 'conditions.0.dueOn')).toMatch(/^Error: This day has passed/)
      expect(await page.getByLabel('Reasons, in plain words').inputValue()).toBe('Line one.\nLine two.')
      await page.getByLabel('Due on').fill(dayFromNow(20))
      await send.click()
      await page.waitForURL(`${base}/reviews/${reviewId}/memo`)
    },
    { javaScriptEnabled: false },
  )
}, 60_000)

test('what was typed before the page came alive stays', async () => {
  const reviewId = await world.review('scored')
  await as('aoife', async (page) => {
    await page.route('**/assets/*.js', async (route) => {
      await typed
      await route.continue()
    })
    let wake = () => {}
    const typed = new Promise<void>((resolve) => {
      wake = resolve
    })
    await page.goto(`${base}/reviews/${reviewId}/decision`, { waitUntil: 'commit' })
    await page.getByLabel('Reasons, in plain words').fill('Typed early.')
    await page.getByLabel('Condition 1: what must be true').fill('Early too.')
    await page.getByLabel('Approve with conditions').check()
    wake()
    await page.getByRole('button', { name: 'Approve with conditions' }).waitFor()
    expect(await page.getByLabel('Reasons, in plain words').inputValue()).toBe('Typed early.')
    expect(await page.getByLabel('Condition 1: what must be true').inputValue()).toBe('Early too.')
    await page.unrouteAll()
  })
}, 60_000)

const QUESTION = 'notes.context~people_reached'

for (const javaScriptEnabled of [true, false])
  test(`changes are requested ${javaScriptEnabled ? 'with' : 'without'} JavaScript: mistakes beside their fields, notes kept`, async () => {
    const reviewId = await world.review('in_review')
    await as(
      'ines',
      async (page) => {
        const sent = sentBy(page)
        await open(page, `/reviews/${reviewId}/changes?q=context.people_reached`)
        const send = page.getByRole('button', { name: 'Request these changes' })
        await page.locator(`[name="${QUESTION}"]`).fill('Which pilot?')
        await page.locator('[name=questions][value="context.people_reached"]').uncheck()
        await send.click()
        await page.getByRole('link', { name: 'Say what is needed to go on.' }).waitFor()
        await page.getByRole('link', { name: 'Choose at least one question to open again.' }).waitFor()
        expect(await besideOf(page, 'note')).toBe('Error: Say what is needed to go on.')
        if (javaScriptEnabled) {
          await problemsOn(page)
          await expectNoViolations(page)
        }
        const box = page.locator('[name=questions][value="context.people_reached"]')
        if (!(await box.isVisible()))
          await page
            .locator('summary')
            .filter({ has: page.locator('span') })
            .first()
            .click()
        await box.check()
        if (javaScriptEnabled) await page.getByText('Choose at least one').first().waitFor({ state: 'detached' })
        expect(await page.locator(`[name="${QUESTION}"]`).inputValue()).toBe('Which pilot?')
        await page.getByLabel('What is needed to go on').fill('Say where the reach comes from.')
        await send.click()
        await page.getByRole('heading', { name: 'Changes requested' }).waitFor()
        await page.getByText('Which pilot?').waitFor()
        if (javaScriptEnabled) expect(sent()).toBe(1)
      },
      { javaScriptEnabled },
    )
  }, 60_000)

test('two people at one description: what was typed stays, and can be saved once the other text is known', async () => {
  const reviewId = await world.draft()
  await as('maya', async (page) => {
    await open(page, `/reviews/${reviewId}/launch`)
    const { title, launchOn, markets, launchVersion: version } = await launchOf(reviewId)
    const theirs = { reviewId, title, summary: 'Their words.', launchOn, markets: markets as never, version }
    expectOk(await changeLaunch(world.asking('jonas'), theirs))
    await page.getByLabel('What changes for people?').fill('My words.')
    await page.getByRole('button', { name: 'Save the description' }).click()
    expect((await problemsOn(page))[0]).toContain('Somebody else changed the description meanwhile')
    expect(await page.getByLabel('What changes for people?').inputValue()).toBe('My words.')
    await page.getByRole('button', { name: 'Save the description' }).click()
    await page.waitForURL(`${base}/reviews/${reviewId}`)
    expect((await launchOf(reviewId)).summary).toBe('My words.')
  })
}, 60_000)

async function launchOf(reviewId: string) {
  const review = await findReview(world.asking('maya'), reviewId)
  if (!review) throw new Error('no such review')
  return review
}

test('an act asks for its reason before it is sent', async () => {
  const reviewId = await world.review('triaged')
  await as('maya', async (page) => {
    const sent = sentBy(page)
    await open(page, `/reviews/${reviewId}`)
    await page.getByRole('link', { name: 'Ask for a higher tier' }).click()
    await page.getByRole('button', { name: 'Ask for the higher tier' }).click()
    expect(await problemsOn(page)).toEqual(['Choose a tier.', 'Say why.'])
    await expectNoViolations(page)
    await page.getByRole('link', { name: 'Say why.' }).press('Enter')
    expect(await focusedId(page)).toBe('reason')
    await page.keyboard.type('Strangers could write first.')
    await page.getByRole('link', { name: 'Say why.' }).waitFor({ state: 'detached' })
    await page.getByLabel('T3').check()
    await page.getByRole('alert').waitFor({ state: 'detached' })
    expect(sent()).toBe(0)
    await page.getByRole('button', { name: 'Ask for the higher tier' }).click()
    await page.waitForURL(`${base}/reviews/${reviewId}`)

    await page.getByRole('link', { name: 'Withdraw from review' }).click()
    await page.getByRole('button', { name: 'Withdraw from review' }).click()
    expect(await problemsOn(page)).toEqual(['Say why.'])
    expect(await besideOf(page, 'reason')).toBe('Error: Say why.')
    expect(sent()).toBe(1)
  })
}, 60_000)

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
