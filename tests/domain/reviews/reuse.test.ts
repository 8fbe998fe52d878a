import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  changeLaunch,
  confirmAnswer,
  describeLaunch,
  findAnswers,
  findEarlierLaunches,
  findSection,
  reopenTriage,
  submitReview,
} from '#app/domain/reviews/index.server.ts'
import { answerAuthors, launches } from '#db/schema/reviews.ts'
import type { PersonKey } from '#db/seed/cast.ts'
import { expectOk } from '#db/seed/stage.ts'
import { TRIAGE, type World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { REACHED } from '#tests/support/launch-review.ts'
import { eventsOf, form, peopleAndRubrics, problemOf, recordOf, scoredAt } from './record.ts'

const { db, ownerDb } = await testDatabase()
let world: World
let approvedId: string
let launchId: string

beforeAll(async () => {
  world = await peopleAndRubrics(db)
  approvedId = await scoredAt(world, 'N')
  await world.decide('aoife', approvedId, { outcome: 'approve', reasons: 'Sound.' })
  launchId = (await recordOf(db, approvedId)).launchId
  await world.review('decided')
}, 60_000)

const again = (earlierLaunchId: string | null, person: PersonKey = 'jonas') =>
  describeLaunch(world.asking(person, '2027-02-01T09:00:00Z'), {
    ...{ onceKey: randomUUID(), title: 'Squad Lobby 2', summary: 'The same once more.', launchOn: '2027-06-01' },
    ...{ markets: ['Global'], earlierLaunchId },
  })

describe('the same feature once more', () => {
  let reviewId: string
  beforeAll(async () => {
    reviewId = expectOk(await again(launchId)).reviewId
    await world.triage('jonas', reviewId, TRIAGE.T2)
  })

  test('one’s own approved launches are offered, and no other', async () => {
    const offered = async (person: PersonKey) => (await findEarlierLaunches(world.asking(person))).map(({ id }) => id)
    expect(await offered('maya')).toEqual([launchId])
    for (const person of ['priya', 'ines', 'aoife', 'nora'] as const) expect(await offered(person), person).toEqual([])
    const { title, number } = (await db.select().from(launches).where(eq(launches.id, launchId)))[0] ?? {}
    expect(await findEarlierLaunches(world.asking('maya'))).toEqual([{ id: launchId, name: `L-${number} ${title}` }])
  })

  test('another team’s launch is refused, and one that was not approved', async () => {
    expect(problemOf(await again(launchId, 'priya')).fields).toHaveProperty('earlierLaunchId')
    const blocked = await recordOf(db, await world.review('decided'))
    expect(problemOf(await again(blocked.launchId)).fields).toHaveProperty('earlierLaunchId')
    const before = await recordOf(db, approvedId)
    const described = { title: 'x', summary: 'x', launchOn: '2027-01-01', markets: ['Global'] }
    await expect(
      ownerDb.insert(launches).values({
        ...{ id: randomUUID(), ...described, teamId: world.actor('priya').teamId, ownerId: before.submitterId },
        ...{ createdAt: new Date(), earlierLaunchId: launchId },
      }),
    ).rejects.toMatchObject({ cause: { constraint_name: 'law_launch_earlier' } })
  })

  test('the review begins with the approved answers of the submitter, each to be reconfirmed', async () => {
    const before = await findAnswers(world.asking('maya'), approvedId)
    const now = await findAnswers(world.asking('jonas'), reviewId)
    const expected = Object.entries(before?.full ?? {}).filter(
      ([id]) =>
        before?.rubrics.full.compiled.byId.get(id)?.question.answered_by === 'submitter' &&
        before.rubrics.full.compiled.byId.get(id)?.question.kind !== 'attest',
    )
    expect(now?.full).toEqual(Object.fromEntries(expected))
    expect(expected.length).toBeGreaterThan(10)
    expect(Object.keys(now?.waiting ?? {}).sort()).toEqual(expected.map(([id]) => id).sort())
    const { submittedAt } = await recordOf(db, approvedId)
    expect(now?.waiting[REACHED]).toMatchObject({
      cause: 'reuse',
      lastTrueAt: submittedAt?.toISOString(),
      from: expect.stringMatching(/^L-\d+ Squad Lobby$/),
    })
    expect((await eventsOf(db, reviewId)).filter(({ type }) => type === 'review.answers_reused')).toMatchObject([
      { fact: { fromReviewId: approvedId, answers: expected.length } },
    ])
  })

  test('whoever wrote a carried answer stays its author', async () => {
    const authors = await db.select().from(answerAuthors).where(eq(answerAuthors.reviewId, reviewId))
    expect(authors.map(({ personId }) => personId).sort()).toEqual(
      [world.personId('maya'), world.personId('jonas')].sort(),
    )
  })

  test('a new answer settles it, and opening the triage again brings nothing back', async () => {
    await world.say('jonas', reviewId, REACHED, { state: 'answered', value: 99 })
    const section = await findSection(world.asking('jonas'), reviewId, 'context', [])
    expect(Object.keys(section?.reconfirm ?? {})).not.toContain(REACHED)
    expectOk(await reopenTriage(world.asking('jonas'), { ...form(reviewId), reason: 'To correct it.' }))
    await world.triage('jonas', reviewId, TRIAGE.T2)
    const found = await findAnswers(world.asking('jonas'), reviewId)
    expect(found?.full[REACHED]).toEqual({ state: 'answered', value: 99 })
    expect(found?.waiting).not.toHaveProperty([REACHED])
  })

  test('it is submitted once each was stood by', async () => {
    const refused = problemOf(await submitReview(world.asking('jonas'), form(reviewId)))
    expect(Object.values(refused.fields ?? {})).toContain('Say whether this is still true.')
    const waiting = Object.keys((await findAnswers(world.asking('jonas'), reviewId))?.waiting ?? {})
    for (const questionKey of waiting) expectOk(await confirmAnswer(world.asking('jonas'), { reviewId, questionKey }))
    const left = Object.keys(problemOf(await submitReview(world.asking('jonas'), form(reviewId))).fields ?? {})
    expect(left.every((id) => !waiting.includes(id))).toBe(true)
    await world.answer('jonas', reviewId)
    expectOk(await submitReview(world.asking('jonas'), form(reviewId)))
  })
})

test('without a choice a review begins empty, and a corrected description keeps the choice', async () => {
  const { reviewId: fresh } = expectOk(await again(null))
  await world.triage('jonas', fresh, TRIAGE.T2)
  expect((await findAnswers(world.asking('jonas'), fresh))?.full).toEqual({})
  const { reviewId, launchId: second } = expectOk(await again(launchId))
  const corrected = { title: 'Squad Lobby 3', summary: 'x', launchOn: '2027-06-01', markets: ['Global' as const] }
  expectOk(await changeLaunch(world.asking('jonas'), { reviewId, version: 1, ...corrected }))
  const [row] = await db.select().from(launches).where(eq(launches.id, second))
  expect(row).toMatchObject({ title: 'Squad Lobby 3', earlierLaunchId: launchId })
})
