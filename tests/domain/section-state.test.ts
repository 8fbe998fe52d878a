import { expect, test } from 'vitest'
import { progressOf, sectionTasks, waitsForAnswer } from '#app/domain/reviews/index.ts'
import { type Answers, compilePart, gatherFacts, type PublicQuestion } from '#app/rubric/index.ts'

const question = (id: string, more: Partial<PublicQuestion> = {}): PublicQuestion => ({
  id,
  kind: 'yes_no',
  text: `${id}?`,
  help: 'Why',
  example: 'Yes',
  answered_by: 'submitter',
  sensitivity: 'normal',
  required: true,
  gate: false,
  allow_unknown: true,
  allow_na: true,
  refs: ['DTSP:PD4'],
  ...more,
})

const rubric = compilePart({
  needs: [],
  given: {},
  sections: [
    {
      id: 'first',
      title: 'First',
      questions: [
        question('first.a'),
        question('first.b', { show_when: { 'first.a': 'yes' } }),
        question('first.reach', { kind: 'number', min: 0 }),
        question('first.tools', { answered_by: 'reviewer' }),
      ],
    },
    { id: 'more', title: 'More', show_when: { 'first.a': 'no' }, questions: [question('more.a')] },
    { id: 'extra', title: 'Extra', questions: [question('extra.a', { required: false })] },
  ],
})

const yes = { state: 'answered', value: 'yes' } as const
const no = { state: 'answered', value: 'no' } as const
const tasksFor = (answers: Answers, more = {}) =>
  sectionTasks(gatherFacts(rubric, answers, {}, { answeredBy: 'submitter' }), more)
const stateOf = (id: string, answers: Answers, more = {}) =>
  tasksFor(answers, more).find((task) => task.id === id)?.state

test('nobody has opened it, somebody has opened it, somebody has answered, all is answered', () => {
  expect(stateOf('first', {})).toBe('not_started')
  expect(stateOf('first', {}, { visited: ['first'] })).toBe('looked_at')
  expect(stateOf('first', { 'first.a': no })).toBe('in_progress')
  expect(stateOf('first', { 'first.a': no, 'first.reach': { state: 'unknown' } })).toBe('complete')
})

test('an answer that brings up another question opens a finished section again', () => {
  const reach = { state: 'answered', value: 10 } as const
  expect(stateOf('first', { 'first.a': yes, 'first.reach': reach })).toBe('in_progress')
  expect(stateOf('first', { 'first.a': yes, 'first.b': no, 'first.reach': reach })).toBe('complete')
})

test('only sections that are asked stand in the list, and questions for the reviewer do not count', () => {
  expect(tasksFor({}).map(({ id, asked }) => [id, asked])).toEqual([
    ['first', 2],
    ['extra', 0],
  ])
  expect(tasksFor({ 'first.a': no }).map(({ id }) => id)).toEqual(['first', 'more', 'extra'])
})

test('an answer that cannot be taken counts as begun, not as given', () => {
  const [first] = tasksFor({ 'first.reach': { state: 'answered', value: -1 } })
  expect(first).toMatchObject({ state: 'in_progress', asked: 2, given: 0 })
})

test('a section that asks for nothing is complete once somebody has looked', () => {
  expect(stateOf('extra', {})).toBe('not_started')
  expect(stateOf('extra', {}, { visited: ['extra'] })).toBe('complete')
})

test('questions opened again stand out in their section', () => {
  const [first] = tasksFor({ 'first.a': no }, { reopened: ['first.a', 'more.b'] })
  expect(first?.reopened).toEqual(['first.a'])
  expect(first && waitsForAnswer(first)).toBe(true)
})

test('a section waits for an answer until every question opened again is answered since', () => {
  const waits = (answeredSince: string[]) =>
    tasksFor({ 'first.a': no }, { reopened: ['first.a', 'first.reach'], answeredSince }).map(waitsForAnswer)
  expect(waits(['first.a'])).toEqual([true, false, false])
  expect(waits(['first.a', 'first.reach'])).toEqual([false, false, false])
})

test('the questionnaire as a whole counts what is visible, and what is not known', () => {
  expect(progressOf(tasksFor({ 'first.a': { state: 'unknown' } }))).toEqual({
    asked: 2,
    given: 1,
    unknown: 1,
    complete: 0,
    sections: 2,
  })
})
