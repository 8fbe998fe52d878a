import { randomUUID } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  confirmAnswer,
  findArchivedAnswers,
  findCheck,
  findHistory,
  findSection,
  findVersionDesk,
  moveReview,
  raiseTier,
  reopenTriage,
  submitReview,
  undoMove,
} from '#app/domain/reviews/index.server.ts'
import { answers, answersToReconfirm, reviewMoveAnswers, reviewMoves } from '#db/schema/reviews.ts'
import type { PersonKey } from '#db/seed/cast.ts'
import { expectOk } from '#db/seed/stage.ts'
import { TRIAGE, type World } from '#tests/support/build.ts'
import { freshDatabase, type TestDatabase } from '#tests/support/database.ts'
import { CALM, launchFull, REACHED } from '#tests/support/launch-review.ts'
import { publish } from '#tests/support/publish.ts'
import { endOf, eventsOf, form, peopleAndRubrics, problemOf, recordOf } from './record.ts'

let database: TestDatabase
let world: World
const db = () => database.db

/** A world in which version 1.0.0 was in force when the reviews began, and another one is now. */
async function began(people: (world: World) => Promise<void>, source: string) {
  database = await freshDatabase()
  world = await peopleAndRubrics(database.db)
  await people(world)
  return publish(world, { source })
}
const desk = (reviewId: string, person: PersonKey = 'maya') => findVersionDesk(world.asking(person), reviewId)
const move = async (reviewId: string, person: PersonKey = 'maya') => {
  const [preview] = (await desk(reviewId))?.previews ?? []
  return moveReview(world.asking(person), { ...form(reviewId), toVersionId: preview?.toVersionId ?? randomUUID() })
}
const undo = (reviewId: string, moveId: string, person: PersonKey = 'maya') =>
  undoMove(world.asking(person), { ...form(reviewId), moveId })
const rowsOf = (reviewId: string) =>
  db().select().from(answers).where(eq(answers.reviewId, reviewId)).orderBy(answers.questionKey)
const waitingIn = async (reviewId: string) =>
  (
    await db()
      .select({ key: answersToReconfirm.questionKey })
      .from(answersToReconfirm)
      .where(and(eq(answersToReconfirm.reviewId, reviewId), isNull(answersToReconfirm.settled)))
  ).map(({ key }) => key)

