import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createContext } from '#app/domain/ctx.server.ts'
import {
  decideReview,
  describeLaunch,
  lockScores,
  raiseTier,
  reopenTriage,
  requestChanges,
  rescopeReview,
  submitReview,
  submitTriage,
  withdrawReview,
} from '#app/domain/reviews/index.server.ts'
import type { MARKETS } from '#app/domain/reviews/index.ts'
import { verifyAudit } from '#app/platform/audit/verify.server.ts'
import { openDatabase } from '#app/platform/database.server.ts'
import type { Result } from '#app/platform/result.ts'
import { TRIAGE, type World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { eventsOf, form, peopleAndRubrics, problemOf, recordOf, storyOf } from './record.ts'

const { db, ownerUrl } = await testDatabase()
const busy = openDatabase(ownerUrl, { max: 8, role: 'plimsoll_app' })
afterAll(() => busy.close(1))
let world: World
beforeAll(async () => {
  world = await peopleAndRubrics(db)
})

const launch = () => ({
  onceKey: randomUUID(),
  title: 'Duet Mode',
  summary: 'Two streams side by side.',
  launchOn: '2027-03-01',
  markets: ['Global'] as (typeof MARKETS)[number][],
})

/** The same form, sent several times at the same moment: every answer is the first one. */
async function fiveTimes<T>(send: () => Promise<Result<T>>): Promise<T> {
  const results = await Promise.all(Array.from({ length: 5 }, send))
  const values = results.map((result) => (result.ok ? result.value : result.problem))
  for (const value of values) expect(value).toEqual(values[0])
  if (!results[0]?.ok) throw new Error(JSON.stringify(values[0]))
  return results[0].value
}

test('200 forms, each sent 5 times at once, are 200 launches with one entry each', async () => {
  const inputs = Array.from({ length: 200 }, launch)
  const ctx = () => createContext({ db: busy.db, newId: randomUUID, now: () => new Date() }, world.actor('maya'))
  const before = await db.execute(sql`select count(*)::int as n from launches`)
  const made = await Promise.all(inputs.map((input) => fiveTimes(() => describeLaunch(ctx(), input))))
  expect(new Set(made.map(({ launchId }) => launchId)).size).toBe(200)
  const after = await db.execute(sql`select count(*)::int as n from launches`)
  expect(Number(after[0]?.n) - Number(before[0]?.n)).toBe(200)
  const [entries] = await db.execute(sql`select count(*)::int as n, count(distinct stream)::int as streams
    from audit_events where type in ('launch.described', 'review.started')
      and stream in ${sql`(${sql.join(
        made.flatMap(({ launchId, reviewId }) => [sql`${`launch:${launchId}`}`, sql`${`review:${reviewId}`}`]),
        sql`, `,
      )})`}`)
  expect(entries).toMatchObject({ n: 400, streams: 400 })
  expect((await verifyAudit(db)).bad).toEqual([])
}, 60_000)

describe('every submission sent five times at once happens once, and is answered five times', () => {
  test('triage, answers, request for changes, scores, decision, re-scoped review', async () => {
    const reviewId = await world.draft()
    for (const [id, value] of Object.entries(TRIAGE.T2))
      await world.say('maya', reviewId, `triage.${id}`, { state: 'answered', value })
    const triage = form(reviewId)
    await fiveTimes(() => submitTriage(world.asking('maya'), triage, 0.5))
    await world.answer('maya', reviewId)
    const answered = form(reviewId)
    await fiveTimes(() => submitReview(world.asking('maya'), answered))
    const questions = [{ questionKey: 'context.people_reached', note: '' }]
    const request = { ...form(reviewId), note: 'More, please.', questions }
    await fiveTimes(() => requestChanges(world.asking('ines'), request))
    const again = form(reviewId)
    await fiveTimes(() => submitReview(world.asking('maya'), again))
    await world.score('ines', reviewId)
    const scores = form(reviewId)
    await fiveTimes(() => lockScores(world.asking('ines'), scores))
    const decision = {
      ...form(reviewId),
      outcome: 'block' as const,
      reasons: 'No.',
      overrideReason: '',
      conditions: [],
    }
    await fiveTimes(() => decideReview(world.asking('aoife'), decision))
    const rescope = { ...form(reviewId), reason: 'Smaller.' }
    await fiveTimes(() => rescopeReview(world.asking('maya'), rescope))

    const story = (await storyOf(db, reviewId)).filter((type) => !/^(harm|control)\./.test(type))
    expect(story).toEqual([
      ...['review.started', 'review.triaged', 'review.submitted', 'review.changes_requested', 'review.submitted'],
      ...['review.taken', 'review.scored', 'assessment.computed', 'review.decided'],
    ])
    // Long afterwards, a copy of the first form still gets the first answer, and changes nothing.
    const before = await recordOf(db, reviewId)
    expect(await submitReview(world.asking('maya'), answered)).toEqual({
      ok: true,
      value: { reviewId, round: 1, tier: 'T2' },
    })
    expect(await recordOf(db, reviewId)).toEqual(before)
  })

  test('tier, triage opened again, withdrawal', async () => {
    const reviewId = await world.review('triaged')
    const tier = { ...form(reviewId), tier: 'T3' as const, reason: 'To be sure.' }
    await fiveTimes(() => raiseTier(world.asking('maya'), tier))
    const reopening = { ...form(reviewId), reason: 'Voice is not part of it any more.' }
    await fiveTimes(() => reopenTriage(world.asking('maya'), reopening))
    const withdrawal = { ...form(reviewId), reason: 'Not this year.' }
    await fiveTimes(() => withdrawReview(world.asking('maya'), withdrawal))
    expect(await storyOf(db, reviewId)).toEqual([
      ...['review.started', 'review.triaged', 'review.tier_raised', 'review.triage_reopened', 'review.withdrawn'],
    ])
  })
})

describe('a key that was used', () => {
  test('is refused with other content', async () => {
    const input = launch()
    await fiveTimes(() => describeLaunch(world.asking('maya'), input))
    const other = await describeLaunch(world.asking('maya'), { ...input, title: 'Something else' })
    expect(problemOf(other)).toMatchObject({ code: 'invalid', message: expect.stringContaining('already sent') })
  })

  test('belongs to one person: the same key of somebody else is another form', async () => {
    const input = launch()
    const mine = await fiveTimes(() => describeLaunch(world.asking('maya'), input))
    const theirs = await fiveTimes(() => describeLaunch(world.asking('priya'), input))
    expect(theirs.launchId).not.toBe(mine.launchId)
  })

  test('is free again when the form was refused', async () => {
    const reviewId = await world.review('triaged')
    const input = form(reviewId)
    expect(problemOf(await submitReview(world.asking('maya'), input)).code).toBe('invalid')
    await world.answer('maya', reviewId)
    expect((await submitReview(world.asking('maya'), input)).ok).toBe(true)
    expect((await eventsOf(db, reviewId)).filter(({ type }) => type === 'review.submitted')).toHaveLength(1)
  })
})
