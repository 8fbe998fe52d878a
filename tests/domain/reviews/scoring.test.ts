import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  actAtBench,
  addHarm,
  attestNoMechanism,
  creditControl,
  findScoring,
  lockScores,
  requestChanges,
  scoreHarm,
  takeReview,
} from '#app/domain/reviews/index.server.ts'
import { type ScoreHarmInput, scoreHarmInput } from '#app/domain/reviews/index.ts'
import { sha256 } from '#app/domain/rubric-versions/library.server.ts'
import { canonicalJson } from '#app/rubric/index.ts'
import { assessmentLevels, assessments } from '#db/schema/reviews.ts'
import type { PersonKey } from '#db/seed/cast.ts'
import { expectOk } from '#db/seed/stage.ts'
import type { World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { endOf, eventsOf, form, harmsOf, peopleAndRubrics, problemOf, recordOf } from './record.ts'

const { db } = await testDatabase()
let world: World
beforeAll(async () => {
  world = await peopleAndRubrics(db)
})

const asSuggested = { likelihood: null, likelihoodReason: '', gravity: null, gravityReason: '' } as const
const blank = (reviewId: string, harm: string): ScoreHarmInput => ({
  ...{ reviewId, harm, version: 0, ...asSuggested, wideScope: 'suggested', irreversible: 'no' },
  ...{ confidence: 'B', probability: 4 },
})
const score = (reviewId: string, harm: string, more: Partial<ScoreHarmInput> = {}, person: PersonKey = 'ines') =>
  scoreHarm(world.asking(person), { ...blank(reviewId, harm), ...more })
const scoresOf = async (reviewId: string) => (await findScoring(world.asking('ines'), reviewId))?.scores
const lock = (reviewId: string) => lockScores(world.asking('ines'), form(reviewId))

describe('a harm is scored', () => {
  test('as the answers suggest, or otherwise with a reason', async () => {
    const reviewId = await world.review('in_review')
    const parse = (more: object) => scoreHarmInput.safeParse({ ...blank(reviewId, 'SSH-1'), ...more })
    expect(parse({ likelihood: 4 }).error?.issues.map(({ path }) => path[0])).toEqual(['likelihoodReason'])
    expect(parse({ gravity: 4, gravityReason: '  ' }).error?.issues.map(({ path }) => path[0])).toEqual([
      'gravityReason',
    ])
    expect(parse({ likelihood: 4, likelihoodReason: 'a\u0000' }).success).toBe(false)
    expect(parse({ likelihood: 6, likelihoodReason: 'x' }).success).toBe(false)
    expect(parse({ probability: 101 }).success).toBe(false)
    expect(parse({ likelihood: '', gravity: '', probability: '' }).data).toMatchObject({
      likelihood: null,
      probability: null,
    })
    expect(parse({ likelihood: '4', likelihoodReason: 'Seen it.' }).success).toBe(true)

    expectOk(await score(reviewId, 'SSH-1', { likelihood: 4, likelihoodReason: 'Seen it.' }))
    expect((await scoresOf(reviewId))?.harms['SSH-1']).toMatchObject({
      likelihood: 4,
      likelihoodReason: 'Seen it.',
      gravity: null,
    })
    const last = (await eventsOf(db, reviewId)).at(-1)
    expect(last).toMatchObject({
      type: 'harm.scored',
      reason: 'Seen it.',
      audience: 'assessment',
      actorRole: 'reviewer',
    })
  })

  test('once at a time: who saw an older version is shown what stands', async () => {
    const reviewId = await world.review('in_review')
    expectOk(await score(reviewId, 'SSH-1'))
    const problem = problemOf(await score(reviewId, 'SSH-1', { probability: 50 }))
    expect(problem).toMatchObject({ code: 'conflict', detail: { version: 1, theirs: { probability: 4 } } })
    expectOk(await score(reviewId, 'SSH-1', { probability: 50, version: 1 }))
    expect((await scoresOf(reviewId))?.harms['SSH-1']).toMatchObject({ probability: 50, version: 2 })
  })

  test('the same again changes nothing and says nothing', async () => {
    const reviewId = await world.review('in_review')
    expectOk(await score(reviewId, 'SSH-1'))
    const entries = (await eventsOf(db, reviewId)).length
    expect(expectOk(await score(reviewId, 'SSH-1', { version: 1 })).version).toBe(1)
    expect(await eventsOf(db, reviewId)).toHaveLength(entries)
  })

  test('ten times at once: one gets through, the others see what stands', async () => {
    const reviewId = await world.review('in_review')
    const ends = await Promise.all(
      Array.from({ length: 10 }, (_, i) => endOf(() => score(reviewId, 'SSH-1', { probability: i }))),
    )
    expect(ends.filter((end) => end === 'done')).toHaveLength(1)
    expect(ends.filter((end) => end === 'conflict')).toHaveLength(9)
  })
})

describe('harms and safeguards besides those in the answers', () => {
  test('a harm is put in scope with a reason, and once', async () => {
    const reviewId = await world.review('in_review')
    const add = (harm: string) => addHarm(world.asking('ines'), { reviewId, harm, reason: 'The chat log shows it.' })
    expectOk(await add('FRD-1'))
    const entries = (await eventsOf(db, reviewId)).length
    expectOk(await add('FRD-1'))
    expect(await eventsOf(db, reviewId)).toHaveLength(entries)
    expect((await scoresOf(reviewId))?.harms['FRD-1']).toMatchObject({ added: true, version: 1 })
    expect(problemOf(await add('ZZZ-99')).code).toBe('invalid')
    // It was scored before, while an answer still had it in scope.
    expectOk(await score(reviewId, 'SSH-1'))
    expectOk(await add('SSH-1'))
    expect((await scoresOf(reviewId))?.harms['SSH-1']).toMatchObject({ added: true, version: 2, probability: 4 })
  })

  test('a safeguard is credited with what the reviewer saw', async () => {
    const reviewId = await world.review('in_review')
    const credit = (version: number, strength: number) =>
      creditControl(world.asking('ines'), {
        reviewId,
        controlId: 'reports',
        version,
        strength,
        status: 'tested',
        note: 'Tried it.',
      })
    expectOk(await credit(0, 2))
    expect(problemOf(await credit(0, 3)).code).toBe('conflict')
    expectOk(await credit(1, 3))
    expect((await scoresOf(reviewId))?.credits.reports).toMatchObject({ strength: 3, version: 2 })
  })

  test('what is outside the scope is neither scored, attested nor credited', async () => {
    const reviewId = await world.review('in_review')
    const before = (await eventsOf(db, reviewId)).length
    const outside = { code: 'invalid', message: expect.stringContaining('not among the harms in scope') }
    expect(problemOf(await score(reviewId, 'FRD-1'))).toMatchObject(outside)
    expect(problemOf(await score(reviewId, 'ZZZ-99'))).toMatchObject(outside)
    const attest = { reviewId, harm: 'FRD-1', reason: 'None.' }
    expect(problemOf(await attestNoMechanism(world.asking('aoife'), attest))).toMatchObject(outside)
    const credit = { reviewId, controlId: 'nobody-named-it', version: 0, strength: 3, status: 'tested' as const }
    expect(problemOf(await creditControl(world.asking('ines'), { ...credit, note: 'Tried it.' }))).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('No answer names a safeguard'),
    })
    expect(await eventsOf(db, reviewId)).toHaveLength(before)
    expect((await recordOf(db, reviewId)).reviewerId).toBeNull()
    // A reviewer may always widen the scope, and say why.
    expectOk(await addHarm(world.asking('ines'), { reviewId, harm: 'FRD-1', reason: 'The chat log shows it.' }))
    expectOk(await score(reviewId, 'FRD-1', { version: 1 }))
  })

  test('a safeguard is called as an answer calls it, or it is none', async () => {
    const reviewId = await world.review('in_review')
    for (const controlId of ['a\0b', '__proto__', 'réports', 'two words', '', 'x'.repeat(61)]) {
      const typed = new FormData()
      const fields = { act: 'credit', controlId, version: '0', strength: '3', status: 'tested', note: 'Tried it.' }
      for (const [name, value] of Object.entries(fields)) typed.set(name, value)
      const outcome = await actAtBench(world.asking('ines'), reviewId, typed)
      expect(outcome.ok ? 'done' : outcome.problem.code, controlId).toBe('invalid')
    }
  })

  test('only a lead attests that nothing could bring a harm about', async () => {
    const reviewId = await world.review('in_review')
    const attest = (person: PersonKey) =>
      endOf(() => attestNoMechanism(world.asking(person), { reviewId, harm: 'SSH-1', reason: 'None.' }))
    expect(await attest('ines')).toBe('refused')
    expect(await attest('kofi')).toBe('refused')
    expect(await attest('aoife')).toBe('done')
  })
})

