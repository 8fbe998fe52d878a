import { and, eq, like } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { findAnswers, findReview, raiseTier, rescopeReview, withdrawReview } from '#app/domain/reviews/index.server.ts'
import { answerAuthors, answers } from '#db/schema/reviews.ts'
import type { PersonKey } from '#db/seed/cast.ts'
import { expectOk } from '#db/seed/stage.ts'
import { TRIAGE, type World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { endOf, eventsOf, form, peopleAndRubrics, problemOf, recordOf } from './record.ts'

const { db } = await testDatabase()
let world: World
beforeAll(async () => {
  world = await peopleAndRubrics(db)
})
const rescope = (reviewId: string, person: PersonKey = 'maya') =>
  rescopeReview(world.asking(person), { ...form(reviewId), reason: 'Without whispers.' })
const withdraw = (reviewId: string, person: PersonKey = 'maya') =>
  withdrawReview(world.asking(person), { ...form(reviewId), reason: 'Not this year.' })
const valuesOf = async (reviewId: string) => {
  const found = await findAnswers(world.asking('maya'), reviewId)
  return { triage: found?.triage, full: found?.full }
}

describe('a re-scoped review', () => {
  test('starts from the answers of the one before, each in its own record', async () => {
    const before = await world.review('decided')
    await world.say('ines', await world.review('in_review'), 'harms.reviewer_summary', {
      state: 'answered',
      value: 'x',
    })
    const old = await valuesOf(before)
    const { reviewId } = expectOk(await rescope(before, 'jonas'))
    expect(await recordOf(db, reviewId)).toMatchObject({
      state: 'draft',
      round: 1,
      previousId: before,
      submitterId: world.personId('jonas'),
    })
    expect(await valuesOf(reviewId)).toEqual({ triage: old.triage, full: {} })
    await world.triage('jonas', reviewId, TRIAGE.T2)
    expect(await valuesOf(reviewId)).toEqual(old)
    await world.say('jonas', reviewId, 'context.people_reached', { state: 'answered', value: 12 })
    expect(await valuesOf(before)).toEqual(old)
    await world.submit('jonas', reviewId)
    expect((await findReview(world.asking('ines'), before))?.nextId).toBe(reviewId)
    expect((await findReview(world.asking('ines'), reviewId))?.previousId).toBe(before)
  })

  test('leaves out what the reviewer answered: that is looked at afresh', async () => {
    const before = await world.review('in_review')
    await world.say('ines', before, 'harms.reviewer_summary', { state: 'answered', value: 'Sound.' })
    expectOk(await withdraw(before))
    const { reviewId } = expectOk(await rescope(before))
    await world.triage('maya', reviewId, TRIAGE.T2)
    expect(Object.keys((await valuesOf(reviewId)).full ?? {})).not.toContain('harms.reviewer_summary')
  })

  test('keeps what was corrected since: opening the triage again does not bring old answers back', async () => {
    const before = await world.review('decided')
    const { reviewId } = expectOk(await rescope(before))
    await world.triage('maya', reviewId, TRIAGE.T0)
    expect((await valuesOf(reviewId)).full).toEqual({})
    expectOk(await raiseTier(world.asking('maya'), { ...form(reviewId), tier: 'T2', reason: 'To be sure.' }))
    expect((await valuesOf(reviewId)).full).toEqual((await valuesOf(before)).full)
  })

  test('has the authors of the answers it carries: they judge neither review', async () => {
    const before = await world.review('decided', { by: 'maya' })
    const { reviewId } = expectOk(await rescope(before, 'jonas'))
    const authors = await db.select().from(answerAuthors).where(eq(answerAuthors.reviewId, reviewId))
    expect(authors.map(({ personId }) => personId).sort()).toEqual(
      [world.personId('maya'), world.personId('jonas')].sort(),
    )
    const triage = await db
      .select()
      .from(answers)
      .where(and(eq(answers.reviewId, reviewId), like(answers.questionKey, 'triage.%')))
    expect(new Set(triage.map(({ updatedBy }) => updatedBy))).toEqual(new Set([world.personId('maya')]))
  })

  test('there is one: the second attempt is shown the first', async () => {
    const before = await world.review('withdrawn')
    const { reviewId } = expectOk(await rescope(before))
    expect(problemOf(await rescope(before, 'jonas'))).toMatchObject({ code: 'conflict', detail: { reviewId } })
  })

  test('is started by the team, once the one before has ended', async () => {
    const decided = await world.review('decided')
    expect(await endOf(() => rescope(decided, 'ines'))).toBe('refused')
    expect(await endOf(() => rescope(decided, 'priya'))).toBe('hidden')
    for (const state of ['draft', 'triaged', 'in_review', 'scored', 'logged'] as const)
      expect(await endOf(async () => rescope(await world.review(state))), state).toBe('refused')
  })

  test('while it is a draft, its link is for the team only', async () => {
    const before = await world.review('decided')
    const { reviewId } = expectOk(await rescope(before))
    expect((await findReview(world.asking('maya'), before))?.nextId).toBe(reviewId)
    expect((await findReview(world.asking('ines'), before))?.nextId).toBeNull()
    expect((await findReview(world.asking('sofia'), before))?.nextId).toBeNull()
  })
})

describe('a launch is taken out of review', () => {
  test.each(['draft', 'triaged', 'in_review', 'changes_requested', 'scored', 'escalated'] as const)(
    'from %s',
    async (state) => {
      const reviewId = await world.review(state)
      const before = state === 'draft' ? undefined : await valuesOf(reviewId)
      expectOk(await withdraw(reviewId, 'jonas'))
      expect((await recordOf(db, reviewId)).state).toBe('withdrawn')
      expect((await eventsOf(db, reviewId)).at(-1)).toMatchObject({
        type: 'review.withdrawn',
        reason: 'Not this year.',
      })
      if (before) expect(await valuesOf(reviewId)).toEqual(before)
    },
  )

  test.each(['decided', 'logged', 'withdrawn'] as const)('not from %s', async (state) => {
    const reviewId = await world.review(state)
    expect(await endOf(() => withdraw(reviewId))).toBe('refused')
  })

  test('by nobody else', async () => {
    const reviewId = await world.review('in_review')
    expect(await endOf(() => withdraw(reviewId, 'ines'))).toBe('refused')
    expect(await endOf(() => withdraw(reviewId, 'grace'))).toBe('refused')
    expect(await endOf(() => withdraw(reviewId, 'priya'))).toBe('hidden')
    expect(await endOf(() => withdraw(reviewId, 'nora'))).toBe('hidden')
  })
})
