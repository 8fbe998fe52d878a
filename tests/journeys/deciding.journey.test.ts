import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp, createServices, type Serving, serve } from '#app/entry.node.ts'
import { CAST, type PersonKey } from '#db/seed/cast.ts'
import { harmsOf } from '#tests/domain/reviews/record.ts'
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

/** A browser of their own, signed in with one press. Whatever the console complains of fails the test. */
async function as(person: PersonKey, work: (page: Page) => Promise<void>, more: { javaScriptEnabled?: boolean } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...more })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    // What the server refuses on purpose is reported by the browser itself.
    const refused = /status of (401|409|422)/.test(message.text())
    if ((message.type() === 'error' || message.type() === 'warning') && !refused)
      complaints.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  await page.goto(`${base}/sign-in`)
  await page.getByRole('button', { name: `Sign in as ${CAST[person].name}` }).click()
  await page.waitForURL(`${base}/`)
  await work(page)
  await context.close()
  expect(complaints).toEqual([])
}

const open = async (page: Page, path: string) => {
  await page.goto(base + path)
  await page.waitForLoadState('networkidle')
}

const expectNoViolations = async (page: Page) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).analyze()
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
    expect(found, `${page.url()} ${colorScheme}`).toEqual([])
  }
}

const isWider = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
const bar = (page: Page) => page.locator('[data-verdict]')

test('a reviewer scores with the keyboard, a lead escalates, the council approves with conditions', async () => {
  const reviewId = await world.review('in_review')
  const at = `/reviews/${reviewId}`
  const harms = await harmsOf(world, reviewId)

  await as('ines', async (page) => {
    await open(page, `${at}/scoring`)
    await expectNoViolations(page)
    expect(await page.getByRole('button', { name: 'Lock the scores' }).count()).toBe(0)

    // The effect is in sight while the key is still down.
    const [first] = harms as [string]
    await page.keyboard.press('k')
    const before = await bar(page).getAttribute('data-verdict')
    await page.keyboard.down('5')
    expect(await bar(page).innerText()).toContain('Block')
    expect(await bar(page).innerText()).toContain('was:')
    await page.keyboard.up('5')
    expect(await bar(page).innerText()).not.toContain('was:')
    await page.getByText('Not saved yet: say why').waitFor()

    // Typing in a field is typing.
    const why = page.getByLabel('Why 5 instead of')
    await why.focus()
    await page.keyboard.type('12345 jke')
    expect(await why.inputValue()).toBe('12345 jke')

    // Back to what the answers suggest, with the keyboard alone.
    await page.locator(`summary[data-harm="${first}"]`).focus()
    await page.keyboard.press('e')
    await page.getByText('Severity 5 and likelihood 5').waitFor()
    const suggested = await page.locator(`#harm-${first} input[name=likelihood][value=""]`).evaluate((one) => {
      return (one.closest('label')?.textContent ?? '').trim()[0] ?? ''
    })
    await page.keyboard.press(suggested)
    expect(await bar(page).getAttribute('data-verdict')).toBe(before)

    for (const [index, harm] of harms.entries()) {
      if (index > 0) await page.keyboard.press('j')
      await page.waitForFunction(
        (code) =>
          document.activeElement?.getAttribute('data-harm') === code || document.activeElement === document.body,
        harm,
      )
      await page.locator(`#s-${harm}-confidence`).focus()
      await page.keyboard.press('Space')
      await page.locator(`#s-${harm}-probability`).focus()
      await page.keyboard.type('4')
      await page.locator(`summary[data-harm="${harm}"]`).focus()
    }
    await bar(page).getByText(`${harms.length} of ${harms.length} scored`).waitFor()
    await bar(page).getByText('Saved').waitFor()
    await page.getByRole('button', { name: 'Lock the scores' }).press('Enter')
    await page.waitForURL(`${base}${at}/decision`)
    await open(page, `${at}/scoring`)
    await page.getByText('The scores of round 1 are locked').waitFor()
    await expectNoViolations(page)
  })

  await as('aoife', async (page) => {
    await open(page, `${at}/decision`)
    await expectNoViolations(page)
    await page.getByLabel('Escalate to the council').press('Space')
    await page.getByLabel('Reasons, in plain words').fill('The council should see who could contact whom.')
    await page.getByRole('button', { name: 'Escalate to the council' }).press('Enter')
    await page.waitForURL(`${base}${at}/memo`)
    await open(page, `${at}/decision`)
    await page.getByText('Not yours to decide at this moment').waitFor()
    await page.getByText(/^Needs the safety council/).waitFor()
  })

  await as('daniel', async (page) => {
    await open(page, `${at}/decision`)
    await page.getByLabel('Approve with conditions').check()
    await page
      .getByLabel('Condition 1: what must be true')
      .fill('Strangers cannot start contact until the host follows back.')
    await page.getByLabel('Due on').fill(dayFromNow(30))
    await page.getByLabel('Reasons, in plain words').fill('With contact closed to strangers this may go ahead.')
    await page.getByRole('button', { name: 'Approve with conditions' }).click()
    await page.waitForURL(`${base}${at}/memo`)
    await expectNoViolations(page)
  })

  await as('maya', async (page) => {
    await open(page, `${at}/decision`)
    expect(page.url()).toBe(`${base}${at}/memo`)
    await page.getByRole('heading', { name: 'Approved with conditions' }).waitFor()
    await page.getByText('Strangers cannot start contact until the host follows back.').waitFor()
    await page.getByText('17:00 Dublin').waitFor()
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await isWider(page)).toBe(false)
  })
}, 180_000)

