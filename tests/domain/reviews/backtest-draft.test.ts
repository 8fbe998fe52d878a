import { readFileSync } from 'node:fs'
import { pino } from 'pino'
import { beforeAll, expect, test } from 'vitest'
import type { Ctx } from '#app/domain/ctx.server.ts'
import { backtestDraft, findDraftBacktest } from '#app/domain/reviews/index.server.ts'
import { findDraft, openConsultation, startBacktest, withdrawDraft } from '#app/domain/rubric-versions/index.server.ts'
import { expectOk } from '#db/seed/stage.ts'
import { buildWorld, type World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { propose, revisionOf } from '#tests/support/publish.ts'

const { db } = await testDatabase()
let world: World
let decided: string
beforeAll(async () => {
  world = await buildWorld(db, undefined, { accounts: false })
  decided = await world.review('decided', { title: 'Emote Rain' })
  await world.review('in_review', { title: 'Still judged' })
}, 60_000)

/** The triage with a smaller reach that makes a launch T3: a T2 with contact and a reach of 5 % flips. */
const source = readFileSync('rubrics/launch-triage/1.0.0.yaml', 'utf8')
  .replace('version: 1.0.0', 'version: 2.0.0')
  .replace('reach: { gt: 25 }', 'reach: { gt: 4 }')

const services = { now: () => new Date(), log: pino({ level: 'silent' }) }
const ended = async (draftId: string) => {
  for (;;) {
    const draft = await findDraft(world.as('ines'), draftId)
    if (draft?.run?.state !== 'running') return draft
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

test('a draft is replayed over the decided reviews alone, and shows what flips and for whom', async () => {
  const draftId = await propose(world, { source })
  expectOk(await openConsultation(world.as('ines'), { draftId, revision: 1 }))
  expectOk(await backtestDraft(world.as('rafael'), { draftId, revision: await revisionOf(world, draftId) }, services))
  expect(await ended(draftId)).toMatchObject({
    state: 'back_tested',
    backtest: { reviews: 1, flips: 1, who: 'Rafael Cruz', ofThisText: true },
    run: { state: 'ended', done: 1, total: 1 },
  })
  const found = await findDraftBacktest(world.as('ines'), draftId)
  expect(found).toMatchObject({
    flipped: 1,
    notShown: 0,
    rows: [{ reviewId: decided, title: 'Emote Rain', flips: [{ what: 'tier', from: 'T2', to: 'T3' }], added: 0 }],
  })
  expect(found?.summary.flips.tier).toEqual([{ from: 'T2', to: 'T3', reviews: 1 }])
})

test('who may not see the scores of a review is told that one flips, and not which', async () => {
  const draftId = await propose(world, { source: source.replace('version: 2.0.0', 'version: 2.1.0') })
  expectOk(await backtestDraft(world.as('ines'), { draftId, revision: 1 }, services))
  await ended(draftId)
  // Kofi leads and belongs to the team that submitted.
  expect(await findDraftBacktest(world.as('kofi'), draftId)).toMatchObject({ flipped: 1, notShown: 1, rows: [] })
  expect((await findDraft(world.as('ines'), draftId))?.state, 'a draft that nobody was asked about stays one').toBe(
    'draft',
  )
})

test('a run that was lost with its server is said to be lost, and does not stand in the way', async () => {
  const draftId = await propose(world, { source: source.replace('version: 2.0.0', 'version: 2.2.0') })
  expectOk(await startBacktest(world.asking('ines', '2026-11-23T10:00:00Z'), { draftId, revision: 1 }))
  expect((await findDraft(world.asking('ines', '2026-11-23T10:00:30Z'), draftId))?.run?.state).toBe('running')
  const later = world.asking('ines', '2026-11-23T10:02:00Z')
  expect((await findDraft(later, draftId))?.run?.state).toBe('lost')
  expect(expectOk(await startBacktest(later, { draftId, revision: 1 })).isNew).toBe(true)
})

test('a draft that is withdrawn while it is tested keeps no result, and says why', async () => {
  const draftId = await propose(world, { source: source.replace('version: 2.0.0', 'version: 2.3.0') })
  const ctx = world.as('rafael')
  let transactions = 0
  // The first transaction starts the back-test, the second would keep what it found.
  const interrupted: Ctx = Object.create(ctx, {
    transaction: {
      value: async (work: Parameters<Ctx['transaction']>[0]) => {
        if (++transactions === 2)
          expectOk(await withdrawDraft(world.as('ines'), { draftId, revision: 1, reason: 'Not needed.' }))
        return ctx.transaction(work)
      },
    },
  })
  expectOk(await backtestDraft(interrupted, { draftId, revision: 1 }, services))
  expect(await ended(draftId)).toMatchObject({
    state: 'withdrawn',
    backtest: null,
    run: { state: 'failed', failure: 'The draft was withdrawn or published while it ran, so nothing was kept.' },
  })
})
