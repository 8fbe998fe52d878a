import { join } from 'node:path'
import { and, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { findAnswers, findHistory, saveAnswer } from '#app/domain/reviews/index.server.ts'
import { type AnswerInput, saveAnswerInput } from '#app/domain/reviews/index.ts'
import { loadLibrary } from '#app/domain/rubric-versions/index.server.ts'
import type { Answer, AnswerValue, CompiledQuestion } from '#app/rubric/index.ts'
import { answerAuthors, answers } from '#db/schema/reviews.ts'
import type { PersonKey } from '#db/seed/cast.ts'
import { expectOk } from '#db/seed/stage.ts'
import type { World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { endOf, eventsOf, peopleAndRubrics, problemOf } from './record.ts'

const { db } = await testDatabase()
const library = await loadLibrary(join(process.cwd(), 'rubrics'))
const questionsOf = (key: string) => library.latest(key)?.compiled.questions ?? []
let world: World
let triaged: string
beforeAll(async () => {
  world = await peopleAndRubrics(db)
  triaged = await world.review('triaged', { tier: 'T3' })
})

const answered = (value: AnswerValue) => ({ state: 'answered', value }) as AnswerInput
const save = (reviewId: string, questionKey: string, answer: AnswerInput, version = 0, person: PersonKey = 'maya') =>
  saveAnswer(world.asking(person), { reviewId, questionKey, answer, version })
const stored = async (reviewId: string, key: string): Promise<Answer | undefined> => {
  const found = await findAnswers(world.asking('maya'), reviewId)
  return key.startsWith('triage.') ? found?.triage[key.slice('triage.'.length)] : found?.full[key]
}
const rowOf = async (reviewId: string, key: string) => {
  const [row] = await db
    .select()
    .from(answers)
    .where(and(eq(answers.reviewId, reviewId), eq(answers.questionKey, key)))
  return row
}

/** Answers at the edges of what a question takes. */
function valuesFor({ question }: CompiledQuestion): AnswerValue[] {
  const options = question.options?.map(({ value }) => value) ?? []
  switch (question.kind) {
    case 'yes_no':
      return ['yes', 'no']
    case 'single':
      return [options[0] ?? '', options.at(-1) ?? '']
    case 'multi':
      return [[options[0] ?? ''], (question.options ?? []).filter((one) => !one.exclusive).map(({ value }) => value)]
    case 'scale':
      return [0, 4]
    case 'number':
      return [question.min ?? 0, question.integer ? (question.min ?? 0) + 1 : (question.min ?? 0) + 0.1]
    case 'probability':
      return [0, 0.1, 100]
    case 'date':
      return ['2024-02-29', '2027-12-31']
    case 'text':
    case 'person':
      return ['x', 'Zoë “Ä” 👩🏽‍🚀\n<b>שלום</b> \\ \' " %_ {{}}'.slice(0, question.max_length ?? 100)]
    case 'attest':
      return [true]
    case 'evidence':
      return [[{ label: 'Test report', url: 'https://docs.example.org/a?b=c&d=e' }]]
    case 'harms':
      return [['HAR-1'], ['HAR-1', 'INT-2']]
    case 'controls':
      return [[{ id: 'c1', name: 'Lane', kind: 'detect', strength: 2, status: 'tested', harms: ['HAR-1', 'INT-2'] }]]
    case 'grid':
      return [[Object.fromEntries((question.columns ?? []).map((column) => [column.id, cellFor(column)]))]]
  }
}
const cellFor = (column: NonNullable<CompiledQuestion['question']['columns']>[number]) =>
  column.kind === 'number'
    ? 12.5
    : column.kind === 'single'
      ? (column.options?.[0]?.value ?? '')
      : column.kind === 'harm'
        ? 'HAR-1'
        : 'Ä "x"'

describe('every answer comes back as it was given', () => {
  test('to each question of the questionnaire, in the column of its kind', async () => {
    const reviewId = await world.review('triaged', { tier: 'T3' })
    const seen = new Map<string, number>()
    const column: Record<string, string> = {}
    for (const compiled of questionsOf('launch-full')) {
      const { id, kind, answered_by } = compiled.question
      if (answered_by !== 'submitter') continue
      // Every question once, and each kind with all its edges.
      const values = valuesFor(compiled).slice(0, (seen.get(kind) ?? 0) < 2 ? undefined : 1)
      seen.set(kind, (seen.get(kind) ?? 0) + 1)
      let version = 0
      for (const value of values) {
        version = expectOk(await save(reviewId, id, answered(value), version), id).version
        expect(await stored(reviewId, id), id).toEqual({ state: 'answered', value })
      }
      const row = await rowOf(reviewId, id)
      const filled = Object.entries(row ?? {}).filter(([name, value]) => name.startsWith('val') && value !== null)
      expect(filled.length, id).toBe(1)
      column[kind] = filled[0]?.[0] ?? ''
    }
    expect(column).toEqual({
      ...{
        yes_no: 'valChoice',
        single: 'valChoice',
        multi: 'valJson',
        scale: 'valNum',
        number: 'valNum',
        date: 'valDate',
      },
      ...{ text: 'valText', person: 'valText', attest: 'valBool', evidence: 'valJson', harms: 'valJson' },
      ...{ controls: 'valJson', grid: 'valJson' },
    })
  })

  test('a row of a grid holds words and numbers, whatever is sent to it', async () => {
    const reviewId = await world.review('triaged')
    const deep = (levels: number) => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`) as unknown
    for (const cell of [{ a: 1 }, ['a'], true, deep(100), deep(20_000)]) {
      const answer = answered([{ actor: cell }] as never)
      expect(problemOf(await save(reviewId, 'abuse.cases', answer)).code).toBe('invalid')
    }
    expect(await stored(reviewId, 'abuse.cases')).toBeUndefined()
  })

  test('to each question of the triage', async () => {
    const reviewId = await world.draft()
    for (const compiled of questionsOf('launch-triage')) {
      const key = `triage.${compiled.question.id}`
      const [value = ''] = valuesFor(compiled)
      expectOk(await save(reviewId, key, answered(value)), key)
      expect(await stored(reviewId, key), key).toEqual({ state: 'answered', value })
    }
  })

  test('not known, with or without a note', async () => {
    const one = expectOk(await save(triaged, 'context.surfaces', { state: 'unknown', note: 'Ask Jonas' }))
    expect(await stored(triaged, 'context.surfaces')).toEqual({ state: 'unknown', note: 'Ask Jonas' })
    expectOk(await save(triaged, 'context.surfaces', { state: 'unknown' }, one.version))
    expect(await stored(triaged, 'context.surfaces')).toEqual({ state: 'unknown' })
  })

  test('does not apply: only with a reason', async () => {
    expect(problemOf(await save(triaged, 'rollback.ramp', { state: 'n_a', reason: ' ' }))).toMatchObject({
      code: 'invalid',
      fields: { 'rollback.ramp': expect.any(String) },
    })
    expectOk(await save(triaged, 'rollback.ramp', { state: 'n_a', reason: 'It is a policy' }))
    expect(await stored(triaged, 'rollback.ramp')).toEqual({ state: 'n_a', reason: 'It is a policy' })
  })

  test('a cleared answer is no answer, and the next one goes on counting', async () => {
    const key = 'context.owner'
    const { version } = expectOk(await save(triaged, key, answered('Ada')))
    expectOk(await save(triaged, key, { state: 'blank' }, version))
    expect(await stored(triaged, key)).toBeUndefined()
    expect(expectOk(await save(triaged, key, answered('Bo'), 2)).version).toBe(3)
    const told = (await eventsOf(db, triaged)).filter(({ fact }) => fact.question === key)
    expect(told.map(({ fact }) => [fact.version, fact.state])).toEqual([
      [1, 'answered'],
      [2, 'blank'],
      [3, 'answered'],
    ])
  })
})

describe('what an answer may not be', () => {
  test.each<[string, string, AnswerInput]>([
    ['an option that is not offered', 'audience.minors_reach', answered('perhaps')],
    ['a choice where a number is asked', 'context.people_reached', answered('many')],
    ['the number below zero', 'context.people_reached', answered(-1)],
    ['a text that is only white space', 'context.owner', answered('   ')],
    ['a character that cannot be stored', 'context.owner', answered('a\u0000b')],
    ['half a character', 'context.owner', answered('a\ud800b')],
    ['half a character in a note', 'context.surfaces', { state: 'unknown', note: '\udc00' }],
    [
      'a character that cannot be stored, deep in a list',
      'harms.controls',
      answered([{ id: 'a', name: 'b\u0000' }] as never),
    ],
    ['a link that is none', 'harms.controls', answered(['javascript:alert(1)'])],
    ['a confirmation that was not given', 'rollback.attest', answered(false)],
    ['"not known" where an answer is needed', 'rollback.attest', { state: 'unknown' }],
  ])('%s', async (_, key, answer) => {
    const before = await rowOf(triaged, key)
    expect(problemOf(await save(triaged, key, answer, before?.version))).toMatchObject({
      code: 'invalid',
      fields: { [key]: expect.any(String) },
    })
    expect(await rowOf(triaged, key)).toEqual(before)
  })

  test('an answer to a question that is not asked anywhere', async () => {
    expect(await endOf(() => save(triaged, 'context.nothing', answered('x')))).toBe('not-found')
    expect(await endOf(() => save(triaged, 'triage.nothing', answered('x')))).toBe('not-found')
    expect(
      saveAnswerInput.safeParse({ reviewId: triaged, questionKey: '__proto__', answer: { state: 'blank' }, version: 0 })
        .success,
    ).toBe(false)
  })

  test('a started list is kept although cells are missing, and says what is missing', async () => {
    const saved = expectOk(await save(triaged, 'metrics.guardrails', answered([{ metric: 'Reports' }])))
    expect(saved.problem).toMatchObject({ code: 'cell-missing' })
    expect(await stored(triaged, 'metrics.guardrails')).toEqual({ state: 'answered', value: [{ metric: 'Reports' }] })
  })
})

describe('an answer that somebody else changed meanwhile', () => {
  test('is not overwritten: the standing one comes back, with who and when, beside one’s own', async () => {
    const key = 'legal.duties'
    const duties = questionsOf('launch-full').find(({ question }) => question.id === key)?.question.options ?? []
    const [mine = '', theirs = ''] = duties.filter((one) => !one.exclusive).map(({ value }) => value)
    expectOk(await save(triaged, key, answered([theirs]), 0, 'jonas'))
    const problem = problemOf(await save(triaged, key, answered([mine])))
    expect(problem).toMatchObject({ code: 'conflict', fields: { [key]: expect.any(String) } })
    expect(problem.detail).toMatchObject({
      theirs: { state: 'answered', value: [theirs] },
      version: 1,
      by: 'Jonas Reyes',
    })
    expect(await stored(triaged, key)).toEqual({ state: 'answered', value: [theirs] })
    expect(expectOk(await save(triaged, key, answered([mine]), 1)).version).toBe(2)
  })

  test('a version from the future is refused as well', async () => {
    expect(problemOf(await save(triaged, 'privacy.sharing', { state: 'unknown' }, 7)).code).toBe('conflict')
  })

  test('the same answer sent again, after a lost reply or unchanged, is neither a conflict nor a change', async () => {
    const reviewId = await world.review('triaged')
    const first = expectOk(await save(reviewId, 'context.people_reached', answered(7)))
    const entries = (await eventsOf(db, reviewId)).length
    expect(expectOk(await save(reviewId, 'context.people_reached', answered(7)))).toEqual(first)
    expect(expectOk(await save(reviewId, 'context.people_reached', answered(7), 1))).toEqual(first)
    expect(expectOk(await save(reviewId, 'context.surfaces', { state: 'blank' })).version).toBe(0)
    expect(await eventsOf(db, reviewId)).toHaveLength(entries)
  })
})

describe('answers that are not asked', () => {
  test('are kept while they are hidden, count for nothing, and come back when they are shown again', async () => {
    const reviewId = await world.review('triaged', { tier: 'T3' })
    const { version } = expectOk(await save(reviewId, 'audience.minors_reach', answered('expected')))
    expectOk(await save(reviewId, 'audience.adult_minor_private', answered('yes')))
    const facts = async () => {
      const found = await findAnswers(world.asking('maya'), reviewId)
      return {
        kept: found?.full['audience.adult_minor_private'],
        hidden: found?.facts.hidden.includes('audience.adult_minor_private'),
        stops: found?.facts.knockouts.some(({ questionId }) => questionId === 'audience.adult_minor_private'),
      }
    }
    const kept = { state: 'answered', value: 'yes' }
    expect(await facts()).toEqual({ kept, hidden: false, stops: true })
    const closed = expectOk(await save(reviewId, 'audience.minors_reach', answered('none'), version))
    expect(await facts()).toEqual({ kept, hidden: true, stops: false })
    expectOk(await save(reviewId, 'audience.minors_reach', answered('expected'), closed.version))
    expect(await facts()).toEqual({ kept, hidden: false, stops: true })
  })
})

describe('who answers what', () => {
  test('questions for the reviewer: the reviewer, while it is in review', async () => {
    const key = 'harms.reviewer_summary'
    const text = answered('Looks sound.')
    const reviewId = await world.review('in_review')
    expect(await endOf(() => save(reviewId, key, text, 0, 'maya'))).toBe('refused')
    expect(await endOf(() => save(reviewId, key, text, 0, 'kofi'))).toBe('refused')
    expect(await endOf(() => save(reviewId, key, text, 0, 'priya'))).toBe('hidden')
    expect(await endOf(() => save(reviewId, key, text, 0, 'ines'))).toBe('done')
    expect(await endOf(() => save(triaged, key, text, 0, 'ines'))).toBe('refused')
    const authors = await db.select().from(answerAuthors).where(eq(answerAuthors.reviewId, reviewId))
    expect(authors.map(({ personId }) => personId)).toEqual([world.personId('maya')])
    expect((await eventsOf(db, reviewId)).at(-1)).toMatchObject({
      type: 'review.answered_by_reviewer',
      actorRole: 'reviewer',
      audience: 'assessment',
    })
  })

  test('what the reviewer answered is told to those who may see scores, and not to the submitting team', async () => {
    const reviewId = await world.review('in_review')
    expectOk(await save(reviewId, 'capacity.tooling', answered(1), 0, 'ines'))
    const told = async (person: PersonKey) =>
      JSON.stringify((await findHistory(world.asking(person), reviewId))?.entries ?? [])
    const question = 'How ready are the reviewer tools'
    expect(await told('rafael')).toContain(question)
    for (const person of ['maya', 'jonas', 'kofi'] as const) expect(await told(person), person).not.toContain(question)
  })

  test('everything else: the submitting team, before it is submitted', async () => {
    const key = 'context.people_reached'
    for (const state of ['in_review', 'scored', 'decided', 'withdrawn', 'logged'] as const) {
      const reviewId = await world.review(state)
      const before = await rowOf(reviewId, key)
      expect(await endOf(() => save(reviewId, key, answered(99), before?.version)), state).toBe('refused')
      expect(await rowOf(reviewId, key), state).toEqual(before)
    }
    expect(await endOf(() => save(triaged, key, answered(1), 0, 'ines'))).toBe('refused')
    expect(await endOf(() => save(triaged, key, answered(1), 0, 'priya'))).toBe('hidden')
    expect(await endOf(() => save(triaged, key, answered(1), 0, 'jonas'))).toBe('done')
  })

  test('what people wrote never stands in the log; what they chose does', async () => {
    const secret = 'codename-heliotrope'
    const reviewId = await world.review('triaged', { tier: 'T4' })
    expectOk(await save(reviewId, 'context.owner', answered(secret)))
    expectOk(await save(reviewId, 'context.takes_away', answered(secret)))
    expectOk(await save(reviewId, 'context.surfaces', { state: 'unknown', note: secret }))
    expectOk(await save(reviewId, 'audience.minors_reach', answered('none')))
    const log = (await eventsOf(db, reviewId)).map(({ body, reason }) => `${body} ${reason ?? ''}`).join('\n')
    expect(log).not.toContain(secret)
    expect(log).toContain('"to":"none"')
  })
})
