import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { changeLaunch, findReview, rescopeReview } from '#app/domain/reviews/index.server.ts'
import { launches } from '#db/schema/reviews.ts'
import { expectOk } from '#db/seed/stage.ts'
import { buildWorld } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'

const { db } = await testDatabase()
const world = await buildWorld(db, undefined, { accounts: false })

const described = { title: 'Emote Wall', summary: 'A wall of emotes beside the stream.', markets: ['Global' as const] }

test('a launch that moves nearer than the expected decision becomes late, keeps its tier, and says so in the history', async () => {
  const reviewId = await world.review('triaged', { tier: 'T3' })
  const before = await findReview(world.asking('maya'), reviewId)
  const input = { ...described, reviewId, version: before?.launchVersion ?? 0, launchOn: '2026-11-25' }
  expect(await changeLaunch(world.asking('maya'), input)).toMatchObject({ ok: true })
  const after = await findReview(world.asking('maya'), reviewId)
  expect(after).toMatchObject({
    title: 'Emote Wall',
    launchOn: '2026-11-25',
    late: true,
    tier: 'T3',
    dueOn: before?.dueOn,
  })
})

test('two who correct at once: the second is told, and nothing is overwritten', async () => {
  const reviewId = await world.review('triaged', { tier: 'T2' })
  const version = (await findReview(world.asking('maya'), reviewId))?.launchVersion ?? 0
  const input = { ...described, reviewId, version, launchOn: '2027-03-01' }
  await changeLaunch(world.asking('maya'), input)
  const second = await changeLaunch(world.asking('jonas'), { ...input, title: 'Other' })
  expect(second).toMatchObject({ ok: false, problem: { code: 'conflict' } })
  const launchId = (await findReview(world.asking('maya'), reviewId))?.launchId as string
  expect((await db.select().from(launches).where(eq(launches.id, launchId)))[0]?.title).toBe('Emote Wall')
})

test('once submitted, what is judged stays as it was described', async () => {
  const reviewId = await world.review('in_review', { tier: 'T2' })
  const input = { ...described, reviewId, version: 1, launchOn: '2027-03-01' }
  await expect(changeLaunch(world.asking('maya'), input)).rejects.toThrow('Your role does not allow this here.')
})

test('a re-scoped review leaves the description that the earlier one was judged by', async () => {
  const before = await world.review('decided', { tier: 'T2' })
  const again = expectOk(
    await rescopeReview(world.asking('maya'), { reviewId: before, onceKey: randomUUID(), reason: 'Adults only now.' }),
  ).reviewId
  const version = (await findReview(world.asking('maya'), again))?.launchVersion ?? 0
  const changed = await changeLaunch(world.asking('maya'), {
    ...described,
    reviewId: again,
    version,
    launchOn: '2027-03-01',
  })
  expect(changed).toMatchObject({ ok: false, problem: { code: 'conflict' } })
})
