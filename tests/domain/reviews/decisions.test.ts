import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { disablePerson, grantRole, revokeRole } from '#app/domain/people/index.server.ts'
import { dueDayProblem } from '#app/domain/reviews/due-day.ts'
import { decideReview, findHistory, findMemo, findReview } from '#app/domain/reviews/index.server.ts'
import { type ConditionInput, conditionInput, type DecideInput, decideInput } from '#app/domain/reviews/index.ts'
import { conditions, decisions, reviewParticipants } from '#db/schema/reviews.ts'
import type { PersonKey } from '#db/seed/cast.ts'
import { expectOk } from '#db/seed/stage.ts'
import { BUILD_DAY, type World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { endOf, eventsOf, form, peopleAndRubrics, problemOf, type Residual, recordOf, scoredAt } from './record.ts'

const { db } = await testDatabase()
let world: World
beforeAll(async () => {
  world = await peopleAndRubrics(db)
})

type Told = Partial<Pick<DecideInput, 'outcome' | 'overrideReason' | 'conditions' | 'reasons'>>
const decide = (person: PersonKey, reviewId: string, told: Told = {}, roles?: string[]) =>
  decideReview(world.asking(person, undefined, roles && { roles }), {
    ...{ ...form(reviewId), outcome: 'approve', reasons: 'As the rules say.', overrideReason: '', conditions: [] },
    ...told,
  })
const owned = (more: Partial<ConditionInput> = {}): ConditionInput => ({
  ...{
    text: 'Test the switch',
    ownerId: world.personId('jonas'),
    dueOn: '2027-01-10',
    gate: 'before_launch',
    gateValue: null,
  },
  ...more,
})
const withConditions = (): Told => ({ outcome: 'approve_with_conditions', conditions: [owned()] })

describe('who may sign follows the level that is left', () => {
  const approval = (residual: Residual): Told => (residual === 'N' ? { outcome: 'approve' } : withConditions())
  test.each<[Residual, reviewer: string, lead: string]>([
    ['N', 'done', 'done'],
    ['M', 'forbidden', 'done'],
    ['H', 'forbidden', 'forbidden'],
    ['C', 'forbidden', 'forbidden'],
  ])('%s', async (residual, reviewer, lead) => {
    const reviewId = await scoredAt(world, residual)
    expect((await recordOf(db, reviewId)).residual).toBe(residual)
    expect(await endOf(() => decide('rafael', reviewId, approval(residual)))).toBe(reviewer)
    if (reviewer === 'done') return
    expect(await endOf(() => decide('aoife', reviewId, approval(residual)))).toBe(lead)
  })

  test('H: the council that was called, with conditions as the rules propose; without conditions only with a reason', async () => {
    const reviewId = await scoredAt(world, 'H')
    expectOk(await decide('aoife', reviewId, { outcome: 'escalate' }))
    expect(problemOf(await decide('daniel', reviewId)).fields).toHaveProperty('overrideReason')
    expectOk(await decide('daniel', reviewId, withConditions()))
    expect(await recordOf(db, reviewId)).toMatchObject({ state: 'decided', outcome: 'approve_with_conditions' })
  })

  test('C: nobody approves, the council included', async () => {
    const reviewId = await scoredAt(world, 'C')
    expectOk(await decide('aoife', reviewId, { outcome: 'escalate' }))
    const told = { ...withConditions(), overrideReason: 'We really want it.' }
    expect(problemOf(await decide('daniel', reviewId, told))).toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('critical'),
    })
    expectOk(await decide('daniel', reviewId, { outcome: 'block' }))
  })

  test('a council role that was not called to this review carries no weight in it', async () => {
    const reviewId = await scoredAt(world, 'H')
    expect(await endOf(() => decide('rafael', reviewId, withConditions(), ['reviewer', 'council']))).toBe('forbidden')
    expect(await endOf(() => decide('victor', reviewId, withConditions()))).toBe('hidden')
  })
})