describe('scores are locked', () => {
  test('once every harm in scope has its evidence graded and a probability', async () => {
    const reviewId = await world.review('in_review')
    const [harm = ''] = await harmsOf(world, reviewId)
    expect(problemOf(await lock(reviewId))).toMatchObject({
      code: 'invalid',
      fields: { [harm]: expect.stringContaining('grade the evidence') },
    })
    expectOk(await score(reviewId, harm, { probability: null }))
    expect(problemOf(await lock(reviewId)).fields?.[harm]).toContain('give a probability')
    expect((await recordOf(db, reviewId)).state).toBe('in_review')
  })

  test('what the rules make of them is kept with its hash, level by level', async () => {
    const reviewId = await world.review('scored')
    const [kept] = await db.select().from(assessments).where(eq(assessments.reviewId, reviewId))
    if (!kept) throw new Error('nothing was kept')
    expect(sha256(canonicalJson(kept.result))).toBe(kept.sha256)
    expect((await recordOf(db, reviewId)).residual).toBe(kept.current)
    const levels = await db.select().from(assessmentLevels).where(eq(assessmentLevels.assessmentId, kept.id))
    expect(levels.map(({ harm }) => harm).sort()).toEqual((await harmsOf(world, reviewId)).sort())
    expect((await eventsOf(db, reviewId)).at(-1)).toMatchObject({
      type: 'assessment.computed',
      fact: { sha256: kept.sha256 },
    })
  })

  test('for good: nothing of the round is scored, credited, added or attested again', async () => {
    const reviewId = await world.review('scored')
    const before = await scoresOf(reviewId)
    const [harm = ''] = await harmsOf(world, reviewId)
    const ines = world.asking('ines')
    expect(await endOf(() => score(reviewId, harm, { version: 1, probability: 99 }))).toBe('refused')
    expect(await endOf(() => lock(reviewId))).toBe('refused')
    expect(await endOf(() => addHarm(ines, { reviewId, harm: 'FRD-1', reason: 'x' }))).toBe('refused')
    expect(await endOf(() => attestNoMechanism(world.asking('aoife'), { reviewId, harm, reason: 'x' }))).toBe('refused')
    expect(await endOf(() => takeReview(ines, { reviewId }))).toBe('refused')
    expect(await scoresOf(reviewId)).toEqual(before)
  })
})

