import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '#app/domain/people/index.server.ts'
import { loader as changes } from '#app/routes/_portal.reviews.$reviewId.changes.tsx'
import { loader as decision } from '#app/routes/_portal.reviews.$reviewId.decision.tsx'
import { loader as memo } from '#app/routes/_portal.reviews.$reviewId.memo.tsx'
import { loader as rounds } from '#app/routes/_portal.reviews.$reviewId.rounds.tsx'
import { loader as scoring } from '#app/routes/_portal.reviews.$reviewId.scoring.tsx'
import { SCORE_KEY_FIELDS } from '#app/rubric/index.ts'
import { emailOf, type PersonKey } from '#db/seed/cast.ts'
import { harmsOf } from '#tests/domain/reviews/record.ts'
import { answerOf, openPortal } from '#tests/platform/auth/portal.ts'
import { buildWorld, type World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'

const { db } = await testDatabase()
const portal = await openPortal(db, { DEMO: true })
let world: World
let decided: string
let scored: string

const WHY_SCORED = 'The pilot in Brazil moved our likelihood.'
/** Whatever belongs to single scores; none of it is a submitter's to read. */
const SCORES = [
  ...['probability', 'likelihood', 'gravity', 'confidence', 'contributions', 'controls', 'explanation', 'suggested'],
  ...SCORE_KEY_FIELDS.filter((field) => field !== 'decision'),
]

beforeAll(async () => {
  world = await buildWorld(db)
  decided = await world.review('in_review')
  const [first] = await harmsOf(world, decided)
  await world.score('ines', decided, {
    [first as string]: { likelihood: 3, likelihoodReason: WHY_SCORED, gravity: 5, gravityReason: WHY_SCORED },
  })
  await world.lock('ines', decided)
  await world.decide('aoife', decided, { outcome: 'escalate', reasons: 'The council should see this one.' })
  await world.decide('daniel', decided, { outcome: 'block', reasons: 'It stays too dangerous as it is planned.' })
  scored = await world.review('scored')
}, 60_000)

type Loader = typeof memo | typeof decision | typeof rounds | typeof changes | typeof scoring

async function asked(loader: Loader, person: PersonKey, reviewId: string) {
  const cookie = await portal.enter(emailOf(person), DEMO_PASSWORD)
  const request = new Request(`http://portal.test/reviews/${reviewId}/x`, { headers: { cookie } })
  return loader({ request, context: portal.context(), params: { reviewId } })
}
const bytes = async (loader: Loader, person: PersonKey, reviewId: string) =>
  JSON.stringify(await asked(loader, person, reviewId))

const expectNoScores = (text: string) => {
  for (const field of SCORES) expect(text, field).not.toContain(`"${field}"`)
  expect(text).not.toContain(WHY_SCORED)
}

describe('what the memo tells the team that submitted', () => {
  test('levels, reasons and the path to yes', async () => {
    const page = await asked(memo, 'maya', decided)
    if (!('levels' in page)) throw new Error('no memo')
    expect(page.final?.outcome).toBe('block')
    expect(page.final?.reasons).toBe('It stays too dangerous as it is planned.')
    expect(page.levels.length).toBeGreaterThan(0)
    expect(page.reasons.length).toBeGreaterThan(0)
    expect(page.sealed?.answersSha256).toMatch(/^[0-9a-f]{64}$/)
  })

  test('and not one score, in no byte of it', async () => {
    expectNoScores(await bytes(memo, 'maya', decided))
  })

  test('nothing but whose turn it is before it is decided', async () => {
    const text = await bytes(memo, 'maya', scored)
    expectNoScores(text)
    expect(JSON.parse(text)).toMatchObject({ levels: [], reasons: [], final: null, waits: 'It waits for a decision.' })
  })

  test('the rounds and the requested changes hold no score key either', async () => {
    for (const loader of [rounds, changes]) expectNoScores(await bytes(loader, 'maya', decided))
  })

  test('the scoring bench does not exist for them', async () => {
    expect((await answerOf(() => asked(scoring, 'maya', decided))).status).toBe(404)
  })
})

describe('what the memo tells those who judge', () => {
  test('the same document: scores stay at the bench', async () => {
    const page = await asked(memo, 'ines', decided)
    expect(page).not.toHaveProperty('kept')
    expect(await bytes(memo, 'ines', decided)).not.toContain('"contributions"')
  })

  test('who escalated it stands there too', async () => {
    const page = await asked(memo, 'grace', decided)
    if (!('decisions' in page)) throw new Error('no memo')
    expect(page.decisions.map(({ outcome, decidedBy }) => [outcome, decidedBy])).toEqual([
      ['block', 'Daniel Osei'],
      ['escalate', 'Aoife Brennan'],
    ])
  })
})

describe('the decision page', () => {
  test('leads to the memo once it is decided', async () => {
    for (const person of ['maya', 'aoife'] as const) {
      const answer = await answerOf(() => asked(decision, person, decided))
      expect(answer.headers.get('location')).toBe(`/reviews/${decided}/memo`)
    }
  })

  test('tells the team that it waits, and nothing of what is proposed', async () => {
    const text = await bytes(decision, 'maya', scored)
    expectNoScores(text)
    expect(JSON.parse(text)).toMatchObject({ desk: null, why: 'It waits for a decision.' })
  })

  test('says to an auditor who has the key, without a form', async () => {
    const page = await asked(decision, 'grace', scored)
    if (!('desk' in page)) throw new Error('no desk')
    expect(page.why).toMatch(/^(Needs|A reviewer may sign|Cannot be approved)/)
    expect(page.desk?.possible).toEqual([])
    expect(page.desk?.owners).toEqual([])
  })

  test('is absent for whoever may not know of the launch', async () => {
    for (const loader of [memo, decision, rounds, changes, scoring])
      for (const id of [scored, randomUUID()])
        expect((await answerOf(() => asked(loader, 'priya', id))).status).toBe(404)
  })
})
