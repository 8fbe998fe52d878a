import { expect, test } from 'vitest'
import { loadLibrary } from '#app/domain/rubric-versions/index.server.ts'
import { mostVisible } from '#app/rubric/lint/budget.ts'
import { checkTable, lintRubric } from '#app/rubric/lint/lint.ts'
import { compiled, option, outcomes, policyTable, question } from './fixtures/rubrics.ts'

const codes = (questions: unknown[], more: Record<string, unknown> = {}, tested?: string[]) =>
  lintRubric(
    compiled(questions, { decision: undefined, ...more }),
    tested ? { expected: [{ knockouts: tested }] } : {},
  ).map(({ code }) => code)
const choice = (id: string, more = {}) => question(id, 'single', { options: [option('a'), option('b')], ...more })

test('the rubrics of the house have nothing to complain about', async () => {
  const library = await loadLibrary('rubrics', { drafts: true })
  expect(library.diagnostics).toEqual([])
  for (const rubric of [...library.rubrics.values()].flat()) expect(lintRubric(rubric.compiled)).toEqual([])
})

test('a condition that asks for two answers at once can never hold', () => {
  expect(codes([choice('x'), choice('y', { show_when: { all: [{ x: 'a' }, { x: 'b' }] } })])).toEqual(['never-holds'])
})

test('a question that hangs on two branches of another is unreachable', () => {
  const branches = [choice('x'), choice('y', { show_when: { x: 'a' } }), choice('z', { show_when: { x: 'b', y: 'a' } })]
  expect(codes(branches)).toEqual(['unreachable-question'])
})

test('a test that does not fit the kind of the answer is reported', () => {
  expect(codes([choice('x'), choice('y', { show_when: { x: { gt: 3 } } })])).toEqual(['test-never-holds'])
  expect(
    codes([choice('x', { allow_unknown: false }), choice('y', { show_when: { x: { in: ['a', 'unknown'] } } })]),
  ).toEqual(['test-never-holds'])
})

test('a knock-out nobody tried is reported, a tried one is not', () => {
  const risky = [
    choice('x', { knockouts: [{ code: 'KO-X', when: { x: 'a' }, action: 'block', reason: 'r', remedy: 'r' }] }),
  ]
  expect(codes(risky, {}, [])).toEqual(['knockout-without-scenario'])
  expect(codes(risky, {}, ['KO-X'])).toEqual([])
})

test('an outcome that nothing leads to, or that no scenario expects, is reported', () => {
  const ending = { decision: undefined, outcome: outcomes() }
  expect(codes([question('a', 'yes_no')], ending)).toEqual(['outcome-unreachable'])
  const knockout = { code: 'KO-A', when: { a: 'no' }, action: 'route', to: 'urgent', reason: 'r', remedy: 'r' }
  const whole = compiled([question('a', 'yes_no', { knockouts: [knockout] })], ending)
  expect(lintRubric(whole)).toEqual([])
  expect(
    lintRubric(whole, {
      expected: [{ outcome: 'urgent' }, { outcome: 'plan', rule: 'R-PLAN' }, { knockouts: ['KO-A'] }],
    }),
  ).toMatchObject([{ code: 'outcome-without-scenario', path: 'outcome.values[2]' }])
})

test('a tier rule that forgets "not known" is reported, unless a stricter rule names it', () => {
  const about = Object.fromEntries(
    ['T0', 'T1', 'T2', 'T3', 'T4'].map((tier) => [tier, { title: 't', next: 'n', business_days: 1 }]),
  )
  const rules = (...whens: unknown[]) => ({
    tiers: {
      rules: whens.map((when, i) => ({ id: `r${i}`, tier: i === 0 ? 'T4' : 'T2', when, because: 'b' })),
      otherwise: { tier: 'T0', because: 'b' },
      about,
    },
  })
  const ignored = (...whens: unknown[]) =>
    codes([choice('x')], rules(...whens)).filter((code) => code !== 'tier-unreachable')
  expect(ignored({ x: 'a' })).toEqual(['rule-ignores-unknown'])
  expect(ignored({ x: 'unknown' }, { x: 'a' })).toEqual([])
})

test('a harm that no answer raises, and an effect that cannot change anything, are reported', () => {
  const found = lintRubric(
    compiled([
      question('x', 'single', { options: [option('a', [{ harm: 'CSE-3', dS: 1 }])] }),
      question('c', 'controls', { evidence: 'e' }),
    ]),
  )
  const all = found.map(({ code }) => code)
  expect(all).toContain('effect-without-effect')
  expect(found.some(({ message }) => message.includes('no answer raises HAR-2'))).toBe(true)
  expect(found.some(({ message }) => message.includes('CSE-3') && message.includes('no answer'))).toBe(false)
  expect(all).not.toContain('harm-without-control')
})

test('more visible questions than the budget are found, even behind two conditions', () => {
  const many = [
    choice('x'),
    choice('y'),
    ...Array.from({ length: 8 }, (_, i) => choice(`z${i}`, { show_when: { x: 'a', y: 'b' } })),
  ]
  expect(mostVisible(compiled(many))).toBe(10)
  expect(codes(many, { budget: { visible_questions: 9 } })).toEqual(['budget-exceeded'])
})

test('a safeguard question says what evidence would change it, and help stays short', () => {
  expect(codes([choice('x', { dimension: 'control' })])).toEqual(['evidence-hint-missing'])
  expect(codes([choice('x', { help: 'One more. '.repeat(70) })])).toEqual(['help-too-long'])
})

test('a policy table never falls, never jumps, and keeps its top row at M or above', () => {
  const changed = (rows: Partial<typeof policyTable.rows>) =>
    new Set(checkTable({ ...policyTable, rows: { ...policyTable.rows, ...rows } }).map(({ code }) => code))
  expect(checkTable(policyTable)).toEqual([])
  expect(changed({ S5: ['L', 'H', 'C', 'C', 'C'] })).toContain('table-top-row')
  expect(changed({ S3: ['L', 'L', 'M', 'L', 'H'] })).toContain('table-falls')
  expect(changed({ S1: ['N', 'N', 'N', 'L', 'H'] })).toContain('table-jumps')
})