describe('a newer version is in force', () => {
  let open: string
  let other: string
  let submitted: string
  let two: string
  beforeAll(async () => {
    two = await began(async (stage) => {
      const answered = async () => {
        const id = await stage.review('triaged')
        await stage.answer('maya', id, { [REACHED]: 30_000 })
        return id
      }
      open = await answered()
      other = await answered()
      submitted = await stage.review('in_review')
    }, CALM)
  })

  test('a preview says what would become of each answer, and what is asked anew', async () => {
    const [preview] = (await desk(open))?.previews ?? []
    expect(preview).toMatchObject({ which: 'full', from: '1.0.0', to: '2.0.0', toVersionId: two, stops: false })
    expect(preview?.archived.map(({ questionKey }) => questionKey).sort()).toEqual(['context.owner', REACHED])
    expect(preview?.toReconfirm.map(({ questionKey }) => questionKey)).toEqual(['context.surfaces'])
    const given = (await rowsOf(open)).filter(({ questionKey }) => !questionKey.startsWith('triage.'))
    const { carried = [], toReconfirm = [], archived = [] } = preview ?? {}
    expect(carried.length + toReconfirm.length + archived.length).toBe(given.length)
    expect(preview?.asks).toEqual([expect.objectContaining({ text: 'How would you take it back?', gate: false })])
    expect(preview?.news).toMatchObject({ added: ['How would you take it back?'], gone: [expect.any(String)] })
    expect(preview?.news.reworded).toHaveLength(1)
    expect(JSON.stringify(preview)).not.toMatch(/likelihood|severity|raises/)
  })

  test('applied, nothing is deleted: the answers stand as they stood, and each is accounted for', async () => {
    const before = await rowsOf(open)
    const { moveId } = expectOk(await move(open, 'jonas'))
    expect(await rowsOf(open)).toEqual(before)
    expect((await recordOf(db(), open)).fullVersionId).toBe(two)
    const kept = await db().select().from(reviewMoveAnswers).where(eq(reviewMoveAnswers.moveId, moveId))
    const full = before.filter(({ questionKey }) => !questionKey.startsWith('triage.'))
    expect(kept.map(({ questionKey }) => questionKey).sort()).toEqual(full.map(({ questionKey }) => questionKey).sort())
    const event = (await eventsOf(db(), open)).at(-1)
    expect(event).toMatchObject({ type: 'review.moved_version', fact: { toReconfirm: 1, archived: 2 } })
    const history = await findHistory(world.asking('maya'), open)
    expect(history?.entries.map(({ sentence }) => sentence)).toContainEqual(
      expect.stringContaining('Jonas Reyes moved the review from version 1.0.0 to 2.0.0 of “Launch review”'),
    )
  })

  test('what was left behind can be read, and its question is to be answered', async () => {
    const archived = await findArchivedAnswers(world.asking('jonas'), open)
    expect(archived?.archived.map(({ questionKey }) => questionKey)).toEqual(['context.owner', REACHED])
    expect(archived?.archived[1]).toMatchObject({
      answer: expect.stringContaining('30,000'),
      from: '1.0.0',
      to: '2.0.0',
    })
    const section = await findSection(world.asking('maya'), open, 'context', [])
    expect(section?.answers).not.toHaveProperty([REACHED])
    expect(section?.unfit[REACHED]).toContain('30,000')
    expect(Object.keys(section?.reconfirm ?? {})).toEqual(['context.surfaces'])
    const check = await findCheck(world.asking('maya'), open, [])
    expect(Object.keys(check?.open ?? {}).sort()).toEqual(['context.surfaces', REACHED, 'context.reversible'].sort())
    expect(check?.tasks.find(({ id }) => id === 'context')?.state).toBe('in_progress')
    expect(
      (await findHistory(world.asking('maya'), open))?.entries.map(({ sentence }) => sentence).join(),
    ).not.toContain('context.owner')
  })

  test('it cannot be submitted before somebody stood by what changed; then it can', async () => {
    await world.say('maya', open, REACHED, { state: 'answered', value: 12_000 })
    await world.say('maya', open, 'context.reversible', { state: 'answered', value: 'With a switch.' })
    expect(Object.keys(problemOf(await submitReview(world.asking('maya'), form(open))).fields ?? {})).toEqual([
      'context.surfaces',
    ])
    const confirm = (person: PersonKey) =>
      confirmAnswer(world.asking(person), { reviewId: open, questionKey: 'context.surfaces' })
    expect(await endOf(() => confirm('ines'))).toBe('refused')
    expect(await endOf(() => confirm('priya'))).toBe('hidden')
    expectOk(await confirm('maya'))
    expectOk(await confirm('maya'))
    expect((await eventsOf(db(), open)).filter(({ type }) => type === 'review.answer_confirmed')).toHaveLength(1)
    expectOk(await submitReview(world.asking('maya'), form(open)))
  })

  test('a submitted review keeps its version for ever', async () => {
    const moves = await db().select().from(reviewMoves).where(eq(reviewMoves.reviewId, open))
    for (const reviewId of [open, submitted]) {
      expect(await desk(reviewId)).toBeUndefined()
      expect(await endOf(() => moveReview(world.asking('maya'), { ...form(reviewId), toVersionId: two }))).toBe(
        'refused',
      )
    }
    expect(await endOf(() => undo(open, moves[0]?.id ?? ''))).toBe('refused')
    expect((await recordOf(db(), submitted)).fullVersionId).not.toBe(two)
  })

  test('taken back, the old version stands again, with what was answered meanwhile', async () => {
    const before = await recordOf(db(), other)
    const { moveId } = expectOk(await move(other))
    await world.say('maya', other, 'context.surfaces', { state: 'unknown' })
    await world.say('maya', other, REACHED, { state: 'answered', value: 5 })
    expect(await waitingIn(other)).toEqual([])
    expectOk(await undo(other, moveId, 'jonas'))
    expect((await recordOf(db(), other)).fullVersionId).toBe(before.fullVersionId)
    const now = new Map((await rowsOf(other)).map((row) => [row.questionKey, row]))
    expect(now.get('context.surfaces')?.state).toBe('unknown')
    expect(now.get(REACHED)?.valNum).toBe(5)
    expect(now.get('context.owner')?.state).not.toBe('blank')
    expect((await findArchivedAnswers(world.asking('maya'), other))?.archived).toEqual([])
    expect((await eventsOf(db(), other)).at(-1)).toMatchObject({ type: 'review.move_undone', fact: { restored: 0 } })
    expect(problemOf(await undo(other, moveId)).code).toBe('conflict')
    expect((await desk(other))?.previews).toHaveLength(1)
  })

  test('taken back, nothing waits for a reconfirmation any more', async () => {
    const { moveId } = expectOk(await move(other))
    expect(await waitingIn(other)).toEqual([REACHED, 'context.surfaces'])
    expectOk(await undo(other, moveId))
    expect(await waitingIn(other)).toEqual([])
  })

  test('an old draft may be submitted where the newer version stops nothing more', async () => {
    await world.answer('maya', other)
    expectOk(await submitReview(world.asking('maya'), form(other)))
    expect((await recordOf(db(), other)).fullVersionId).not.toBe(two)
  })

  test('others move nothing, and a version that is not in force is no aim', async () => {
    const reviewId = await world.review('draft')
    const to = (person: PersonKey) =>
      endOf(() => moveReview(world.asking(person), { ...form(reviewId), toVersionId: two }))
    expect(await to('ines')).toBe('hidden')
    expect(await to('priya')).toBe('hidden')
    expect(await to('maya')).toBe('conflict')
    expect(await desk(reviewId, 'ines')).toBeUndefined()
  })
})

