import { readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { CAST, type PersonKey } from '#db/seed/cast.ts'
import { buildWorld, type World } from '#tests/support/build.ts'
import { launchChromium } from '#tests/support/chromium.ts'
import { testDatabase } from '#tests/support/database.ts'
import { builtPages, testPortal } from '#tests/support/portal.ts'

const { db } = await testDatabase()
const portal = await testPortal({ ...(await builtPages()), demo: true })
const TODAY = new Date().toISOString().slice(0, 10)
let browser: Browser
let world: World
let decided: string
let open: string
const complaints: string[] = []

beforeAll(async () => {
  browser = await launchChromium()
  world = await buildWorld(db, TODAY)
  decided = await world.review('decided', { title: 'Emote Rain' })
  open = await world.review('triaged', { title: 'Duet requests' })
  await world.answer('maya', open, {})
}, 120_000)

afterAll(async () => {
  await browser?.close()
  expect(complaints).toEqual([])
})

/** A tab in which somebody is signed in; the console complains of nothing but refusals that the journey provokes. */
async function as(person: PersonKey): Promise<Page> {
  const context = await browser.newContext({
    baseURL: portal.url,
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  page.on('console', (message) => {
    const provoked = /status of (409|422)/.test(message.text())
    if (['error', 'warning'].includes(message.type()) && !provoked) complaints.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  await page.goto('/sign-in')
  await page.getByRole('button', { name: `Sign in as ${CAST[person].name}` }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
  return page
}

/** No violation by day and by night, and nothing wider than a narrow page. */
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

const ready = (page: Page) => page.waitForLoadState('networkidle')

/** Chooses a file of one's own computer, and waits until its text is there. */
async function chooseFile(page: Page, text: string): Promise<void> {
  const file = { name: '2.0.0.yaml', mimeType: 'text/yaml', buffer: Buffer.from(text) }
  await page.getByLabel('Choose a file of your computer').setInputFiles(file)
  await expect.poll(() => page.getByLabel('The rubric file').inputValue()).toBe(text)
}

type Question = { id: string; text: string; knockouts?: object[] }
type File = { version: string; effective: string; sections: { id: string; questions: Question[] }[] }

/** The launch review 2.0.0 of this story: one question in other words, one gone, and a new knock-out. */
function nextVersion(): string {
  const file = parse(readFileSync('rubrics/launch-full/1.0.0.yaml', 'utf8')) as File
  file.version = '2.0.0'
  file.effective = '2026-10-01'
  const context = file.sections.find(({ id }) => id === 'context')
  const find = (id: string) => context?.questions.find((question) => question.id === id)
  const surfaces = find('context.surfaces')
  if (surfaces) surfaces.text = 'Where in the product, old screens included, does it appear?'
  const reached = find('context.people_reached')
  if (reached)
    reached.knockouts = [
      {
        code: 'KO-REACH-HUGE',
        when: { 'context.people_reached': { gt: 50_000_000 } },
        action: 'escalate',
        reason: 'It reaches more people than we can watch over at once.',
        remedy: 'Plan a ramp, and answer for its first step.',
      },
    ]
  for (const section of file.sections)
    section.questions = section.questions.filter(({ id }) => id !== 'contact.new_accounts')
  return stringify(file)
}

test('a version is proposed, discussed, tested and published, and an open review moves to it and back', async () => {
  // Ines proposes it. A broken file is refused in its place, and nothing typed is lost.
  const ines = await as('ines')
  await ines.goto('/rubrics')
  await isAccessible(ines)
  await ines.getByRole('link', { name: 'Propose a version' }).click()
  await ready(ines)
  await ines.getByLabel('What does this version put right?').fill('Old screens were forgotten.')
  await chooseFile(ines, nextVersion().replace('kind: number', 'kind: nomber'))
  await ines.getByRole('button', { name: 'Propose this version' }).click()
  await ines
    .getByRole('alert')
    .getByText(/Line \d+.*kind/)
    .waitFor()
  expect(await ines.getByLabel('What does this version put right?').inputValue()).toBe('Old screens were forgotten.')
  await isAccessible(ines)
  await chooseFile(ines, nextVersion())
  await ines.getByRole('button', { name: 'Propose this version' }).click()
  await ines.waitForURL(/\/rubrics\/drafts\/[0-9a-f-]{36}$/)
  const draft = new URL(ines.url()).pathname
  await ines.getByText('a knock-out').or(ines.getByText('KO-REACH-HUGE')).first().waitFor()
  await isAccessible(ines)

  // Nobody else can read it before it is discussed.
  const daniel = await as('daniel')
  const maya = await as('maya')
  expect((await maya.request.get(draft)).status()).toBe(404)
  await ines.getByRole('link', { name: 'Go to the consultation' }).click()
  await ready(ines)
  await ines.getByRole('button', { name: 'Open the consultation' }).click()
  await ines.getByText('In consultation').first().waitFor()

  await daniel.goto(`${draft}/consultation`)
  await ready(daniel)
  await daniel.getByLabel('What is it about?').selectOption('context.people_reached')
  await daniel.getByLabel('Your remark').fill('Fifty million is a good line.')
  await daniel.getByRole('button', { name: 'Add the remark' }).click()
  await daniel.getByText('Fifty million is a good line.').first().waitFor()
  await isAccessible(daniel)
  // The team that answers reads the questions and the remarks, and nothing of how answers are judged.
  await maya.goto(draft)
  expect(await maya.content()).not.toContain('KO-REACH-HUGE')

  await ines.goto(`${draft}/backtest`)
  await ready(ines)
  await ines.getByRole('button', { name: 'Run the back-test' }).click()
  await ines.getByText(/of 1 decided review would come out differently/).waitFor()
  await isAccessible(ines)
  await ines.goto(`${draft}/publication`)
  await ines.getByText('Whoever proposed a version never publishes it').waitFor()

  const aoife = await as('aoife')
  await aoife.goto(draft)
  await aoife.getByRole('link', { name: 'Publish it' }).click()
  await ready(aoife)
  await aoife.getByLabel('Why is it ready?').fill('Discussed with the council, and it flips nothing.')
  await isAccessible(aoife)
  await aoife.getByRole('button', { name: 'Publish 2.0.0' }).click()
  await aoife.getByText('It is published, and in force from').waitFor()
  await aoife.goto('/rubrics/launch-full')
  await aoife.getByRole('heading', { name: 'Launch review 2.0.0' }).waitFor()
  await aoife.goto(`${draft}/history`)
  await aoife.getByText('Discussed with the council').waitFor()

  // Maya's open review was answered with 1.0.0, and cannot pass the new knock-out by staying there.
  await maya.goto(`/reviews/${open}/check`)
  await ready(maya)
  await isAccessible(maya)
  await maya.getByRole('link', { name: 'See what version 2.0.0 changes' }).first().click()
  await ready(maya)
  await maya.getByRole('region', { name: 'To reconfirm (1)' }).waitFor()
  await maya.getByRole('region', { name: 'Archived (1)' }).waitFor()
  await isAccessible(maya)
  await maya.getByRole('button', { name: 'Move to 2.0.0' }).click()
  await maya.getByRole('button', { name: 'Take it back' }).click()
  await maya.getByRole('button', { name: 'Move to 2.0.0' }).click()
  await maya.getByRole('link', { name: 'Read the archived answers' }).click()
  await maya.getByRole('heading', { name: 'Answers from an earlier version' }).waitFor()
  await isAccessible(maya)

  await maya.goto(`/reviews/${open}/questions/context`)
  await ready(maya)
  await isAccessible(maya)
  await maya.getByRole('button', { name: 'Yes, still true' }).click()
  await expect.poll(() => maya.getByRole('button', { name: 'Yes, still true' }).count()).toBe(0)
  await maya.goto(`/reviews/${open}/check`)
  await ready(maya)
  await maya.getByRole('button', { name: 'Submit for review' }).click()
  await maya.getByText('Submitted, round 1').waitFor()

  // What was decided keeps the version it was decided with.
  await ines.goto(`/reviews/${decided}`)
  await ines.getByText('1.0.0').first().waitFor()
  await ines.goto('/rubrics/launch-full/1.0.0/used-by')
  await ines.getByText('Emote Rain').first().waitFor()
  await ines.goto('/rubrics/launch-full/2.0.0/used-by')
  await ines.getByText('Duet requests').first().waitFor()
}, 180_000)
