import { expect, test } from 'vitest'
import { backtest, backtestByClosures, backtestRows, type PastReview } from '#app/rubric/backtest/index.ts'
import type { Answers } from '#app/rubric/index.ts'
import { answersTo, Dice, rubricPair } from '#tests/support/rubric-worlds.ts'
import { answered, compiled, option, outcomes, question, unknown } from '../fixtures/rubrics.ts'

const grave = [option('mild'), option('grave', [{ harm: 'HAR-2', dL: 2 }])]
const version = compiled([
  question('a', 'single', { options: grave }),
  question('b', 'yes_no', { required: false, show_when: { a: 'grave' } }),
])
const review = (answers: Answers, more: Partial<PastReview> = {}): PastReview => ({ version, answers, ...more })
const one = (draft: typeof version, past: PastReview) => backtest(draft, [past]).rows[0]
const stop = { code: 'KO-B', when: { b: 'yes' }, action: 'block', reason: 'b is so.', remedy: 'r' }

test('a version back-tested against itself flips nothing and asks nothing more', () => {
  for (let seed = 0; seed < 30; seed++) {
    const { version: same } = rubricPair(seed, 'decision')
    const reviews = Array.from({ length: 20 }, (_, i) => ({
      version: same,
      ...answersTo(same, new Dice(seed * 99 + i)),
    }))
    expect(backtest(same, reviews).summary).toMatchObject({ reviews: 20, flipped: 0, added: { total: 0 } })
  }
})

test('a heavier effect flips the level and the decision, from what to what', () => {
  const draft = compiled([
    question('a', 'single', { options: [option('mild', [{ harm: 'CSE-3', dL: 2 }]), option('grave')] }),
    question('b', 'yes_no', { required: false, show_when: { a: 'grave' } }),
  ])
  expect(one(draft, review({ a: answered('mild') }))).toMatchObject({
    before: { current: 'N', decision: 'approve', visible: 1 },
    flips: [
      { what: 'decision', from: 'approve', to: 'block' },
      { what: 'current', from: 'N', to: 'C' },
      { what: 'inherent', from: 'N', to: 'C' },
    ],
    added: 0,
  })
})

test('a question that did not exist counts as unknown: a new gate is open, and a knock-out on it fires', () => {
  const draft = compiled([
    question('a', 'single', { options: grave }),
    question('b', 'yes_no', { gate: true, knockouts: [stop] }),
  ])
  expect(one(draft, review({ a: answered('mild') }))).toMatchObject({
    flips: [{ what: 'decision', from: 'approve', to: 'block' }],
    newKnockouts: ['KO-B'],
    newGates: ['b'],
    added: 1,
    after: { visible: 2 },
  })
})

test('a question that was asked and left blank stays blank, one that was hidden is unknown', () => {
  const draft = compiled([
    question('a', 'single', { options: grave }),
    question('b', 'yes_no', { required: false, knockouts: [{ ...stop, when: { b: 'unknown' } }] }),
  ])
  const codes = (answers: Answers) => one(draft, review(answers))?.newKnockouts
  expect(codes({ a: answered('grave') })).toEqual([])
  expect(codes({ a: answered('mild') })).toEqual(['KO-B'])
  expect(codes({ a: answered('mild'), b: answered('no') })).toEqual([])
})

test('a fact that the version was not given is unknown, one it was given and had not is blank', () => {
  const fact = { id: 'reach', kind: 'yes_no', text: 'Reach' }
  const asks = (more: Record<string, unknown>) =>
    compiled([question('a', 'yes_no', { show_when: { reach: 'unknown' } })], more)
  const reading = asks({ given: [fact] })
  const before = compiled([question('z', 'yes_no')])
  expect(one(reading, { version: before, answers: {} })?.after.visible).toBe(1)
  expect(one(reading, { version: reading, answers: {} })?.after.visible).toBe(0)
})

test('what a reviewer scored is taken along', () => {
  const scoring = { harms: { 'HAR-2': { likelihood: 5, confidence: 'D' as const } } }
  const past = review({ a: answered('grave'), b: unknown }, { scoring })
  const draft = compiled([question('a', 'single', { options: grave }), question('c', 'yes_no')])
  expect(one(draft, past)?.before.current).not.toBe(one(draft, review({ a: answered('grave') }))?.before.current)
  expect(backtestRows(draft, [past])).toEqual(backtestByClosures(draft, [past]))
})

test('safeguards in the answers count as they do in a review', () => {
  const control = { id: 'c', name: 'C', kind: 'prevent', strength: 3, status: 'tested', harms: ['HAR-2'] }
  const guarded = compiled([
    question('a', 'single', { options: grave }),
    question('g', 'controls', { required: false }),
  ])
  const past = { version: guarded, answers: { a: answered('grave'), g: answered([control]) } }
  const row = one(guarded, past)
  expect(row?.before.current).not.toBe(row?.before.inherent)
  expect(row?.flips).toEqual([])
})

test('a tier that knock-outs raise, and an outcome, flip too', () => {
  const given = [{ id: 'tier', kind: 'single', text: 'Tier', values: ['T2', 'T3'] }]
  const raising = { ...stop, code: 'KO-UP', when: { a: 'yes' }, action: 'tier_up', to: 'T4' }
  const plain = compiled([question('a', 'yes_no')], { given })
  const raised = compiled([question('a', 'yes_no', { knockouts: [raising] })], { given })
  const past = { version: plain, answers: { a: answered('yes') }, given: { tier: answered('T2') } }
  expect(one(raised, past)?.flips).toEqual([{ what: 'tier', from: 'T2', to: 'T4' }])

  const ends = (more: Record<string, unknown>) =>
    compiled([question('a', 'yes_no', { gate: true })], { decision: undefined, outcome: outcomes(more) })
  const other = ends({ rules: [{ code: 'R-A', when: { a: 'yes' }, to: 'urgent', because: 'so' }] })
  expect(one(other, { version: ends({}), answers: { a: answered('yes') } })?.flips).toEqual([
    { what: 'outcome', from: 'plan', to: 'urgent' },
  ])
})

test('the sum counts flips from what to what, and the questions that are added', () => {
  const draft = compiled([
    question('a', 'single', { options: [option('mild'), option('grave')] }),
    question('b', 'yes_no', { required: false }),
    question('c', 'yes_no', { required: false, show_when: { a: 'grave' } }),
  ])
  const past = ['mild', 'mild', 'grave', 'grave', 'grave'].map((a) => review({ a: answered(a) }))
  expect(backtest(draft, past).summary).toEqual({
    reviews: 5,
    flipped: 3,
    flips: {
      decision: expect.any(Array),
      tier: [],
      outcome: [],
      current: [{ from: expect.any(String), to: 'N', reviews: 3 }],
      inherent: [{ from: expect.any(String), to: 'N', reviews: 3 }],
    },
    added: { total: 5, median: 1, most: 1, reviews: 5 },
    knockouts: [],
    gates: [],
  })
})

test('no reviews, no trouble', () => {
  expect(backtest(version, [])).toMatchObject({ rows: [], summary: { reviews: 0, flipped: 0, added: { median: 0 } } })
})