test('an answer that the old version refuses gives way to the copy when a move is taken back', async () => {
  let reviewId = ''
  await began(
    async (stage) => {
      reviewId = await stage.review('triaged')
      await stage.say('maya', reviewId, 'audience.minors_reach', { state: 'answered', value: 'none' })
    },
    launchFull('2.0.0', (find) => {
      find('audience.minors_reach').options?.push({ value: 'rare', label: 'Now and then' })
    }),
  )
  const { moveId } = expectOk(await move(reviewId))
  await world.say('maya', reviewId, 'audience.minors_reach', { state: 'answered', value: 'rare' })
  expectOk(await reopenTriage(world.asking('maya'), { ...form(reviewId), reason: 'To correct it.' }))
  expect(problemOf(await undo(reviewId, moveId)).message).toContain('Submit the triage first')
  await world.triage('maya', reviewId, TRIAGE.T2)
  expectOk(await undo(reviewId, moveId))
  const row = (await rowsOf(reviewId)).find(({ questionKey }) => questionKey === 'audience.minors_reach')
  expect(row).toMatchObject({ valChoice: 'none', version: 3 })
})

test('only the latest of two moves is taken back', async () => {
  let reviewId = ''
  await began(async (stage) => {
    reviewId = await stage.review('triaged')
  }, CALM)
  const first = expectOk(await move(reviewId)).moveId
  await publish(world, {
    source: CALM.replace('version: 2.0.0', 'version: 2.0.1').replace('How would you take', 'How can you take'),
  })
  const second = expectOk(await move(reviewId)).moveId
  expect(problemOf(await undo(reviewId, first)).code).toBe('conflict')
  expectOk(await undo(reviewId, second))
  expectOk(await undo(reviewId, first))
})

test('an old draft is not submitted past a knock-out that came into force', async () => {
  let reviewId = ''
  let checklist = ''
  await began(
    async (stage) => {
      reviewId = await stage.review('triaged')
      await stage.answer('maya', reviewId)
      checklist = await stage.review('logged', { tier: 'T1' })
    },
    launchFull('2.0.0', (find) => {
      find(REACHED).knockouts = [
        {
          code: 'KO-MANY',
          when: { [REACHED]: { gte: 20_000 } },
          action: 'escalate',
          reason: 'Many.',
          remedy: 'Fewer.',
        },
      ]
    }),
  )
  const refused = problemOf(await submitReview(world.asking('maya'), form(reviewId)))
  expect(refused).toMatchObject({ code: 'conflict', message: expect.stringContaining('Version 2.0.0 is in force') })
  expect((await findCheck(world.asking('maya'), reviewId, []))?.newer).toEqual([
    expect.objectContaining({ from: '1.0.0', to: '2.0.0', stops: true }),
  ])
  expectOk(await move(reviewId))
  for (const questionKey of await waitingIn(reviewId))
    expectOk(await confirmAnswer(world.asking('maya'), { reviewId, questionKey }))
  expectOk(await submitReview(world.asking('maya'), form(reviewId)))
  // What was submitted once stays on its version, whatever is asked of it later.
  expectOk(await raiseTier(world.asking('maya'), { ...form(checklist), tier: 'T2', reason: 'To be sure.' }))
  expect(problemOf(await move(checklist)).code).toBe('conflict')
  await world.answer('maya', checklist)
  expectOk(await submitReview(world.asking('maya'), form(checklist)))
})
