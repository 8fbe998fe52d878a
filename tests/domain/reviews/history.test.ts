import { beforeAll, expect, test } from 'vitest'
import { events } from '#app/domain/events.ts'
import { reviewEvents } from '#app/domain/reviews/events.ts'
import {
  addHarm,
  attestNoMechanism,
  decideReview,
  findHistory,
  giveBackReview,
  raiseTier,
  reopenTriage,
  requestChanges,
  rescopeReview,
  saveAnswer,
  scoreHarm,
  takeOverReview,
  takeReview,
  withdrawReview,
} from '#app/domain/reviews/index.server.ts'
import type { Names } from '#app/platform/audit/event.ts'
import { verifyAudit } from '#app/platform/audit/verify.server.ts'
import type { PersonKey } from '#db/seed/cast.ts'
import { expectOk } from '#db/seed/stage.ts'
import { TRIAGE, type World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { eventsOf, form, peopleAndRubrics } from './record.ts'

const { db } = await testDatabase()
let world: World
let told: string
let next: string

/** One launch that goes through everything that can happen to one. */
beforeAll(async () => {
  world = await peopleAndRubrics(db)
  const maya = () => world.as('maya')
  const reason = 'It is only right.'
  told = await world.review('logged', { tier: 'T0' })
  expectOk(await raiseTier(maya(), { ...form(told), tier: 'T2', reason }))
  expectOk(await reopenTriage(maya(), { ...form(told), reason }))
  await world.triage('maya', told, TRIAGE.T2)
  await world.answer('maya', told)
  await world.submit('maya', told)
  const questions = [{ questionKey: 'context.people_reached', note: '' }]
  expectOk(await requestChanges(world.as('ines'), { ...form(told), note: 'More.', questions }))
  await world.say('maya', told, 'context.people_reached', { state: 'answered', value: 77 })
  await world.submit('maya', told)
  expectOk(await takeReview(world.as('rafael'), { reviewId: told }))
  expectOk(await takeOverReview(world.as('aoife'), { ...form(told), from: world.personId('rafael'), reason }))
  expectOk(await giveBackReview(world.as('aoife'), { ...form(told), reason }))
  await world.score('ines', told)
  const answer = { state: 'answered' as const, value: 'Sound.' }
  expectOk(
    await saveAnswer(world.as('ines'), { reviewId: told, questionKey: 'harms.reviewer_summary', version: 0, answer }),
  )
  await world.credit('ines', told, 'reports', 1, 'tested', 'Tried it.')
  expectOk(await addHarm(world.as('ines'), { reviewId: told, harm: 'FRD-1', reason }))
  await world.score('ines', told, {})
  expectOk(
    await scoreHarm(world.as('ines'), {
      ...{
        reviewId: told,
        harm: 'FRD-1',
        version: 1,
        likelihood: 1,
        likelihoodReason: 'x',
        gravity: 3,
        gravityReason: 'x',
      },
      ...{ wideScope: 'suggested', irreversible: 'no', confidence: 'B', probability: 1 },
    }),
  )
  expectOk(await attestNoMechanism(world.as('aoife'), { reviewId: told, harm: 'FRD-1', reason }))
  await world.lock('ines', told)
  await world.decide('aoife', told, { outcome: 'escalate', reasons: 'For the council.' })
  const condition = {
    text: 'Test it',
    ownerId: world.personId('jonas'),
    dueOn: '2027-01-10',
    gate: 'before_launch' as const,
  }
  expectOk(
    await decideReview(world.as('daniel'), {
      ...{ ...form(told), outcome: 'approve_with_conditions', reasons: 'Fine so.', overrideReason: '' },
      conditions: [{ ...condition, gateValue: null }],
    }),
  )
  next = expectOk(await rescopeReview(maya(), { ...form(told), reason })).reviewId
  expectOk(await withdrawReview(maya(), { ...form(next), reason }))
}, 60_000)

/**
 * Told where they come from: an override in the decisions, a late launch in its description, carried scores in the scoring; moves between
 * versions and answers of an earlier launch in tests of their own.
 */
const ELSEWHERE = [
  ...['decision.overrode_proposal', 'review.late_marked', 'scores.carried_over'],
  ...['review.moved_version', 'review.move_undone', 'review.answer_confirmed', 'review.answers_reused'],
]

const historyOf = async (person: PersonKey, id = told) => (await findHistory(world.asking(person), id))?.entries ?? []

test('every kind of event has a sentence that names who did it, and no hole in it', () => {
  const fact = {
    ...{
      reviewId: 'r',
      launchId: 'l',
      teamId: 't',
      personId: 'p',
      ownerId: 'p',
      reviewerId: 'p',
      conditionId: 'c',
      councilIds: ['p'],
    },
    ...{
      question: 'context.owner',
      questions: ['context.owner'],
      version: 1,
      round: 1,
      state: 'answered',
      from: 'T1',
      to: 'T2',
    },
    ...{
      tier: 'T2',
      rule: 'x',
      dueOn: '2027-01-01',
      late: false,
      by: 'person',
      auditSample: false,
      rubric: 'k',
      rubricSha256: 's',
    },
    ...{
      answersSha256: 's',
      harm: 'HAR-1',
      control: 'c',
      strength: 2,
      status: 'tested',
      inherent: 'H',
      current: 'M',
      target: 'L',
    },
    ...{
      proposal: 'approve',
      outcome: 'block',
      sha256: 's',
      residual: 'M',
      authority: 'lead',
      overridden: true,
      gate: 'before_launch',
    },
    ...{ moveId: 'm', carried: 2, toReconfirm: 1, archived: 1, restored: 1, launch: 'L-1', answers: 2, key: 'k' },
    ...{ reviews: 3, flips: 1, effectiveOn: '2027-01-01', retiredOn: '2027-01-01' },
    ...{ expiresOn: '2027-01-01', fields: ['title'], role: 'reviewer', name: 'x', kind: 'product' },
  }
  const names: Names = { actor: 'Ada', person: () => 'Bo', team: () => 'Live', word: (_, code) => code }
  for (const [type, definition] of Object.entries(events)) {
    const sentence = definition.describe(fact as never, names)
    expect(sentence.length, type).toBeGreaterThan(8)
    expect(sentence, type).not.toMatch(/undefined|null|\[object|NaN| {2}/)
    expect(sentence, type).toMatch(/^[A-ZÄÖÜ]/)
  }
})

test('a launch can meet everything there is, and each of it is told', async () => {
  const happened = new Set(
    (await Promise.all([told, next].map((id) => eventsOf(db, id)))).flat().map(({ type }) => type),
  )
  const expected = Object.keys(reviewEvents).filter((type) => !type.startsWith('launch.') && !ELSEWHERE.includes(type))
  expect(expected.filter((type) => !happened.has(type))).toEqual([])
  const sentences = (await historyOf('ines')).map(({ sentence }) => sentence)
  expect(sentences.length).toBeGreaterThan(20)
  expect(sentences.filter((sentence) => /undefined|somebody|[0-9a-f]{8}-/.test(sentence))).toEqual([])
})

test('the team reads what happened, but nothing of the scoring', async () => {
  const about = ({ key }: { key: string }) => key
  const scoring = (await eventsOf(db, told)).filter(({ audience }) => audience === 'assessment')
  expect(scoring.length).toBeGreaterThan(4)
  const keys = scoring.map(({ stream, seq }) => `${stream}#${seq}`)
  expect((await historyOf('ines')).map(about)).toEqual(expect.arrayContaining(keys))
  expect((await historyOf('grace')).map(about)).toEqual(expect.arrayContaining(keys))
  for (const person of ['maya', 'jonas', 'kofi', 'sofia'] as const) {
    const seen = new Set((await historyOf(person)).map(about))
    expect(
      keys.filter((key) => seen.has(key)),
      person,
    ).toEqual([])
    expect(seen.size, person).toBeGreaterThan(5)
  }
  expect(await findHistory(world.asking('priya'), told)).toBeUndefined()
})

test('whoever may not read answers is not told what was answered', async () => {
  const answered = (await eventsOf(db, told)).filter(({ type }) => type === 'review.answered')
  const seen = new Set((await historyOf('sofia')).map(({ key }) => key))
  expect(answered.length).toBeGreaterThan(10)
  expect(answered.filter(({ stream, seq }) => seen.has(`${stream}#${seq}`))).toEqual([])
})

test('the newest stands first, and the chain holds', async () => {
  const history = await historyOf('ines')
  const times = history.map(({ at }) => at)
  expect(times).toEqual([...times].sort().reverse())
  expect(history.at(-1)?.sentence).toContain('described')
  expect((await verifyAudit(db)).bad).toEqual([])
})