describe('the rules propose, a person decides', () => {
  test('stricter is free', async () => {
    const reviewId = await scoredAt(world, 'M')
    expectOk(await decide('aoife', reviewId, { outcome: 'block' }))
    const [taken] = await db.select().from(decisions).where(eq(decisions.reviewId, reviewId))
    expect(taken).toMatchObject({
      outcome: 'block',
      proposal: 'approve_with_conditions',
      overrideReason: null,
      expiresOn: null,
    })
  })

  test('looser needs a lead and a written reason, which the team does not read', async () => {
    const reviewId = await scoredAt(world, 'M')
    const problem = problemOf(await decide('aoife', reviewId))
    expect(problem).toMatchObject({ code: 'invalid', fields: { overrideReason: expect.any(String) } })
    expect((await recordOf(db, reviewId)).state).toBe('scored')
    const secret = 'The open condition was met yesterday.'
    expectOk(await decide('aoife', reviewId, { overrideReason: secret }))
    const [taken] = await db.select().from(decisions).where(eq(decisions.reviewId, reviewId))
    expect(taken).toMatchObject({ outcome: 'approve', overrideReason: secret, authority: 'lead' })
    const seenBy = async (person: PersonKey) => {
      const ctx = world.asking(person)
      return JSON.stringify([
        await findMemo(ctx, reviewId),
        await findHistory(ctx, reviewId),
        await findReview(ctx, reviewId),
      ])
    }
    expect(await seenBy('maya')).not.toContain(secret)
    expect(await seenBy('kofi')).not.toContain(secret)
    expect(await seenBy('sofia')).not.toContain(secret)
    expect(await seenBy('ines')).toContain(secret)
    expect(await seenBy('grace')).toContain(secret)
  })

  test('a decision stands: nobody takes a second one', async () => {
    const reviewId = await world.review('decided')
    expect(await endOf(() => decide('aoife', reviewId))).toBe('refused')
  })

  test('an approval holds for a year from its day', async () => {
    const reviewId = await scoredAt(world, 'M')
    expectOk(await decide('aoife', reviewId, withConditions()))
    const [taken] = await db.select().from(decisions).where(eq(decisions.reviewId, reviewId))
    expect(taken?.expiresOn).toBe('2027-11-23')
    expect((await eventsOf(db, reviewId)).find(({ type }) => type === 'review.decided')?.fact.expiresOn).toBe(
      '2027-11-23',
    )
  })

  test('with reasons in words that can be stored', () => {
    const input = {
      ...form(crypto.randomUUID()),
      outcome: 'approve',
      reasons: 'Fine.',
      overrideReason: '',
      conditions: [],
    }
    const takes = (more: object) => decideInput(BUILD_DAY).safeParse({ ...input, ...more }).success
    expect(takes({})).toBe(true)
    expect(takes({ reasons: '  ' })).toBe(false)
    expect(takes({ reasons: 'a\u0000' })).toBe(false)
    expect(takes({ overrideReason: 'a\u0000' })).toBe(false)
    expect(takes({ outcome: 'request_changes' })).toBe(false)
    expect(takes({ outcome: 'decided' })).toBe(false)
  })
})

describe('conditions', () => {
  test('each has an owner, a day and a gate, in the order they were given', async () => {
    const reviewId = await scoredAt(world, 'M')
    const three = [
      owned(),
      owned({ text: 'Hold at a tenth', gate: 'before_ramp', gateValue: 10 }),
      owned({ text: 'Look again', gate: 'within_days', gateValue: 30, ownerId: world.personId('sofia') }),
    ]
    expectOk(await decide('aoife', reviewId, { outcome: 'approve_with_conditions', conditions: three }))
    const rows = await db
      .select()
      .from(conditions)
      .where(eq(conditions.reviewId, reviewId))
      .orderBy(conditions.position)
    expect(rows).toMatchObject(three)
    const attached = (await eventsOf(db, reviewId)).filter(({ type }) => type === 'condition.attached')
    expect(attached.map(({ fact }) => fact.conditionId).sort()).toEqual(rows.map(({ id }) => id).sort())
    expect(attached.map(({ actorRole }) => actorRole)).toEqual(['lead', 'lead', 'lead'])
  })

  test('a percentage left over from another gate is dropped', async () => {
    const reviewId = await scoredAt(world, 'M')
    expectOk(
      await decide('aoife', reviewId, { outcome: 'approve_with_conditions', conditions: [owned({ gateValue: 10 })] }),
    )
    const [row] = await db.select().from(conditions).where(eq(conditions.reviewId, reviewId))
    expect(row?.gateValue).toBeNull()
  })

  test('belong to an approval with conditions, and to people we know', async () => {
    const reviewId = await scoredAt(world, 'M')
    expect(problemOf(await decide('aoife', reviewId, { outcome: 'approve_with_conditions' })).fields).toHaveProperty(
      'conditions',
    )
    expect(
      problemOf(await decide('aoife', reviewId, { outcome: 'block', conditions: [owned()] })).fields,
    ).toHaveProperty('conditions')
    const stranger = [owned(), owned({ ownerId: crypto.randomUUID() })]
    expect(
      problemOf(await decide('aoife', reviewId, { outcome: 'approve_with_conditions', conditions: stranger })).fields,
    ).toHaveProperty(['conditions.1.ownerId'])
    expect((await recordOf(db, reviewId)).state).toBe('scored')
    const takes = (more: object) => conditionInput(BUILD_DAY).safeParse({ ...owned(), ...more }).success
    expect(takes({ gate: 'before_ramp', gateValue: null })).toBe(false)
    expect(takes({ gate: 'before_ramp', gateValue: 101 })).toBe(false)
    expect(takes({ gate: 'within_days', gateValue: '' })).toBe(false)
    expect(takes({ dueOn: '2027-02-30' })).toBe(false)
  })
})

