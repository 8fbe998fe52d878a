import { beforeAll, describe, expect, test } from 'vitest'
import {
  addHarm,
  attestNoMechanism,
  creditControl,
  findReview,
  giveBackReview,
  lockScores,
  requestChanges,
  saveAnswer,
  scoreHarm,
  takeOverReview,
  takeReview,
} from '#app/domain/reviews/index.server.ts'
import type { PersonKey } from '#db/seed/cast.ts'
import { expectOk } from '#db/seed/stage.ts'
import type { World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { endOf, eventsOf, form, peopleAndRubrics, problemOf, recordOf, storyOf } from './record.ts'

const { db } = await testDatabase()
let world: World
beforeAll(async () => {
  world = await peopleAndRubrics(db)
})

const reason = 'Ines is on leave until Monday.'
const holderOf = async (reviewId: string) => (await recordOf(db, reviewId)).reviewerId
const take = (person: PersonKey, reviewId: string) => takeReview(world.asking(person), { reviewId })
const takeOver = (person: PersonKey, reviewId: string, from: PersonKey = 'ines') =>
  takeOverReview(world.asking(person), { ...form(reviewId), from: world.personId(from), reason })
const giveBack = (person: PersonKey, reviewId: string) =>
  giveBackReview(world.asking(person), { ...form(reviewId), reason })
const score = (person: PersonKey, reviewId: string, version = 0) =>
  scoreHarm(world.asking(person), {
    ...{ reviewId, harm: 'SSH-1', version, likelihood: null, likelihoodReason: '', gravity: null, gravityReason: '' },
    ...{ wideScope: 'suggested', irreversible: 'no', confidence: 'B', probability: 4 + version },
  })

/** A review in the hands of Ines. */
async function taken(): Promise<string> {
  const reviewId = await world.review('in_review')
  expectOk(await take('ines', reviewId))
  return reviewId
}

describe('a review that nobody has', () => {
  test('is taken by any reviewer or lead from elsewhere; taken twice by the same person it is taken once', async () => {
    for (const person of ['ines', 'rafael', 'aoife'] as const) {
      const reviewId = await world.review('in_review')
      expectOk(await take(person, reviewId))
      expectOk(await take(person, reviewId))
      expect(await holderOf(reviewId)).toBe(world.personId(person))
      expect((await storyOf(db, reviewId)).filter((type) => type === 'review.taken')).toHaveLength(1)
    }
  })

  test('is taken by whoever scores first; everybody else comes too late', async () => {
    const reviewId = await world.review('in_review')
    const ends = await Promise.all([endOf(() => score('ines', reviewId)), endOf(() => score('rafael', reviewId))])
    expect(ends.sort()).toEqual(['done', 'refused'])
  })

  test('of ten who take it at once, one has it', async () => {
    const reviewId = await world.review('in_review')
    const takers = ['ines', 'rafael', 'aoife'] as const
    const ends = await Promise.all(takers.map((person) => endOf(() => take(person, reviewId))))
    expect(ends.sort()).toEqual(['done', 'refused', 'refused'])
  })

  test('is neither taken over nor given back', async () => {
    const reviewId = await world.review('in_review')
    expect(await endOf(() => takeOver('aoife', reviewId))).toBe('refused')
    expect(await endOf(() => giveBack('ines', reviewId))).toBe('refused')
  })
})

describe('a review that somebody has', () => {
  test('is scored by them alone', async () => {
    const reviewId = await taken()
    const rafael = world.asking('rafael')
    const credit = {
      reviewId,
      controlId: 'reports',
      version: 0,
      strength: 1,
      status: 'tested' as const,
      note: 'Saw it.',
    }
    expect(await endOf(() => score('rafael', reviewId))).toBe('refused')
    expect(await endOf(() => score('aoife', reviewId))).toBe('refused')
    expect(await endOf(() => addHarm(rafael, { reviewId, harm: 'FRD-1', reason }))).toBe('refused')
    expect(await endOf(() => creditControl(rafael, credit))).toBe('refused')
    expect(await endOf(() => lockScores(rafael, form(reviewId)))).toBe('refused')
    expectOk(await score('ines', reviewId))
  })

  test('is still open to what any reviewer or lead does: questions for reviewers, changes, an attestation', async () => {
    const reviewId = await taken()
    const answer = { state: 'answered' as const, value: 'Sound.' }
    const note = { reviewId, questionKey: 'harms.reviewer_summary', version: 0, answer }
    expect(await endOf(() => saveAnswer(world.asking('rafael'), note))).toBe('done')
    expect(await endOf(() => attestNoMechanism(world.asking('aoife'), { reviewId, harm: 'SSH-1', reason }))).toBe(
      'done',
    )
    const questions = [{ questionKey: 'context.people_reached', note: '' }]
    const request = { ...form(reviewId), note: 'More.', questions }
    expect(await endOf(() => requestChanges(world.asking('rafael'), request))).toBe('done')
    expect(await holderOf(reviewId)).toBe(world.personId('ines'))
  })

  test('is not taken by another reviewer, and not taken over by one', async () => {
    const reviewId = await taken()
    expect(await endOf(() => take('rafael', reviewId))).toBe('refused')
    expect(await endOf(() => take('aoife', reviewId))).toBe('refused')
    expect(await endOf(() => takeOver('rafael', reviewId))).toBe('refused')
    expect(await holderOf(reviewId)).toBe(world.personId('ines'))
  })

  test('is taken over by a lead, with a reason in the log; the scores stay', async () => {
    const reviewId = await taken()
    expectOk(await score('ines', reviewId))
    expectOk(await takeOver('aoife', reviewId))
    expect(await holderOf(reviewId)).toBe(world.personId('aoife'))
    expect((await eventsOf(db, reviewId)).at(-1)).toMatchObject({
      type: 'review.taken_over',
      reason,
      actorRole: 'lead',
      fact: { reviewerId: world.personId('aoife'), from: world.personId('ines') },
    })
    expect(await endOf(() => score('ines', reviewId, 1))).toBe('refused')
    expectOk(await score('aoife', reviewId, 1))
  })

  test('is not taken over from somebody who has it no more', async () => {
    const reviewId = await taken()
    expect(problemOf(await takeOver('aoife', reviewId, 'rafael')).code).toBe('conflict')
    expect(await holderOf(reviewId)).toBe(world.personId('ines'))
  })

  test('is given back by whoever has it, and free again', async () => {
    const reviewId = await taken()
    expectOk(await score('ines', reviewId))
    expect(await endOf(() => giveBack('rafael', reviewId))).toBe('refused')
    expect(await endOf(() => giveBack('aoife', reviewId))).toBe('refused')
    expectOk(await giveBack('ines', reviewId))
    expect(await holderOf(reviewId)).toBeNull()
    expectOk(await score('rafael', reviewId, 1))
    expect(await holderOf(reviewId)).toBe(world.personId('rafael'))
    expect((await storyOf(db, reviewId)).filter((type) => /taken|given/.test(type))).toEqual([
      ...['review.taken', 'review.given_back', 'review.taken'],
    ])
  })

  test('changes hands once, however often the form is sent', async () => {
    const reviewId = await taken()
    const over = { ...form(reviewId), from: world.personId('ines'), reason }
    for (let i = 0; i < 3; i++) expectOk(await takeOverReview(world.asking('aoife'), over))
    const back = { ...form(reviewId), reason }
    for (let i = 0; i < 3; i++) expectOk(await giveBackReview(world.asking('aoife'), back))
    expect((await storyOf(db, reviewId)).filter((type) => /taken_over|given/.test(type))).toHaveLength(2)
  })

  test('shows to everybody what they may do with it', async () => {
    const reviewId = await taken()
    const mayOf = async (person: PersonKey) => {
      const { take, take_over, give_back, score } = (await findReview(world.asking(person), reviewId))?.may ?? {}
      return { take, take_over, give_back, score }
    }
    expect(await mayOf('ines')).toEqual({ take: true, take_over: false, give_back: true, score: true })
    expect(await mayOf('rafael')).toEqual({ take: false, take_over: false, give_back: false, score: false })
    expect(await mayOf('aoife')).toEqual({ take: false, take_over: true, give_back: false, score: false })
    expect(await mayOf('kofi')).toEqual({ take: false, take_over: false, give_back: false, score: false })
  })
})
