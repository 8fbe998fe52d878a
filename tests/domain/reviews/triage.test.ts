import { beforeAll, describe, expect, test } from 'vitest'
import {
  describeLaunch,
  findReview,
  raiseTier,
  reopenTriage,
  saveAnswer,
  submitReview,
  submitTriage,
} from '#app/domain/reviews/index.server.ts'
import { addBusinessDays, describeLaunchInput } from '#app/domain/reviews/index.ts'
import { TIERS, type Tier } from '#app/rubric/index.ts'
import { expectOk } from '#db/seed/stage.ts'
import { BUILD_DAY, TRIAGE, type World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { endOf, eventsOf, form, peopleAndRubrics, problemOf, recordOf, storyOf } from './record.ts'

const { db } = await testDatabase()
let world: World
beforeAll(async () => {
  world = await peopleAndRubrics(db)
})

describe('a launch is described', () => {
  const launch = {
    title: 'Duet Mode',
    summary: 'Two streams side by side.',
    launchOn: '2027-03-01',
    markets: ['Global'],
  }
  const input = () => describeLaunchInput.parse({ ...launch, onceKey: crypto.randomUUID() })

  test('and its review starts as a draft of the submitter’s team, on the rubric versions in force', async () => {
    const { reviewId, launchId } = expectOk(await describeLaunch(world.asking('maya'), input()))
    const review = await recordOf(db, reviewId)
    expect(review).toMatchObject({ launchId, state: 'draft', round: 1, tier: null, version: 1, previousId: null })
    expect(review.teamId).toBe(world.teams.get('live'))
    expect(review.submitterId).toBe(world.personId('maya'))
    expect(await storyOf(db, reviewId)).toEqual(['review.started'])
  })

  test('only by somebody who submits launches', async () => {
    for (const person of ['ines', 'daniel', 'grace', 'nora', 'sofia', 'bruno', 'yusuf'] as const)
      expect(await endOf(() => describeLaunch(world.asking(person), input())), person).toBe('hidden')
  })

  test.each([
    ['no name', { title: ' ' }],
    ['a name that is too long', { title: 'x'.repeat(121) }],
    ['a day that does not exist', { launchOn: '2027-02-30' }],
    ['no market', { markets: [] }],
    ['a market nobody knows', { markets: ['Atlantis'] }],
    ['a character that cannot be stored', { summary: 'a\u0000b' }],
    ['half a character', { summary: 'a\ud800b' }],
  ])('never with %s', (_, wrong) => {
    expect(describeLaunchInput.safeParse({ ...launch, onceKey: crypto.randomUUID(), ...wrong }).success).toBe(false)
  })
})

describe('the triage gives the tier', () => {
  test.each(TIERS)('%s', async (tier) => {
    const reviewId = await world.draft()
    await world.triage('maya', reviewId, TRIAGE[tier])
    const review = await recordOf(db, reviewId)
    expect(review).toMatchObject({ tier, tierByRule: tier, state: tier === 'T0' ? 'logged' : 'triaged' })
    expect(review.tierBecause?.length).toBeGreaterThan(10)
    expect(await storyOf(db, reviewId)).toEqual([
      'review.started',
      'review.triaged',
      ...(tier === 'T0' ? ['review.logged'] : []),
    ])
    const [triaged] = (await eventsOf(db, reviewId)).filter(({ type }) => type === 'review.triaged')
    expect(triaged?.fact).toMatchObject({ tier, rule: review.tierRule, dueOn: review.dueOn })
  })

  test('not before every question has an answer; "not known" is one', async () => {
    const reviewId = await world.draft()
    const { reach: _, ...rest } = TRIAGE.T2
    for (const [id, value] of Object.entries(rest))
      await world.say('maya', reviewId, `triage.${id}`, { state: 'answered', value })
    const submit = () => submitTriage(world.asking('maya'), form(reviewId), 0.5)
    expect(problemOf(await submit())).toMatchObject({ code: 'invalid', fields: { 'triage.reach': expect.any(String) } })
    expect((await recordOf(db, reviewId)).state).toBe('draft')
    await world.say('maya', reviewId, 'triage.reach', { state: 'unknown' })
    expectOk(await submit())
    // Nobody knows how many it reaches, so it counts as more than a quarter.
    expect((await recordOf(db, reviewId)).tier).toBe('T3')
  })

  test('the expected day is counted in business days of the team, and a launch before it is late', async () => {
    for (const [launchIn, late] of [
      [5, true],
      [200, false],
    ] as const) {
      const reviewId = await world.describe('maya', { title: 'Soon', summary: 'Soon.', launchIn, markets: ['Global'] })
      for (const [id, value] of Object.entries(TRIAGE.T4))
        await world.say('maya', reviewId, `triage.${id}`, { state: 'answered', value })
      const ctx = world.asking('maya')
      expectOk(await submitTriage(ctx, form(reviewId), 0.5))
      const review = await recordOf(db, reviewId)
      expect(review).toMatchObject({ late, tier: 'T4' })
      const found = await findReview(ctx, reviewId)
      expect(found?.late).toBe(late)
      expect(review.dueOn && review.dueOn > BUILD_DAY).toBe(true)
      expect(addBusinessDays(review.dueOn ?? '', 0)).toBe(review.dueOn)
    }
  })

  test.each([
    [0.0999, true],
    [0.1, false],
  ])('one in ten launches without review is drawn for the audit (%s)', async (draw, sampled) => {
    const reviewId = await world.draft()
    await world.triage('maya', reviewId, TRIAGE.T0, draw)
    expect((await recordOf(db, reviewId)).auditSample).toBe(sampled)
    expect((await eventsOf(db, reviewId)).at(-1)?.fact).toMatchObject({ auditSample: sampled })
  })

  test('a launch with a review is never drawn', async () => {
    const reviewId = await world.draft()
    await world.triage('maya', reviewId, TRIAGE.T2, 0)
    expect((await recordOf(db, reviewId)).auditSample).toBe(false)
  })
})

describe('the team asks for a closer look', () => {
  const raise = (reviewId: string, tier: Tier, person: 'maya' | 'ines' = 'maya') =>
    raiseTier(world.asking(person), { ...form(reviewId), tier, reason: 'We want to be sure.' })

  test('upwards only, and the day moves with it', async () => {
    const reviewId = await world.review('triaged', { tier: 'T2' })
    const before = await recordOf(db, reviewId)
    expect(problemOf(await raise(reviewId, 'T1'))).toMatchObject({
      code: 'invalid',
      fields: { tier: expect.any(String) },
    })
    expect(problemOf(await raise(reviewId, 'T2')).code).toBe('invalid')
    expectOk(await raise(reviewId, 'T4'))
    const after = await recordOf(db, reviewId)
    expect(after).toMatchObject({ tier: 'T4', tierByRule: 'T2', state: 'triaged' })
    expect((after.dueOn ?? '') > (before.dueOn ?? '')).toBe(true)
    const last = (await eventsOf(db, reviewId)).at(-1)
    expect(last).toMatchObject({ type: 'review.tier_raised', reason: 'We want to be sure.', actorRole: 'submitter' })
  })

  test('of a logged launch too: it is then answered and submitted like any other', async () => {
    for (const tier of ['T0', 'T1'] as const) {
      const reviewId = await world.review('logged', { tier })
      expectOk(await raise(reviewId, 'T2'), tier)
      await world.answer('maya', reviewId)
      await world.submit('maya', reviewId)
      expect(await recordOf(db, reviewId), tier).toMatchObject({ state: 'in_review', tier: 'T2' })
    }
  })

  test('not by a reviewer, and not once it is in review', async () => {
    const reviewId = await world.review('triaged')
    expect(await endOf(() => raise(reviewId, 'T4', 'ines'))).toBe('refused')
    const submitted = await world.review('in_review')
    expect(await endOf(() => raise(submitted, 'T4'))).toBe('refused')
  })
})

describe('the triage is opened again', () => {
  const reopen = (reviewId: string, person: 'maya' | 'jonas' | 'priya' = 'maya') =>
    reopenTriage(world.asking(person), { ...form(reviewId), reason: 'Voice is not part of it any more.' })

  test('to correct an answer; the new answers give the new tier', async () => {
    const reviewId = await world.review('triaged', { tier: 'T2' })
    expectOk(await reopen(reviewId, 'jonas'))
    expect((await recordOf(db, reviewId)).state).toBe('draft')
    await world.triage('maya', reviewId, TRIAGE.T3)
    expect(await recordOf(db, reviewId)).toMatchObject({ state: 'triaged', tier: 'T3' })
  })

  test('as often as needed: a launch that was logged, raised and corrected keeps what was submitted each time', async () => {
    const reviewId = await world.review('logged', { tier: 'T0' })
    for (const tier of ['T0', 'T0', 'T2'] as const) {
      expectOk(await raiseTier(world.asking('maya'), { ...form(reviewId), tier: 'T3', reason: 'To be sure.' }))
      expectOk(await reopen(reviewId))
      await world.triage('maya', reviewId, TRIAGE[tier])
    }
    await world.answer('maya', reviewId)
    await world.submit('maya', reviewId)
    expect((await recordOf(db, reviewId)).state).toBe('in_review')
  })

  test('only before it is submitted, and only by the team', async () => {
    const submitted = await world.review('in_review')
    expect(await endOf(() => reopen(submitted))).toBe('refused')
    const draft = await world.draft()
    expect(await endOf(() => reopen(draft))).toBe('conflict')
    expect(await endOf(() => reopen(draft, 'priya'))).toBe('hidden')
  })
})

describe('the self-serve checklist of tier T1', () => {
  test('is logged when it is complete, without a decision', async () => {
    const reviewId = await world.review('logged', { tier: 'T1' })
    expect(await recordOf(db, reviewId)).toMatchObject({ state: 'logged', tier: 'T1', outcome: null })
    expect((await storyOf(db, reviewId)).slice(-2)).toEqual(['review.submitted', 'review.logged'])
  })

  test('raises the tier when an answer shows a gap, and asks what that tier asks', async () => {
    const reviewId = await world.review('triaged', { tier: 'T1' })
    await world.answer('maya', reviewId)
    await world.say('maya', reviewId, 'checklist.reporting', { state: 'answered', value: 'no' })
    const submit = () => submitReview(world.asking('maya'), form(reviewId))
    expect(expectOk(await submit())).toMatchObject({ tier: 'T2', raisedBecause: expect.any(String) })
    expect(await recordOf(db, reviewId)).toMatchObject({ state: 'triaged', tier: 'T2', tierByRule: 'T1' })
    expect((await storyOf(db, reviewId)).at(-1)).toBe('review.tier_raised')
    expect(problemOf(await submit()).message).toContain('before you can submit')
    await world.answer('maya', reviewId)
    expect(expectOk(await submit())).toMatchObject({ tier: 'T2', round: 1 })
    expect((await recordOf(db, reviewId)).state).toBe('in_review')
  })
})

test('answers of the triage are closed once it is submitted, those of the questionnaire until then', async () => {
  const save = (reviewId: string, questionKey: string, value: string | number) =>
    endOf(() =>
      saveAnswer(world.asking('maya'), { reviewId, questionKey, version: 0, answer: { state: 'answered', value } }),
    )
  const draft = await world.draft()
  expect(await save(draft, 'context.people_reached', 5)).toBe('conflict')
  expect(await save(draft, 'triage.minors', 'no')).toBe('done')
  const triaged = await world.review('triaged')
  expect(await save(triaged, 'context.people_reached', 5)).toBe('done')
  expect(await save(triaged, 'triage.minors', 'yes')).toBe('conflict')
})