test('the next round starts with the scores of the one before; an attestation spoke of its own round only', async () => {
  const reviewId = await world.review('in_review')
  const [harm = ''] = await harmsOf(world, reviewId)
  expectOk(
    await score(reviewId, harm, { likelihood: 1, likelihoodReason: 'Rare.', gravity: 5, gravityReason: 'Grave.' }),
  )
  expectOk(await attestNoMechanism(world.asking('aoife'), { reviewId, harm, reason: 'None.' }))
  await world.credit('ines', reviewId, 'reports', 3, 'tested', 'Tried it.')
  const questions = [{ questionKey: 'context.people_reached', note: '' }]
  expectOk(await requestChanges(world.asking('ines'), { ...form(reviewId), note: 'More.', questions }))
  await world.submit('maya', reviewId)
  // What was carried over has version 1 again, as the bench shows it before anything is saved.
  // Saving what already stands is no mistake, even as the first act of a round.
  const same = { likelihood: 1, likelihoodReason: 'Rare.', gravity: 5, gravityReason: 'Grave.' }
  expectOk(await score(reviewId, harm, { version: 1, ...same }))
  expectOk(await score(reviewId, harm, { version: 1, probability: 5 }))
  const scores = await scoresOf(reviewId)
  expect(scores?.harms[harm]).toMatchObject({
    version: 2,
    probability: 5,
    noMechanismBy: null,
    noMechanismReason: null,
  })
  expect(scores?.credits.reports).toMatchObject({ strength: 3, version: 1, note: 'Tried it.' })
  expectOk(await lock(reviewId))
  const rows = await db.select().from(assessments).where(eq(assessments.reviewId, reviewId))
  expect(rows.map(({ round }) => round)).toEqual([2])
})

test('who scores: a reviewer or lead from elsewhere, while it is in review', async () => {
  const reviewId = await world.review('in_review')
  const by = (person: PersonKey, id = reviewId) => endOf(() => score(id, 'SSH-1', {}, person))
  for (const person of ['maya', 'jonas', 'kofi', 'grace'] as const) expect(await by(person), person).toBe('refused')
  for (const person of ['priya', 'daniel', 'sofia', 'nora', 'yusuf', 'bruno'] as const)
    expect(await by(person), person).toBe('hidden')
  expect(await by('aoife')).toBe('done')
  expect(await by('ines', await world.review('triaged'))).toBe('refused')
  expect(await by('ines', await world.draft())).toBe('hidden')
})
