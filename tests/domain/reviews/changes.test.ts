import { and, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { findAnswers, findRounds, requestChanges, saveAnswer, submitReview } from '#app/domain/reviews/index.server.ts'
import { type AnswerInput, requestChangesInput } from '#app/domain/reviews/index.ts'
import { answers, reviewSnapshots } from '#db/schema/reviews.ts'
import type { PersonKey } from '#db/seed/cast.ts'
import { expectOk } from '#db/seed/stage.ts'
import type { World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { endOf, eventsOf, form, peopleAndRubrics, problemOf, recordOf, scoredAt } from './record.ts'

const { db } = await testDatabase()
let world: World
beforeAll(async () => {
  world = await peopleAndRubrics(db)
})

const ask = (reviewId: string, keys: string[], person: PersonKey = 'ines') =>
  requestChanges(world.asking(person), {
    ...form(reviewId),
    note: 'Say more.',
    questions: keys.map((questionKey) => ({ questionKey, note: 'Why?' })),
  })
const change = async (reviewId: string, questionKey: string, answer: AnswerInput) => {
  const [row] = await db
    .select()
    .from(answers)
    .where(and(eq(answers.reviewId, reviewId), eq(answers.questionKey, questionKey)))
  return saveAnswer(world.asking('maya'), { reviewId, questionKey, answer, version: row?.version ?? 0 })
}
const value = (of: string | number) => ({ state: 'answered', value: of }) as AnswerInput

describe('asking for changes opens named questions', () => {
  test('and no others; the submission makes the next round, and the two can be compared', async () => {
    const reviewId = await world.review('in_review')
    expectOk(await ask(reviewId, ['context.people_reached']))
    expect((await recordOf(db, reviewId)).state).toBe('changes_requested')
    const found = await findAnswers(world.asking('maya'), reviewId)
    expect(found?.open?.named).toEqual({ 'context.people_reached': 'Why?' })
    expect(problemOf(await change(reviewId, 'context.owner', value('Somebody else')))).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('not opened again'),
    })
    expectOk(await change(reviewId, 'context.people_reached', value(31_000)))
    expect(expectOk(await submitReview(world.asking('maya'), form(reviewId)))).toMatchObject({ round: 2 })
    expect(await recordOf(db, reviewId)).toMatchObject({ state: 'in_review', round: 2 })

    const rounds = await findRounds(world.asking('ines'), reviewId)
    expect(rounds?.rounds.map(({ round }) => round)).toEqual([1, 2])
    expect(rounds?.changes.map((one) => one.questionId)).toEqual(['context.people_reached'])
  })

  test('what the reviewer wrote meanwhile is not part of what the submitter submits, and is not compared', async () => {
    const reviewId = await world.review('in_review')
    await world.say('ines', reviewId, 'harms.reviewer_summary', value('Their moderation plan is thin.') as never)
    expectOk(await ask(reviewId, ['context.people_reached']))
    expectOk(await change(reviewId, 'context.people_reached', value(31_000)))
    expectOk(await submitReview(world.asking('maya'), form(reviewId)))
    const kept = await db.select().from(reviewSnapshots).where(eq(reviewSnapshots.reviewId, reviewId))
    expect(kept.filter(({ round }) => round === 2)).toHaveLength(2)
    expect(JSON.stringify(kept)).not.toContain('Their moderation plan')
    for (const person of ['maya', 'kofi', 'ines'] as const)
      expect(JSON.stringify(await findRounds(world.asking(person), reviewId)), person).not.toContain('Their moderation')
  })

  test('and those that a changed answer brings up, with the answer that was kept for them', async () => {
    const reviewId = await world.review('triaged')
    await world.say('maya', reviewId, 'audience.minors_reach', value('expected') as never)
    await world.say('maya', reviewId, 'audience.adult_minor_private', value('no') as never)
    await world.say('maya', reviewId, 'audience.minors_reach', value('none') as never)
    await world.answer('maya', reviewId)
    await world.submit('maya', reviewId)
    expectOk(await ask(reviewId, ['audience.minors_reach']))
    expectOk(await change(reviewId, 'audience.minors_reach', value('expected')))
    const found = await findAnswers(world.asking('maya'), reviewId)
    expect(found?.facts.hidden).not.toContain('audience.adult_minor_private')
    expect(found?.full['audience.adult_minor_private']).toEqual({ state: 'answered', value: 'no' })
    expectOk(await change(reviewId, 'audience.adult_minor_private', value('yes')))
    expect(problemOf(await change(reviewId, 'context.people_reached', value(1))).code).toBe('conflict')
  })

  test('round after round: each request opens its own questions only', async () => {
    const reviewId = await world.review('changes_requested')
    await world.submit('maya', reviewId)
    expectOk(await ask(reviewId, ['context.owner']))
    expect(problemOf(await change(reviewId, 'context.people_reached', value(5))).code).toBe('conflict')
    expectOk(await change(reviewId, 'context.owner', value('Ada Kowal')))
    await world.submit('maya', reviewId)
    expect((await recordOf(db, reviewId)).round).toBe(3)
  })
})

describe('who asks, and for what', () => {
  test('the reviewer and the lead while it is reviewed or scored, the council when it was called', async () => {
    const inReview = await world.review('in_review')
    for (const person of ['maya', 'kofi', 'grace'] as const)
      expect(await endOf(() => ask(inReview, ['context.owner'], person)), person).toBe('refused')
    expect(await endOf(() => ask(inReview, ['context.owner'], 'daniel'))).toBe('hidden')
    expect(await endOf(() => ask(inReview, ['context.owner'], 'rafael'))).toBe('done')
    expect(await endOf(() => ask(inReview, ['context.owner']))).toBe('refused')
    const scored = await scoredAt(world, 'M')
    expect(await endOf(() => ask(scored, ['context.owner'], 'aoife'))).toBe('done')
    const escalated = await world.review('escalated')
    expect(await endOf(() => ask(escalated, ['context.owner'], 'aoife'))).toBe('refused')
    expect(await endOf(() => ask(escalated, ['context.owner'], 'daniel'))).toBe('done')
    expect((await eventsOf(db, escalated)).at(-1)).toMatchObject({ actorRole: 'council', reason: 'Say more.' })
    expect(await endOf(async () => ask(await world.review('decided'), ['context.owner']))).toBe('refused')
  })

  test('scores of the round stay locked, and the level is open again', async () => {
    const reviewId = await scoredAt(world, 'M')
    expect((await recordOf(db, reviewId)).residual).toBe('M')
    expectOk(await ask(reviewId, ['context.owner'], 'aoife'))
    expect((await recordOf(db, reviewId)).residual).toBeNull()
  })

  test('only questions that the submitter sees, each once, and at least one', async () => {
    const reviewId = await world.review('in_review')
    for (const key of ['harms.reviewer_summary', 'audience.adult_minor_private', 'triage.reach', 'nothing'])
      expect(problemOf(await ask(reviewId, [key])), key).toMatchObject({
        code: 'invalid',
        fields: { questions: expect.any(String) },
      })
    const send = (keys: string[]) =>
      requestChangesInput.safeParse({
        ...form(reviewId),
        note: 'x',
        questions: keys.map((questionKey) => ({ questionKey, note: '' })),
      }).success
    expect(send([])).toBe(false)
    expect(send(['context.owner', 'context.owner'])).toBe(false)
    expect(send(['context.owner'])).toBe(true)
  })
})
