import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { findSnapshots, submitReview } from '#app/domain/reviews/index.server.ts'
import { canonicalJson } from '#app/rubric/index.ts'
import { reviewSnapshots } from '#db/schema/reviews.ts'
import { rubricVersions } from '#db/schema/rubrics.ts'
import { expectOk } from '#db/seed/stage.ts'
import { TRIAGE, type World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { endOf, eventsOf, form, peopleAndRubrics, problemOf, recordOf } from './record.ts'

const { db } = await testDatabase()
let world: World
beforeAll(async () => {
  world = await peopleAndRubrics(db)
})
const submit = (reviewId: string) => submitReview(world.asking('maya'), form(reviewId))
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const snapshot = async (reviewId: string, key: string) => {
  const [row] = await db
    .select()
    .from(reviewSnapshots)
    .where(and(eq(reviewSnapshots.reviewId, reviewId), eq(reviewSnapshots.rubricKey, key)))
  if (!row) throw new Error(`no snapshot of ${key}`)
  return row
}

describe('a submission is kept for ever', () => {
  let reviewId: string
  beforeAll(async () => {
    reviewId = await world.review('in_review')
  })

  test('with the key, version and hash of the rubric it answers, and a hash of the answers that anybody can compute again', async () => {
    const review = await recordOf(db, reviewId)
    const pinned = { 'launch-full': review.fullVersionId, 'launch-triage': review.triageVersionId }
    for (const [key, versionId] of Object.entries(pinned)) {
      const kept = await snapshot(reviewId, key)
      const [version] = await db.select().from(rubricVersions).where(eq(rubricVersions.id, versionId))
      expect(kept).toMatchObject({
        round: 1,
        rubricKey: key,
        rubricVersion: version?.version,
        takenBy: review.submitterId,
      })
      expect(kept.rubricSha256).toBe(version?.sha256)
      expect(sha256(version?.canonical ?? '')).toBe(version?.sha256)
      expect(sha256(canonicalJson(kept.answers))).toBe(kept.sha256)
    }
    const [submitted] = (await eventsOf(db, reviewId)).filter(({ type }) => type === 'review.submitted')
    const full = await snapshot(reviewId, 'launch-full')
    expect(submitted?.fact).toMatchObject({ answersSha256: full.sha256, rubricSha256: full.rubricSha256, round: 1 })
  })

  test('with the answers as they stood, and the triage beside them', async () => {
    const found = await findSnapshots(world.asking('ines'), reviewId)
    expect(found?.snapshots.map(({ rubricKey }) => rubricKey)).toEqual(['launch-full', 'launch-triage'])
    const [full, triage] = found?.snapshots ?? []
    expect(full?.answers).toMatchObject({ 'context.people_reached': { state: 'answered', value: 30_000 } })
    expect(triage?.answers).toMatchObject({ reach: { state: 'answered', value: TRIAGE.T2.reach } })
  })
})

test('an answer that is not asked any more is not submitted, but stays in the record', async () => {
  const reviewId = await world.review('triaged', { tier: 'T3' })
  await world.say('maya', reviewId, 'audience.minors_reach', { state: 'answered', value: 'expected' })
  await world.say('maya', reviewId, 'audience.adult_minor_private', { state: 'answered', value: 'yes' })
  await world.say('maya', reviewId, 'audience.minors_reach', { state: 'answered', value: 'none' })
  await world.answer('maya', reviewId)
  await world.submit('maya', reviewId)
  const kept = (await snapshot(reviewId, 'launch-full')).answers as Record<string, unknown>
  expect(Object.keys(kept)).not.toContain('audience.adult_minor_private')
  expect(Object.keys(kept)).toContain('audience.minors_reach')
})

test('every question that is asked must be answered, and those that are missing are named', async () => {
  const reviewId = await world.review('triaged')
  const none = problemOf(await submit(reviewId))
  const missing = Object.keys(none.fields ?? {})
  expect(none.code).toBe('invalid')
  expect(missing).toContain('context.people_reached')
  expect(missing.length).toBeGreaterThan(5)
  expect(none.message).toContain(`${missing.length} questions need an answer`)
  await world.answer('maya', reviewId)
  await world.say('maya', reviewId, 'metrics.guardrails', { state: 'answered', value: [{ metric: 'Reports' }] })
  expect(Object.keys(problemOf(await submit(reviewId)).fields ?? {})).toEqual(['metrics.guardrails'])
  expect((await recordOf(db, reviewId)).state).toBe('triaged')
})

test('"not known" may be submitted; the rules will ask for it later', async () => {
  const reviewId = await world.review('triaged')
  await world.say('maya', reviewId, 'context.people_reached', { state: 'unknown' })
  await world.answer('maya', reviewId)
  expectOk(await submit(reviewId))
  expect(await recordOf(db, reviewId)).toMatchObject({ state: 'in_review', round: 1 })
})

test('only the team submits, and only what is being answered', async () => {
  const reviewId = await world.review('triaged')
  await world.answer('maya', reviewId)
  const by = (person: 'ines' | 'priya' | 'grace' | 'nora') =>
    endOf(() => submitReview(world.asking(person), form(reviewId)))
  expect(await by('ines')).toBe('refused')
  expect(await by('grace')).toBe('refused')
  expect(await by('priya')).toBe('hidden')
  expect(await by('nora')).toBe('hidden')
  expect(await endOf(() => submitReview(world.asking('jonas'), form(reviewId)))).toBe('done')
  for (const state of ['in_review', 'scored', 'decided', 'withdrawn'] as const)
    expect(await endOf(async () => submit(await world.review(state))), state).toBe('refused')
  expect(await endOf(async () => submit(await world.draft()))).toBe('conflict')
})
