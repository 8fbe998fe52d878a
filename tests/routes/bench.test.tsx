import { renderToStaticMarkup } from 'react-dom/server'
import { StaticRouter } from 'react-router-dom/server'
import { beforeAll, describe, expect, test } from 'vitest'
import { findScoring } from '#app/domain/reviews/index.server.ts'
import type { RefusedAtBench } from '#app/domain/reviews/index.ts'
import { DEMO_PASSWORD } from '#app/platform/auth/password-rules.ts'
import { action as save } from '#app/routes/_portal.reviews.$reviewId.scores.tsx'
import { loader, action as send } from '#app/routes/_portal.reviews.$reviewId.scoring.tsx'
import { BenchPage } from '#app/ui/reviews/scoring/bench-page.tsx'
import { emailOf, type PersonKey } from '#db/seed/cast.ts'
import { harmsOf } from '#tests/domain/reviews/record.ts'
import { openPortal } from '#tests/platform/auth/portal.ts'
import { buildWorld, type World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'

const { db } = await testDatabase()
const portal = await openPortal(db, { DEMO: true })
const cookies = new Map<PersonKey, string>()
let world: World

beforeAll(async () => {
  world = await buildWorld(db)
  for (const person of ['ines', 'rafael', 'aoife'] as const)
    cookies.set(person, await portal.enter(emailOf(person), DEMO_PASSWORD))
}, 60_000)

const NOTE = 'harms.reviewer_summary'

function args(reviewId: string, as: PersonKey, fields?: Record<string, string>) {
  const request = new Request(`http://portal.test/reviews/${reviewId}/scoring`, {
    headers: { cookie: cookies.get(as) ?? '' },
    ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
  })
  return { request, context: portal.context(), params: { reviewId } }
}

/** Sends a plain form, and gives the page that a browser without JavaScript then shows. */
async function sent(reviewId: string, as: PersonKey, fields: Record<string, string>) {
  const given = await send(args(reviewId, as, fields))
  if (!('init' in given)) return { status: given.status, page: '', to: given.headers.get('location') }
  const refused = given.data as RefusedAtBench
  const page = renderToStaticMarkup(
    <StaticRouter location={`/reviews/${reviewId}/scoring`}>
      <BenchPage {...(await loader(args(reviewId, as)))} refused={refused} />
    </StaticRouter>,
  )
  return { status: given.init?.status ?? 200, page, to: null }
}

/** The part of the page from one id to the end of its list item or section. */
const part = (page: string, id: string) => page.slice(page.indexOf(`id="${id}"`)).split('</form>')[0] ?? ''
/** What the fields of a form hold: its next submission. */
function fieldsIn(form: string): Record<string, string> {
  const attribute = (attributes: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? ''
  const fields: Record<string, string> = {}
  for (const [, attributes = ''] of form.matchAll(/<input\b([^>]*)>/g)) {
    if (/type="(radio|checkbox)"/.test(attributes) && !/\bchecked\b/.test(attributes)) continue
    fields[attribute(attributes, 'name')] = attribute(attributes, 'value')
  }
  for (const [, tag, attributes = '', inner = ''] of form.matchAll(/<(textarea|select)\b([^>]*)>([\s\S]*?)<\/\1>/g))
    fields[attribute(attributes, 'name')] =
      tag === 'textarea' ? inner : (/<option value="([^"]*)" selected/.exec(inner)?.[1] ?? '')
  return fields
}

const answer = (text: string, version: number) => ({
  act: 'answer',
  questionKey: NOTE,
  [`q~${NOTE}`]: text,
  [`q~${NOTE}~version`]: String(version),
})
const score = (harm: string, more: Record<string, string> = {}) => ({
  ...{ act: 'score', harm, version: '0', likelihood: '', likelihoodReason: '', gravity: '', gravityReason: '' },
  ...{ wideScope: 'suggested', irreversible: 'no', confidence: 'B', probability: '4', ...more },
})

describe('a form of the bench that is refused without JavaScript', () => {
  test('two reviewers at one note: both texts stand there, and sent again mine stays', async () => {
    const reviewId = await world.review('in_review')
    expect((await sent(reviewId, 'rafael', answer('The reach is small.', 0))).status).toBe(302)
    const { status, page } = await sent(reviewId, 'ines', answer('The reach is large.', 0))
    expect(status).toBe(409)
    const shown = part(page, `a-${NOTE}`)
    expect(shown).toContain('Rafael Cruz changed this answer')
    expect(shown).toContain('The reach is small.')
    expect(shown).toContain(`href="/reviews/${reviewId}/scoring"`)
    const next = fieldsIn(shown)
    expect(next).toEqual(answer('The reach is large.', 1))
    const again = await sent(reviewId, 'ines', next)
    expect(again).toMatchObject({ status: 302, to: `/reviews/${reviewId}/scoring#a-${NOTE}` })
    const found = await findScoring(world.asking('ines'), reviewId)
    expect(found?.full[NOTE]).toEqual({ state: 'answered', value: 'The reach is large.' })
  })

  test('a note somebody else changed once more meanwhile is not overwritten unseen', async () => {
    const reviewId = await world.review('in_review')
    await sent(reviewId, 'rafael', answer('One.', 0))
    const { page } = await sent(reviewId, 'ines', answer('Mine.', 0))
    await sent(reviewId, 'rafael', answer('Two.', 1))
    const again = await sent(reviewId, 'ines', fieldsIn(part(page, `a-${NOTE}`)))
    expect(again.status).toBe(409)
    expect(part(again.page, `a-${NOTE}`)).toContain('Two.')
  })

  test('a score without its reason keeps every other word, and the version it was written on', async () => {
    const reviewId = await world.review('in_review')
    const harm = 'FRD-1'
    await sent(reviewId, 'ines', { act: 'add', harm, reason: 'The chat log shows it.' })
    const typed = score(harm, { likelihood: '5', gravity: '5', gravityReason: 'A child could be hurt.', version: '1' })
    const { status, page } = await sent(reviewId, 'ines', typed)
    expect(status).toBe(422)
    const shown = part(page, `harm-${harm}`)
    expect(shown).toMatch(/<details[^>]*\bopen\b/)
    expect(shown).toContain('Say why it differs from what the answers suggest.')
    expect(fieldsIn(shown)).toEqual(typed)
  })

  test('a reason without a step of its own is not dropped', async () => {
    const reviewId = await world.review('in_review')
    const [harm = ''] = await harmsOf(world, reviewId)
    const typed = score(harm, { likelihoodReason: 'I forgot to choose the step.' })
    const { status, page } = await sent(reviewId, 'ines', typed)
    expect(status).toBe(422)
    expect(fieldsIn(part(page, `harm-${harm}`))).toEqual(typed)
  })

  test('a harm somebody scored meanwhile shows both scores with their reasons', async () => {
    const reviewId = await world.review('in_review')
    const [harm = ''] = await harmsOf(world, reviewId)
    await sent(reviewId, 'ines', score(harm, { likelihood: '4', likelihoodReason: 'Seen in the pilot.' }))
    const typed = score(harm, { likelihood: '5', likelihoodReason: 'Seen twice.' })
    const { status, page } = await sent(reviewId, 'ines', typed)
    expect(status).toBe(409)
    const shown = part(page, `harm-${harm}`)
    expect(shown).toContain('Seen in the pilot.')
    expect(fieldsIn(shown)).toEqual({ ...typed, version: '1' })
  })

  test('what a credit says stays, whether a word is missing or somebody was faster', async () => {
    const reviewId = await world.review('triaged', { tier: 'T3' })
    await world.answer('maya', reviewId, {})
    await world.submit('maya', reviewId)
    const credit = { act: 'credit', controlId: 'reports', version: '0', strength: '3', status: 'monitored', note: ' ' }
    const missing = await sent(reviewId, 'ines', credit)
    expect(missing.status).toBe(422)
    expect(fieldsIn(part(missing.page, 'c-reports'))).toEqual(credit)
    await sent(reviewId, 'ines', { ...credit, note: 'Saw it run.' })
    const late = await sent(reviewId, 'ines', { ...credit, strength: '1', note: 'Saw it fail.' })
    expect(late.status).toBe(409)
    expect(part(late.page, 'c-reports')).toContain('Saw it run.')
    expect(fieldsIn(part(late.page, 'c-reports'))).toEqual({
      ...credit,
      strength: '1',
      note: 'Saw it fail.',
      version: '1',
    })
  })

  test('a harm to be added, and an attestation, come back with their reason', async () => {
    const reviewId = await world.review('in_review')
    const [harm = ''] = await harmsOf(world, reviewId)
    const add = { act: 'add', harm: '', reason: 'The chat log shows it.' }
    const added = await sent(reviewId, 'ines', add)
    expect(added.status).toBe(422)
    expect(fieldsIn(part(added.page, 'add-harm').replace(/^/, '<select name="harm" '))).toMatchObject({
      reason: add.reason,
    })
    const attest = { act: 'attest', harm, reason: `${'x'.repeat(2_000)} too long` }
    const attested = await sent(reviewId, 'aoife', attest)
    expect(attested.status).toBe(422)
    expect(fieldsIn(part(attested.page, `attest-${harm}`).replace(/^/, '<textarea name="reason" '))).toMatchObject({
      reason: attest.reason,
    })
  })

  test('when the scores were locked meanwhile, the page says so and still holds the text', async () => {
    const reviewId = await world.review('scored')
    const [harm = ''] = await harmsOf(world, reviewId)
    const typed = score(harm, { version: '1', likelihood: '5', likelihoodReason: 'I was about to say why.' })
    const { status, page } = await sent(reviewId, 'ines', typed)
    expect(status).toBe(409)
    expect(page).toContain('The review has moved on')
    expect(page).toContain('I was about to say why.')
    const note = await sent(reviewId, 'ines', answer('Five sentences.', 0))
    expect(note.page).toContain('Five sentences.')
  })
})

test('a save of the page that works with JavaScript is told what stands', async () => {
  const reviewId = await world.review('in_review')
  await save(args(reviewId, 'rafael', answer('Theirs.', 0)))
  const refused = await save(args(reviewId, 'ines', answer('Mine.', 0)))
  expect(refused.status).toBe(409)
  expect(await refused.json()).toMatchObject({
    standing: { version: 1, by: 'Rafael Cruz', theirs: { state: 'answered', value: 'Theirs.' } },
  })
})

test('what one person typed is not saved under the name of whoever signed in meanwhile', async () => {
  const reviewId = await world.review('in_review')
  const opened = { ...answer('Typed by Rafael.', 0), writer: world.actor('rafael').id }
  const refused = await save(args(reviewId, 'ines', opened))
  expect(refused.status).toBe(409)
  expect(await refused.json()).toMatchObject({ code: 'another-person' })
  expect((await save(args(reviewId, 'rafael', opened))).status).toBe(200)
})
