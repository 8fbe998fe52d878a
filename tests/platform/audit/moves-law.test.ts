import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { moveReview, undoMove } from '#app/domain/reviews/index.server.ts'
import { versionFor } from '#app/domain/rubric-versions/index.server.ts'
import { answersToReconfirm, reviewMoveAnswers, reviewMoves, reviews } from '#db/schema/reviews.ts'
import { expectOk } from '#db/seed/stage.ts'
import { buildWorld, type World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { CALM } from '#tests/support/launch-review.ts'
import { publish } from '#tests/support/publish.ts'

const { db, ownerDb } = await testDatabase()
let world: World
let moved: string
let moveId: string
let still: string
let submitted: string
let one: string
let two: string

beforeAll(async () => {
  world = await buildWorld(db, '2026-11-23', { accounts: false })
  moved = await world.review('triaged')
  await world.answer('maya', moved)
  still = await world.review('triaged')
  submitted = await world.review('in_review')
  one = (await versionFor(db, 'launch-full', '1.0.0'))?.id ?? ''
  two = await publish(world, { source: CALM })
  const form = { reviewId: moved, onceKey: randomUUID() }
  moveId = expectOk(await moveReview(world.asking('maya'), { ...form, toVersionId: two })).moveId
}, 60_000)

/** The law that a statement breaks, asked of the owner of the tables, whom no grant holds back. */
async function lawBroken(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
  } catch (error) {
    const { cause } = error as { cause?: { constraint_name?: string } }
    return cause?.constraint_name ?? String(error)
  }
  return 'none'
}
const move = (reviewId: string, from: string, to: string, more = {}) =>
  lawBroken(() =>
    ownerDb.insert(reviewMoves).values({
      ...{ id: randomUUID(), reviewId, fromVersionId: from, toVersionId: to },
      ...{ movedBy: world.personId('maya'), movedAt: new Date(), ...more },
    }),
  )
const pin = (reviewId: string, fullVersionId: string) =>
  lawBroken(() =>
    ownerDb
      .update(reviews)
      .set({ fullVersionId, version: sql`${reviews.version} + 1` })
      .where(eq(reviews.id, reviewId)),
  )

describe('a review and its versions', () => {
  test('a submitted review keeps its version for ever', async () => {
    expect(await move(submitted, one, two)).toBe('law_move_open')
    expect(await pin(submitted, two)).toBe('law_version_kept')
  })

  test('a version changes by a move alone, and a move is on record', async () => {
    expect(await pin(still, two)).toBe('law_version_moved')
    expect(await move(still, one, two)).toBe('law_recorded')
  })

  test('a move leads from where the review is to another version of the same rubric', async () => {
    const triage = (await versionFor(db, 'launch-triage', '1.0.0'))?.id ?? ''
    expect(await move(still, two, one)).toBe('law_move_from')
    expect(await move(still, one, one)).toBe('law_move_rubric')
    expect(await move(still, one, triage)).toBe('law_move_rubric')
    const undone = { undoneBy: world.personId('maya'), undoneAt: new Date() }
    expect(await move(still, one, two, undone)).toBe('law_move_undone')
  })

  test('what became of an answer is never changed, and nothing is removed', async () => {
    const rows = eq(reviewMoveAnswers.moveId, moveId)
    expect(await lawBroken(() => ownerDb.update(reviewMoveAnswers).set({ fate: 'carried' }).where(rows))).toBe(
      'law_append_only',
    )
    for (const table of [reviewMoveAnswers, reviewMoves, answersToReconfirm])
      expect(await lawBroken(() => ownerDb.delete(table))).toBe('law_append_only')
  })

  test('a reconfirmation is settled once, and otherwise stays as it was', async () => {
    const of = eq(answersToReconfirm.reviewId, moved)
    const settled = { settled: 'confirmed' as const, settledBy: world.personId('maya'), settledAt: new Date() }
    const set = (values: Partial<typeof answersToReconfirm.$inferInsert>) =>
      lawBroken(() => ownerDb.update(answersToReconfirm).set(values).where(of))
    expect(await set({ why: 'Otherwise.' })).toBe('law_settled_once')
    expect(await set({ ...settled, why: 'Otherwise.' })).toBe('law_settled_once')
    expect(await set(settled)).toBe('law_recorded')
  })

  test('a move is taken back once', async () => {
    const back = (values: object) =>
      lawBroken(() => ownerDb.update(reviewMoves).set(values).where(eq(reviewMoves.id, moveId)))
    expect(await back({ toVersionId: one })).toBe('law_move_undone')
    expectOk(await undoMove(world.asking('maya'), { reviewId: moved, onceKey: randomUUID(), moveId }))
    expect(await back({ undoneAt: new Date() })).toBe('law_move_undone')
    expect(await back({ undoneAt: null, undoneBy: null })).toBe('law_move_undone')
  })
})