describe('the day a condition falls due', () => {
  test.each([
    ['2026-11-22', '2026-11-23', 'This day has passed. Choose Mon 23 Nov 2026 or later.'],
    ['2026-11-23', '2026-11-23', undefined],
    ['2027-11-23', '2026-11-23', undefined],
    ['2027-11-24', '2026-11-23', 'This is more than a year away. Choose Tue 23 Nov 2027 or earlier.'],
    ['2029-02-28', '2028-02-29', undefined],
    ['2029-03-01', '2028-02-29', 'This is more than a year away. Choose Wed 28 Feb 2029 or earlier.'],
  ])('%s, set on %s: %s', (dueOn, today, problem) => {
    expect(dueDayProblem(dueOn, today)).toBe(problem)
    const read = conditionInput(today).safeParse(owned({ dueOn }))
    expect(read.error?.issues.map(({ path, message }) => [path, message])).toEqual(problem && [[['dueOn'], problem]])
  })

  test('a form without a day, or with half a number, says so in words', () => {
    const problemsIn = (more: object) =>
      conditionInput(BUILD_DAY)
        .safeParse({ ...owned(), ...more })
        .error?.issues.map(({ message }) => message)
    expect(problemsIn({ dueOn: '' })?.[0]).toBe('Give a due date.')
    expect(problemsIn({ gate: 'within_days', gateValue: '2.5' })).toEqual(['Give a whole number.'])
    expect(problemsIn({ gate: 'within_days', gateValue: '400' })).toEqual(['Give a number up to 365.'])
    expect(problemsIn({ gate: 'within_days', gateValue: '' })).toEqual(['Give the number of days.'])
  })

  test('is judged by the calendar of whoever decides, and by the command itself', async () => {
    const reviewId = await scoredAt(world, 'M')
    // Evening in Dublin, the next morning in Manila.
    const decideFrom = (timeZone: string) =>
      decideReview(world.asking('aoife', '2026-11-23T20:00:00Z', { timeZone }), {
        ...{ ...form(reviewId), outcome: 'approve_with_conditions', reasons: 'So be it.', overrideReason: '' },
        conditions: [owned({ dueOn: '2026-12-01' }), owned({ dueOn: '2026-11-23' })],
      })
    expect(problemOf(await decideFrom('Asia/Manila'))).toMatchObject({
      code: 'invalid',
      fields: { 'conditions.1.dueOn': 'This day has passed. Choose Tue 24 Nov 2026 or later.' },
    })
    expect((await recordOf(db, reviewId)).state).toBe('scored')
    expectOk(await decideFrom('Europe/Dublin'))
  })
})

describe('an escalation', () => {
  test('calls the council members who have no part in the launch, and only then do they see it', async () => {
    // Victor belongs to the team that submits.
    const reviewId = await world.review('in_review', { by: 'tomas' })
    expect(await findReview(world.asking('daniel'), reviewId)).toBeUndefined()
    await world.score('ines', reviewId)
    await world.lock('ines', reviewId)
    expectOk(await decide('rafael', reviewId, { outcome: 'escalate' }))
    const called = await db.select().from(reviewParticipants).where(eq(reviewParticipants.reviewId, reviewId))
    expect(called.map(({ personId, role }) => [personId, role]).sort()).toEqual(
      [
        [world.personId('daniel'), 'council'],
        [world.personId('mei'), 'council'],
      ].sort(),
    )
    const [escalated] = (await eventsOf(db, reviewId)).filter(({ type }) => type === 'review.escalated')
    expect(escalated?.fact.councilIds).toHaveLength(2)
    expect(escalated?.fact.councilIds).toEqual(expect.arrayContaining(called.map(({ personId }) => personId)))
    expect((await findReview(world.asking('daniel'), reviewId))?.may.decide).toBe(true)
    expect(await findReview(world.asking('victor'), reviewId)).toBeUndefined()
    expect(problemOf(await decide('daniel', reviewId, { outcome: 'escalate' })).code).toBe('conflict')
    expect(await endOf(() => decide('aoife', reviewId))).toBe('refused')
  })

  test('needs somebody who is free to decide', async () => {
    const reviewId = await scoredAt(world, 'H', { by: 'tomas' })
    const system = world.asking('nora', undefined, { kind: 'system', id: 'system', roles: [] })
    const daniel = world.personId('daniel')
    const mei = world.personId('mei')
    const reason = 'For this test only.'
    expectOk(await revokeRole(system, { personId: daniel, role: 'council', reason }))
    expectOk(await disablePerson(system, { personId: mei, reason }))
    expect(problemOf(await decide('aoife', reviewId, { outcome: 'escalate' }))).toMatchObject({ code: 'conflict' })
    expect((await recordOf(db, reviewId)).state).toBe('scored')
    expectOk(await grantRole(system, { personId: daniel, role: 'council', reason }))
    expectOk(await decide('aoife', reviewId, { outcome: 'escalate' }))
  })
})
