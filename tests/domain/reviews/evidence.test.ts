import { and, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  findAnswers,
  findBench,
  findChangeDesk,
  findCheck,
  findHistory,
  findRounds,
  requestChanges,
  rescopeReview,
  saveAnswer,
  submitReview,
  withdrawReview,
} from '#app/domain/reviews/index.server.ts'
import type { AnswerInput } from '#app/domain/reviews/index.ts'
import type { Evidence } from '#app/rubric/index.ts'
import { answers, reviewSnapshots } from '#db/schema/reviews.ts'
import type { PersonKey } from '#db/seed/cast.ts'
import { expectOk } from '#db/seed/stage.ts'
import { TRIAGE, type World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { endOf, eventsOf, form, peopleAndRubrics, problemOf } from './record.ts'

const { db } = await testDatabase()
let world: World
beforeAll(async () => {
  world = await peopleAndRubrics(db)
})

/** Evidence is asked for when this is answered "yes". */
const KEY = 'contact.block_applies'
const ASKED = 'Does a block hold here, in both directions and from the first second?'
const TEST: Evidence = { label: 'Test with two accounts', url: 'https://docs.lumencast.example/block' }
const VIDEO: Evidence = { label: 'Recording of the test', url: 'https://video.lumencast.example/block?t=12' }
const answered = (value: string, ...evidence: unknown[]) =>
  ({ state: 'answered', value, ...(evidence.length > 0 && { evidence }) }) as AnswerInput
const save = (reviewId: string, answer: AnswerInput, version = 0, person: PersonKey = 'maya', questionKey = KEY) =>
  saveAnswer(world.asking(person), { reviewId, questionKey, answer, version })
const rowOf = async (reviewId: string) => {
  const [row] = await db
    .select()
    .from(answers)
    .where(and(eq(answers.reviewId, reviewId), eq(answers.questionKey, KEY)))
  return row
}
const found = async (reviewId: string) => {
  const all = await findAnswers(world.asking('maya'), reviewId)
  if (!all) throw new Error('not to be seen')
  const slot = all.rubrics.full.compiled.slotOf(KEY)
  return { stored: all.full[KEY], counted: all.facts.slots[slot], unproven: all.facts.unproven }
}
/** What the history says of the answer, oldest first. */
const told = async (reviewId: string) =>
  (await findHistory(world.asking('maya'), reviewId))?.entries
    .map(({ sentence }) => sentence)
    .filter((sentence) => sentence.includes(ASKED))
    .map((sentence) => sentence.replace(`“${ASKED}”`, '…'))
    .reverse()

describe('evidence beside an answer', () => {
  test('is saved with it, and a change of the evidence alone is a change of the answer', async () => {
    const reviewId = await world.review('triaged')
    expect(expectOk(await save(reviewId, answered('yes'))).version).toBe(1)
    expect((await found(reviewId)).unproven).toContain(KEY)
    expect(expectOk(await save(reviewId, answered('yes', TEST), 1)).version).toBe(2)
    expect(await found(reviewId)).toMatchObject({ stored: answered('yes', TEST), counted: answered('yes', TEST) })
    expect((await found(reviewId)).unproven).not.toContain(KEY)
    expect(expectOk(await save(reviewId, answered('yes', TEST, VIDEO), 2)).version).toBe(3)
    expect((await found(reviewId)).stored).toEqual(answered('yes', TEST, VIDEO))
    // Sent again after a lost reply, or unchanged: neither a conflict nor a change.
    expect(expectOk(await save(reviewId, answered('yes', TEST, VIDEO), 0)).version).toBe(3)
    expect(expectOk(await save(reviewId, { ...answered('yes'), evidence: [] } as AnswerInput, 3)).version).toBe(4)
    expect((await rowOf(reviewId))?.evidence).toBeNull()
    expect(await told(reviewId)).toEqual([
      'Maya Okafor answered … with “Yes”',
      'Maya Okafor added evidence to the answer to …',
      'Maya Okafor changed the evidence of the answer to …',
      'Maya Okafor removed the evidence from the answer to …',
    ])
  })

  test('comes and goes with an answer in one sentence', async () => {
    const reviewId = await world.review('triaged')
    expectOk(await save(reviewId, answered('yes', TEST)))
    expectOk(await save(reviewId, answered('no', VIDEO), 1))
    expectOk(await save(reviewId, answered('yes'), 2))
    expectOk(await save(reviewId, { state: 'blank' }, 3))
    expect(await told(reviewId)).toEqual([
      'Maya Okafor answered … with “Yes”, with evidence',
      'Maya Okafor changed the answer to … from “Yes” to “No, or not everywhere”, with other evidence',
      'Maya Okafor changed the answer to … from “No, or not everywhere” to “Yes”, without the evidence it had',
      'Maya Okafor cleared the answer to …',
    ])
  })

  test.each<[string, unknown[]]>([
    ['a link alone', [{ url: TEST.url }]],
    ['a link without a word of what it shows', [{ ...TEST, label: ' ' }]],
    ['a link that anybody on the way can read', [{ ...TEST, url: 'http://docs.lumencast.example' }]],
    ['a link that would run', [{ ...TEST, url: 'javascript:alert(1)' }]],
    ['a character that cannot be stored', [{ ...TEST, label: 'a\u0000' }]],
    ['half a character', [{ ...TEST, label: '\udc00' }]],
    ['a wall of links', Array.from({ length: 11 }, () => TEST)],
    ['a link hidden in a good list', [TEST, { ...TEST, url: { toString: 1 } }]],
  ])('cannot be %s; the answer stays as it was', async (_, evidence) => {
    const reviewId = await world.review('triaged')
    expectOk(await save(reviewId, answered('yes', TEST)))
    expect(problemOf(await save(reviewId, answered('yes', ...evidence), 1))).toMatchObject({
      code: 'invalid',
      fields: { [KEY]: expect.any(String) },
    })
    expect(await rowOf(reviewId)).toMatchObject({ version: 1, evidence: [TEST] })
  })

  test('is taken only where the question asks for it', async () => {
    const reviewId = await world.review('triaged')
    const wrong = await save(reviewId, answered('Farah Idris', TEST), 0, 'maya', 'context.owner')
    expect(problemOf(wrong).message).toBe('No evidence is asked for with this question.')
  })

  test('that somebody else gave meanwhile is not overwritten, and comes back beside one’s own', async () => {
    const reviewId = await world.review('triaged')
    expectOk(await save(reviewId, answered('yes')))
    expectOk(await save(reviewId, answered('yes', TEST), 1, 'jonas'))
    const problem = problemOf(await save(reviewId, answered('yes', VIDEO), 1))
    expect(problem).toMatchObject({ code: 'conflict', detail: { theirs: answered('yes', TEST), by: 'Jonas Reyes' } })
    expect((await found(reviewId)).stored).toEqual(answered('yes', TEST))
    expect(expectOk(await save(reviewId, answered('yes', TEST, VIDEO), 2)).version).toBe(3)
  })

  test('stays where it is stored when another answer is given, counts for nothing, and comes back', async () => {
    const reviewId = await world.review('triaged')
    expectOk(await save(reviewId, answered('yes', TEST)))
    expectOk(await save(reviewId, answered('no', TEST), 1))
    expect(await found(reviewId)).toMatchObject({ stored: answered('no', TEST) })
    expect((await found(reviewId)).counted).toEqual(answered('no'))
    expect((await found(reviewId)).unproven).not.toContain(KEY)
    expectOk(await save(reviewId, answered('yes', TEST), 2))
    expect((await found(reviewId)).counted).toEqual(answered('yes', TEST))
  })

  test('what it says and where it leads never stands in the log', async () => {
    const reviewId = await world.review('triaged')
    const secret = { label: 'codename-heliotrope', url: 'https://docs.lumencast.example/heliotrope' }
    expectOk(await save(reviewId, answered('yes', secret)))
    expectOk(await save(reviewId, answered('no'), 1))
    const log = (await eventsOf(db, reviewId)).map(({ body, reason }) => `${body} ${reason ?? ''}`).join('\n')
    expect(log).not.toContain('heliotrope')
    expect(log).toContain('"evidence":"removed"')
  })
})

describe('an answer that is asked for evidence and has none', () => {
  test('holds nothing up: whoever submits is told, and so is whoever reads', async () => {
    const reviewId = await world.review('triaged')
    await world.answer('maya', reviewId)
    const check = await findCheck(world.asking('maya'), reviewId, [])
    expect(check?.open).toEqual({})
    expect(check?.unproven).toContain(KEY)
    expectOk(await submitReview(world.asking('maya'), form(reviewId)))
    const desk = await findChangeDesk(world.asking('ines'), reviewId)
    expect(desk?.questions.find(({ key }) => key === KEY)).toMatchObject({ answer: 'Yes', unproven: true })
    // What only a reviewer answers is nothing that the submitter could prove.
    const reviewers = new Set(
      (await findBench(world.asking('ines'), reviewId))?.rubric.sections
        .flatMap(({ questions }) => questions)
        .filter(({ answered_by }) => answered_by === 'reviewer')
        .map(({ id }) => id),
    )
    expect(check?.unproven.filter((id) => reviewers.has(id))).toEqual([])
  })
})

describe('evidence that was submitted', () => {
  const submitted = async (...evidence: Evidence[]) => {
    const reviewId = await world.review('triaged')
    expectOk(await save(reviewId, answered('yes', ...evidence)))
    await world.answer('maya', reviewId)
    await world.submit('maya', reviewId)
    return reviewId
  }
  const snapshots = async (reviewId: string) => {
    const rows = await db.select().from(reviewSnapshots).where(eq(reviewSnapshots.reviewId, reviewId))
    return rows
      .filter(({ rubricKey }) => rubricKey === 'launch-full')
      .sort((a, b) => a.round - b.round)
      .map((row) => (row.answers as Record<string, unknown>)[KEY])
  }

  test('is kept with the answer for ever; the reviewer reads it, and it cannot be changed until it is opened again', async () => {
    const reviewId = await submitted(TEST)
    expect(await snapshots(reviewId)).toEqual([answered('yes', TEST)])
    expect((await findBench(world.asking('ines'), reviewId))?.answers[KEY]).toEqual(answered('yes', TEST))
    expect(await endOf(() => save(reviewId, answered('yes', VIDEO), 1))).toBe('refused')

    const ask = (questionKey: string) =>
      requestChanges(world.asking('ines'), { ...form(reviewId), note: 'More.', questions: [{ questionKey, note: '' }] })
    expectOk(await ask(KEY))
    expectOk(await save(reviewId, answered('yes', TEST, VIDEO), 1))
    expectOk(await submitReview(world.asking('maya'), form(reviewId)))
    expect(await snapshots(reviewId)).toEqual([answered('yes', TEST), answered('yes', TEST, VIDEO)])
    const [change, ...others] = (await findRounds(world.asking('ines'), reviewId))?.changes ?? []
    expect(others).toEqual([])
    expect(change).toMatchObject({
      is: 'changed',
      before: `Yes\nEvidence: ${TEST.label} ${TEST.url}`,
      after: `Yes\nEvidence: ${TEST.label} ${TEST.url}\n${VIDEO.label} ${VIDEO.url}`,
    })
    expect(change?.parts?.some(({ is, text }) => is === 'new' && text.includes(VIDEO.url))).toBe(true)

    expectOk(await ask('context.people_reached'))
    expect(problemOf(await save(reviewId, answered('yes'), 2)).message).toContain('not opened again')
  })

  test('does not hold what another answer was asked for', async () => {
    const reviewId = await world.review('triaged')
    expectOk(await save(reviewId, answered('no', TEST)))
    await world.answer('maya', reviewId)
    const check = await findCheck(world.asking('maya'), reviewId, [])
    const shown = check?.sections.flatMap(({ questions }) => questions).find(({ question }) => question.id === KEY)
    expect(shown?.answer).toEqual(answered('no'))
    await world.submit('maya', reviewId)
    expect(await snapshots(reviewId)).toEqual([answered('no')])
    expect((await rowOf(reviewId))?.evidence).toEqual([TEST])
  })

  test('goes with its answer into a re-scoped review', async () => {
    const before = await submitted(TEST)
    expectOk(await withdrawReview(world.asking('maya'), { ...form(before), reason: 'Smaller first.' }))
    const again = expectOk(await rescopeReview(world.asking('maya'), { ...form(before), reason: 'Smaller.' })).reviewId
    await world.triage('maya', again, TRIAGE.T2)
    expect((await found(again)).stored).toEqual(answered('yes', TEST))
  })
})
