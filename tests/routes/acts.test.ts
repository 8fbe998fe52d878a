import { beforeAll, describe, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '#app/platform/auth/password-rules.ts'
import { action as rescope } from '#app/routes/_portal.reviews.$reviewId.rescope.tsx'
import { action as hands } from '#app/routes/_portal.reviews.$reviewId.reviewer.tsx'
import { action as raise, loader as raisePage } from '#app/routes/_portal.reviews.$reviewId.tier.tsx'
import { action as reopen, loader as reopenPage } from '#app/routes/_portal.reviews.$reviewId.triage_.reopening.tsx'
import { action as withdraw, loader as withdrawPage } from '#app/routes/_portal.reviews.$reviewId.withdrawal.tsx'
import { emailOf, type PersonKey } from '#db/seed/cast.ts'
import { storyOf } from '#tests/domain/reviews/record.ts'
import { openPortal } from '#tests/platform/auth/portal.ts'
import { buildWorld, type World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'

const { db } = await testDatabase()
const portal = await openPortal(db, { DEMO: true })
let world: World
const cookies = new Map<PersonKey, string>()

beforeAll(async () => {
  world = await buildWorld(db)
  for (const person of ['maya', 'ines', 'rafael', 'aoife'] as const)
    cookies.set(person, await portal.enter(emailOf(person), DEMO_PASSWORD))
}, 60_000)

function args(reviewId: string, fields?: Record<string, string>, person: PersonKey = 'maya') {
  const cookie = cookies.get(person) ?? ''
  const request = new Request(`http://portal.test/reviews/${reviewId}/x`, {
    headers: { cookie },
    ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
  })
  return { request, context: portal.context(), params: { reviewId } }
}

type Action = typeof withdraw | typeof raise | typeof reopen | typeof rescope | typeof hands

async function sent(action: Action, reviewId: string, fields: Record<string, string>, person?: PersonKey) {
  const given = (await action(args(reviewId, fields, person))) as Response | { data: unknown; init: { status: number } }
  return given instanceof Response ? { status: given.status } : { status: given.init.status, data: given.data }
}

const reason = 'As the story goes.'

describe('a plain form that is sent twice is carried out once, and leads on twice', () => {
  test.each([
    ['withdraw', withdraw, withdrawPage, 'review.withdrawn'],
    ['raise the tier', raise, raisePage, 'review.tier_raised'],
    ['open the triage again', reopen, reopenPage, 'review.triage_reopened'],
  ] as const)('%s', async (_what, action, page, event) => {
    const reviewId = await world.review('triaged')
    const { onceKey } = await page(args(reviewId))
    const fields = { onceKey, reason, tier: 'T3' }
    expect([await sent(action, reviewId, fields), await sent(action, reviewId, fields)]).toEqual([
      { status: 302 },
      { status: 302 },
    ])
    expect((await storyOf(db, reviewId)).filter((type) => type === event)).toHaveLength(1)
  })
})

describe('a form of a review that moved on meanwhile comes back with its text', () => {
  test.each([
    ['withdraw', withdraw, 'withdrawn'],
    ['raise the tier', raise, 'withdrawn'],
    ['open the triage again', reopen, 'in_review'],
    ['re-scope', rescope, 'in_review'],
  ] as const)('%s', async (_what, action, state) => {
    const reviewId = await world.review(state)
    const answer = await sent(action, reviewId, { onceKey: world.key(), reason, tier: 'T4' })
    expect(answer).toMatchObject({
      status: 409,
      data: { problem: { message: expect.stringContaining('has moved on') }, typed: { reason } },
    })
  })
})

test('without its key a form is refused, and nothing happens', async () => {
  const reviewId = await world.review('triaged')
  for (const action of [withdraw, raise, reopen] as const)
    expect((await sent(action, reviewId, { reason, tier: 'T4' })).status).toBe(422)
  expect((await storyOf(db, reviewId)).at(-1)).toBe('review.triaged')
})

test('a review changes hands by plain forms: taken, too late, taken over with a reason, given back', async () => {
  const reviewId = await world.review('in_review')
  const from = world.personId('ines')
  const over = { act: 'take_over', onceKey: world.key(), from, reason }
  expect((await sent(hands, reviewId, {}, 'ines')).status).toBe(302)
  expect(await sent(hands, reviewId, {}, 'rafael')).toMatchObject({
    status: 409,
    data: { problem: { message: 'Ines Kallas has this review by now. Nothing was changed.' } },
  })
  expect((await sent(hands, reviewId, { ...over, reason: ' ' }, 'aoife')).status).toBe(422)
  expect((await sent(hands, reviewId, over, 'aoife')).status).toBe(302)
  expect(await sent(hands, reviewId, { act: 'give_back', onceKey: world.key(), reason }, 'ines')).toMatchObject({
    status: 409,
    data: { problem: { message: expect.stringContaining('Aoife Brennan has this review by now') }, typed: { reason } },
  })
  expect((await sent(hands, reviewId, { act: 'give_back', onceKey: world.key(), reason }, 'aoife')).status).toBe(302)
  expect((await storyOf(db, reviewId)).slice(-3)).toEqual([
    ...['review.taken', 'review.taken_over', 'review.given_back'],
  ])
})
