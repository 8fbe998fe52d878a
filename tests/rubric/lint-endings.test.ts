import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Answer, evaluate } from '#app/rubric/index.ts'
import { deadRules } from '#app/rubric/lint/first-match.ts'
import { lintRubric } from '#app/rubric/lint/lint.ts'
import { readingGrade } from '#app/rubric/lint/reading-grade.ts'
import { answered, compiled, option, outcomes, question, unknown } from './fixtures/rubrics.ts'

const choice = (id: string, more = {}) => question(id, 'single', { options: [option('a'), option('b')], ...more })
const about = Object.fromEntries(
  ['T0', 'T1', 'T2', 'T3', 'T4'].map((tier) => [tier, { title: 't', next: 'n', business_days: 1 }]),
)
const tiers = (rules: [string, unknown][], otherwise = 'T0') => ({
  decision: undefined,
  tiers: {
    rules: rules.map(([tier, when], i) => ({ id: `r${i}`, tier, when, because: 'b' })),
    otherwise: { tier: otherwise, because: 'b' },
    about,
  },
})
const dead = (questions: unknown[], rules: unknown[]) =>
  deadRules(compiled(questions, tiers(rules.map((when) => ['T1', when])))).map(({ id, behind }) => [id, behind])
const found = (code: string, questions: unknown[], more: Record<string, unknown> = {}, expected?: unknown[]) =>
  lintRubric(compiled(questions, more), expected ? { expected: expected as never } : {}).filter(
    (one) => one.code === code,
  )

const multi = question('m', 'multi', { options: [option('p'), option('q'), { ...option('none'), exclusive: true }] })
const number = question('n', 'number', { min: 0, max: 100 })
test.each<[string, unknown[], unknown[], unknown[]]>([
  ['the same', [choice('x')], [{ x: 'a' }, { x: 'a' }], [['r1', 'r0']]],
  [
    'the same in other words',
    [choice('x')],
    [{ x: { in: ['b', 'a'] } }, { any: [{ x: 'a' }, { x: 'b' }] }],
    [['r1', 'r0']],
  ],
  ['more than before', [choice('x'), choice('y')], [{ x: 'a' }, { x: 'a', y: 'b' }], [['r1', 'r0']]],
  ['a smaller number', [number], [{ n: { gt: 20 } }, { n: { gte: 25 } }], [['r1', 'r0']]],
  ['one choice of several', [multi], [{ m: { in: ['p', 'q'] } }, { m: { includes_all: ['p', 'q'] } }], [['r1', 'r0']]],
  [
    'what two rules catch together',
    [choice('x', { allow_na: false })],
    [{ x: 'a' }, { x: { in: ['b', 'unknown'] } }, { x: { answered: true } }],
    [['r2', undefined]],
  ],
  [
    'a count of what one of them asks',
    [choice('x'), choice('y')],
    [{ any: [{ x: 'a' }, { y: 'a' }] }, { count: { of: [{ x: 'a' }, { y: 'a' }], at_least: 1 } }],
    [['r1', 'r0']],
  ],
])('a rule that asks for %s is never the first to hold', (_, questions, rules, expected) => {
  expect(dead(questions, rules)).toEqual(expected)
})

test.each<[string, unknown[], unknown[]]>([
  ['less than before', [choice('x'), choice('y')], [{ x: 'a', y: 'b' }, { x: 'a' }]],
  ['not knowing', [choice('x')], [{ x: { in: ['a', 'b'] } }, { x: { in: ['a', 'unknown'] } }]],
  ['a number between', [number], [{ n: { gt: 20 } }, { n: { gt: 19 } }]],
  ['a number nobody can give', [number], [{ n: { gt: 99 } }, { n: { gte: 99 } }]],
  ['two choices', [multi], [{ m: { includes_all: ['p', 'q'] } }, { m: { includes: 'p' } }]],
  [
    'how many were chosen, which is not looked into',
    [multi],
    [{ m: { in: ['p', 'q', 'none'] } }, { m: { items_gte: 1 } }],
  ],
])('a rule that asks for %s is left alone', (_, questions, rules) => {
  expect(dead(questions, rules)).toEqual([])
})

