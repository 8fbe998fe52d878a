import { expect, test } from 'vitest'
import { type Answers, evaluate, explain } from '#app/rubric/index.ts'
import { parseScenario, runScenario } from '#app/rubric/scenario.ts'
import { answered, compiled, outcomes, question, unknown } from './fixtures/rubrics.ts'

const yesNo = (id: string, more = {}) => question(id, 'yes_no', { gate: true, ...more })
const route = { code: 'KO-B', when: { b: 'yes' }, action: 'route', to: 'urgent', reason: 'b is so.', remedy: 'r' }
const rubric = compiled(
  [yesNo('a'), yesNo('b', { knockouts: [route] }), question('c', 'yes_no', { required: false })],
  {
    decision: undefined,
    outcome: outcomes({
      rules: [
        { code: 'R-C', when: { c: 'yes', a: 'no' }, to: 'urgent', because: 'c without a' },
        { code: 'R-PLAN', when: { a: 'yes' }, to: 'plan', because: 'a is so' },
      ],
    }),
  },
)
const yes = answered('yes')
const no = answered('no')
const of = (answers: Answers) => {
  const { outcome } = evaluate(rubric, { answers })
  return outcome?.state === 'decided' ? [outcome.outcome.id, outcome.code, outcome.by] : outcome
}

test('a knock-out comes before the rules, the first rule that holds before the others, and else the rest', () => {
  expect(of({ a: yes, b: yes })).toEqual(['urgent', 'KO-B', 'answer'])
  expect(of({ a: yes, b: no })).toEqual(['plan', 'R-PLAN', 'answer'])
  expect(of({ a: no, b: no, c: yes })).toEqual(['urgent', 'R-C', 'answer'])
  expect(of({ a: no, b: no })).toEqual(['no_action', 'otherwise', 'answer'])
})

test('incomplete answers give no outcome, even when a knock-out fires, and say what is missing', () => {
  expect(of({ b: yes })).toEqual({ state: 'open', missing: ['a'] })
  expect(of({ a: answered('maybe'), b: yes })).toEqual({ state: 'open', missing: ['a'] })
})

test('an unknown gate counts as whatever a knock-out or rule asks for, first come first', () => {
  expect(of({ a: unknown, b: no })).toEqual(['plan', 'R-PLAN', 'unknown'])
  expect(of({ a: unknown, b: no, c: yes })).toEqual(['urgent', 'R-C', 'unknown'])
  expect(of({ a: no, b: unknown })).toEqual(['urgent', 'KO-B', 'unknown'])
  expect(of({ a: no, b: no, c: unknown })).toEqual(['no_action', 'otherwise', 'answer'])
})

test('the outcome is explained by its rule, the answers it looked at, and what happens then', () => {
  const said = (answers: Answers) => explain(rubric, evaluate(rubric, { answers })).outcome
  expect(said({ a: no, b: no, c: yes })).toEqual([
    'Then urgent (R-C): c without a.',
    '"c?" – Yes.',
    '"a?" – No.',
    'What urgent means.',
  ])
  expect(said({ a: unknown, b: no })?.[0]).toContain('counts as the worst case')
  expect(said({ b: no })).toEqual(['No outcome yet: these answers are missing.', '"a?"'])
})

test('a scenario expects an outcome and its rule, or none', () => {
  const run = (answers: string, expected: string) => {
    const read = parseScenario(`rubric: small\ntitle: t\nanswers: {${answers}}\nexpect: {${expected}}`)
    if (!read.ok) throw new Error(JSON.stringify(read.diagnostics))
    return runScenario(read.value, rubric)
  }
  expect(run('a: yes, b: no', 'outcome: plan, rule: R-PLAN')).toEqual([])
  expect(run('a: yes', 'outcome: none, missing: [b]')).toEqual([])
  expect(run('a: yes, b: no', 'outcome: urgent, rule: otherwise')).toEqual([
    'outcome: expected urgent, got plan',
    'rule: expected otherwise, got R-PLAN',
  ])
})