test('requested changes come back as a round of their own, with what is different', async () => {
  const reviewId = await world.review('in_review')
  const at = `/reviews/${reviewId}`

  await as('ines', async (page) => {
    await open(page, `${at}/scoring`)
    await page.locator('#a-context\\.people_reached').getByLabel('Ask to change').check()
    await page.getByRole('button', { name: 'Request changes to the marked answers' }).click()
    await page.waitForURL(/\/changes\?q=context\.people_reached/)
    await expectNoViolations(page)
    await page.getByLabel('What is needed to go on').fill('Say where the reach comes from.')
    await page.locator('textarea[name="notes.context~people_reached"]').fill('Is this the number of the pilot?')
    await page.getByRole('button', { name: 'Request these changes' }).click()
    await page.getByRole('heading', { name: 'Changes requested' }).waitFor()
  })

  await world.say('maya', reviewId, 'context.people_reached', { state: 'answered', value: 90_000 })
  await world.submit('maya', reviewId)

  await as('ines', async (page) => {
    await open(page, `${at}/rounds`)
    await page.getByRole('heading', { name: '1 answer differs between round 1 and 2' }).waitFor()
    await expectNoViolations(page)
    await open(page, `${at}/scoring`)
    await page.getByText('Changed since round 1').waitFor()
  })
}, 180_000)

test('without JavaScript every harm is a form, and a decision needs no script', async () => {
  const reviewId = await world.review('in_review')
  const at = `/reviews/${reviewId}`
  const harms = await harmsOf(world, reviewId)
  await as(
    'ines',
    async (page) => {
      for (const harm of harms) {
        await page.goto(`${base}${at}/scoring`)
        const row = page.locator(`#harm-${harm}`)
        if (
          !(await row
            .locator('details')
            .first()
            .getAttribute('open')
            .then((open) => open !== null))
        )
          await row.locator('summary').first().click()
        await row.getByText('B · Seen before').click()
        await page.locator(`#s-${harm}-probability`).fill('4')
        await row.getByRole('button', { name: `Save ${harm}` }).click()
        await page.waitForURL(`${base}${at}/scoring#harm-${harm}`)
      }
      await page.getByRole('button', { name: 'Lock the scores' }).click()
      // The fragment of the last form stays in the address.
      await page.waitForURL(/\/decision(#.*)?$/)
    },
    { javaScriptEnabled: false },
  )
  await as(
    'aoife',
    async (page) => {
      await page.goto(`${base}${at}/decision`)
      await page.getByLabel('Block').check()
      await page.getByLabel('Reasons, in plain words').fill('It stays too dangerous as it is planned.')
      await page.getByRole('button', { name: 'Decide' }).click()
      await page.waitForURL(`${base}${at}/memo`)
      await page.getByRole('heading', { name: 'Blocked' }).waitFor()
    },
    { javaScriptEnabled: false },
  )
}, 120_000)

test('one harm in two windows: nothing is overwritten, both scores are shown', async () => {
  const reviewId = await world.review('in_review')
  const [harm] = (await harmsOf(world, reviewId)) as [string]
  await as('ines', async (page) => {
    await open(page, `/reviews/${reviewId}/scoring`)
    await world.score('ines', reviewId)
    const conflict = page.getByText(`${harm} was changed meanwhile, in another window or by somebody else.`)
    const answered = page.waitForResponse((response) => response.url().endsWith('/scores'))
    await page.locator(`#harm-${harm}`).getByText('A · Measured').click()
    expect((await answered).status()).toBe(409)
    await conflict.waitFor()
    await page.getByRole('button', { name: 'Keep mine' }).click()
    await bar(page).getByText('Saved').waitFor()
  })
}, 120_000)

test('two reviewers at one note: both texts stand there until one is chosen', async () => {
  const reviewId = await world.review('in_review')
  const at = `/reviews/${reviewId}`
  const note = (page: Page) => page.getByLabel('What should the person who decides know in five sentences?')
  await as('rafael', async (theirs) => {
    await open(theirs, `${at}/scoring`)
    await as('ines', async (page) => {
      await open(page, `${at}/scoring`)
      await note(theirs).fill('The reach is small.')
      await bar(theirs).getByText('Saved').waitFor()
      await note(page).fill('The reach is large.')
      const conflict = page.getByRole('alert').filter({ hasText: 'Rafael Cruz changed this answer' })
      await conflict.getByText('The reach is small.').waitFor()
      await conflict.getByText('The reach is large.').waitFor()
      await expectNoViolations(page)
      await conflict.getByRole('button', { name: 'Take theirs' }).click()
      expect(await note(page).inputValue()).toBe('The reach is small.')
      await note(page).fill('The reach is small, and it stays so.')
      await bar(page).getByText('Saved').waitFor()
    })
  })
}, 120_000)

test('the session ends at the bench: whoever signs in again in another tab finds the score saved on coming back', async () => {
  const reviewId = await world.review('in_review')
  const [harm] = (await harmsOf(world, reviewId)) as [string]
  await as('ines', async (page) => {
    await open(page, `/reviews/${reviewId}/scoring`)
    await page.context().clearCookies()
    await page.locator(`#harm-${harm}`).getByText('B · Seen before').click()
    const dialog = page.getByRole('dialog', { name: 'You are signed out' })
    await dialog.waitFor()
    await expectNoViolations(page)
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      dialog.getByRole('link', { name: 'Sign in in a new tab' }).click(),
    ])
    await tab.getByRole('button', { name: `Sign in as ${CAST.ines.name}` }).click()
    await tab.waitForURL(`${base}/`)
    await tab.close()
    // What a browser says to a page somebody comes back to; without a window it says nothing by itself.
    await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await bar(page).getByText('Saved').waitFor()
    expect(await dialog.count()).toBe(0)
    await page.reload()
    expect(await page.locator(`#harm-${harm} input[name=confidence][value=B]`).isChecked()).toBe(true)
  })
}, 120_000)

const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