test('an outcome rule is caught by an earlier one, and its outcome is then out of reach', () => {
  const rules = [
    { code: 'R-ONE', when: { a: { in: ['yes', 'unknown'] } }, to: 'plan', because: 'b' },
    { code: 'R-TWO', when: { a: 'yes' }, to: 'urgent', because: 'b' },
  ]
  const more = { decision: undefined, outcome: outcomes({ rules }) }
  expect(found('rule-unreachable', [question('a', 'yes_no')], more)).toMatchObject([
    {
      path: 'outcome.rules[1].when',
      message: 'R-TWO never applies: R-ONE, which comes first, catches all it asks for.',
    },
  ])
  expect(found('outcome-unreachable', [question('a', 'yes_no')], more)).toMatchObject([{ path: 'outcome.values[0]' }])
})

test('which rules are dead is what trying every answer says', () => {
  const questions = [choice('x'), choice('y'), question('n', 'number', { min: 0, max: 9 }), question('z', 'yes_no')]
  const atom = fc.oneof(
    fc.constantFrom('x', 'y').chain((id) => fc.constantFrom('a', 'b', 'unknown', 'blank').map((is) => ({ [id]: is }))),
    fc.constantFrom(
      { n: { gt: 4 } },
      { n: { lte: 4 } },
      { n: { gte: 7 } },
      { n: 'n_a' },
      { z: 'yes' },
      { z: { answered: false } },
    ),
  )
  const { when } = fc.letrec<{ when: Record<string, unknown> }>((tie) => ({
    when: fc.oneof(
      { depthSize: 'small' },
      atom,
      fc.array(tie('when'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie('when'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
      tie('when').map((not) => ({ not })),
    ),
  }))
  const states: (Answer | undefined)[] = [undefined, unknown, { state: 'n_a', reason: 'r' }]
  const each = (values: unknown[]) => [...states, ...values.map(answered)]
  const cases = each(['a', 'b']).flatMap((x) =>
    each(['a', 'b']).flatMap((y) =>
      each([0, 4, 5, 7]).flatMap((n) => each(['yes', 'no']).map((z) => ({ x, y, n, z }))),
    ),
  )
  fc.assert(
    fc.property(fc.array(when, { minLength: 2, maxLength: 4 }), (whens) => {
      const rubric = compiled(questions, tiers(whens.map((one) => ['T1', one])))
      const reached = new Set(cases.map((answers) => evaluate(rubric, { answers: answers as never }).tier?.rule))
      const expected = whens.map((_, i) => `r${i}`).filter((id) => !reached.has(id))
      expect(deadRules(rubric).map(({ id }) => id)).toEqual(expected)
    }),
    { numRuns: 60 },
  )
})

test('a tier that nothing leads to is reported', () => {
  const rules: [string, unknown][] = [
    ['T4', { x: 'unknown' }],
    ['T3', { x: 'a' }],
    ['T2', { x: 'a' }],
    ['T1', { x: 'b' }],
  ]
  expect(found('tier-unreachable', [choice('x')], tiers(rules))).toMatchObject([{ path: 'tiers.about.T2' }])
  const whole: [string, unknown][] = rules.map(([tier, when]) => [tier, tier === 'T2' ? { x: 'n_a' } : when])
  expect(found('tier-unreachable', [choice('x')], tiers(whole))).toEqual([])
})

const stop = (when: unknown, action = 'block') => ({
  code: `KO-${String(when).toUpperCase()}`,
  when: { x: when },
  action,
  reason: 'r',
  remedy: 'r',
})
test('a gate that stops every launch is reported, one that lets a launch go on is not', () => {
  const gate = { gate: true, allow_na: false }
  const both = choice('x', { ...gate, knockouts: [stop('a'), stop('b', 'escalate')] })
  expect(found('decision-unreachable', [both])).toMatchObject([
    { path: 'sections[0].questions[0].knockouts', severity: 'error' },
  ])
  expect(found('decision-unreachable', [choice('x', { ...gate, knockouts: [stop('a')] })])).toEqual([])
  const hidden = choice('x', { ...gate, show_when: { y: 'a' }, knockouts: [stop('a'), stop('b')] })
  expect(found('decision-unreachable', [choice('y'), hidden])).toEqual([])
})

test('an effect that leaves every level as it is, or that nobody scores, is reported', () => {
  const withEffect = (effect: { harm: string; dL?: number; dS?: number }) => [
    question('x', 'single', { options: [option('a', [effect]), option('b')] }),
  ]
  expect(found('effect-without-effect', withEffect({ harm: 'CSE-3', dS: 1 }))).toMatchObject([
    { path: 'sections[0].questions[0].options[0].effects[0]' },
  ])
  expect(found('effect-without-effect', withEffect({ harm: 'CSE-3', dL: 1 }))).toEqual([])
  expect(found('effect-without-effect', withEffect({ harm: 'HAR-2', dS: 1 }))).toEqual([])
  expect(found('effect-unused', withEffect({ harm: 'HAR-2', dL: 1 }), { decision: undefined })).toHaveLength(1)
  expect(found('effect-unused', withEffect({ harm: 'HAR-2', dL: 1 }))).toEqual([])
})

test('an answer that cannot have been given where it is asked about is reported', () => {
  const asked = (when: unknown) => [
    choice('x'),
    choice('y', {
      show_when: { x: 'a' },
      knockouts: [{ code: 'KO-Y', when, action: 'block', reason: 'r', remedy: 'r' }],
    }),
  ]
  expect(found('unreachable-option', asked({ y: 'b', x: { in: ['a', 'b'] } }))).toMatchObject([
    { path: 'sections[0].questions[1].knockouts[0].when.x', message: 'x is never b where y is shown.' },
  ])
  expect(found('unreachable-option', asked({ y: 'b', x: 'a' }))).toEqual([])
  expect(found('never-holds', asked({ y: 'b', x: 'b' }))).toHaveLength(1)
})

test('a question that is long, or hard to read, is reported; in another language nothing is claimed', () => {
  const hard =
    'Organisational accountability necessitates comprehensive interdepartmental documentation of operational responsibilities.'
  expect(found('question-too-long', [choice('x', { text: 'a '.repeat(90) })])).toMatchObject([
    { path: 'sections[0].questions[0].text' },
  ])
  expect(found('reads-too-hard', [choice('x', { help: hard })])).toMatchObject([
    { path: 'sections[0].questions[0].help' },
  ])
  expect(found('reads-too-hard', [choice('x', { help: hard })], { language: 'pt-BR' })).toEqual([])
  expect(found('reads-too-hard', [choice('x', { help: 'Who acts first when a stream goes wrong?' })])).toEqual([])
  expect(readingGrade('The cat sat on the mat.')).toBeLessThan(2)
  expect(readingGrade(hard)).toBeGreaterThan(20)
  expect(readingGrade('…')).toBe(0)
})

test('every decision, tier and rule asks for a scenario', () => {
  const decisions = ['approve', 'approve_with_conditions', 'request_changes', 'escalate', 'block'].map((decision) => ({
    decision,
  }))
  expect(found('decision-without-scenario', [choice('x')], {}, decisions.slice(1))).toMatchObject([
    { path: 'decision', remedy: 'Add a scenario with expect: {decision: approve}.' },
  ])
  expect(found('decision-without-scenario', [choice('x')], {}, decisions)).toEqual([])
  expect(found('decision-without-scenario', [choice('x')])).toEqual([])
  const more = tiers([['T4', { x: 'a' }]])
  const expected = ['T0', 'T1', 'T2', 'T3'].map((tier) => ({ tier }))
  expect(found('tier-without-scenario', [choice('x')], more, expected)).toMatchObject([{ path: 'tiers.about.T4' }])
  expect(found('rule-without-scenario', [choice('x')], more, expected)).toMatchObject([{ path: 'tiers.rules[0]' }])
  const all = [...expected, { tier: 'T4', rule: 'r0' }]
  expect([
    ...found('tier-without-scenario', [choice('x')], more, all),
    ...found('rule-without-scenario', [choice('x')], more, all),
  ]).toEqual([])
})
