import { describe, expect, test } from 'vitest'
import { type Control, evaluate, type HarmScore, type Scoring } from '#app/rubric/index.ts'
import { answered, compiled, option, question, unknown } from './fixtures/rubrics.ts'

const control = (
  id: string,
  kind: Control['kind'],
  strength: number,
  status: Control['status'],
  harm: string,
): Control => ({ id, name: id, kind, strength, status, harms: [harm] })
/** One question whose answer raises a harm's likelihood by some steps. */
const levelsOf = (harm: string, steps: number[], controls: Control[] = [], score: HarmScore = {}) => {
  const rubric = compiled(
    steps.map((dL, i) => question(`q${'abcde'[i]}`, 'single', { options: [option('bad', [{ harm, dL }])] })),
  )
  const answers = Object.fromEntries(steps.map((_, i) => [`q${'abcde'[i]}`, answered('bad')]))
  const { assessment, decision } = evaluate(rubric, {
    answers,
    scoring: { controls, harms: { [harm]: { added: true, ...score } } } satisfies Scoring,
  })
  const found = assessment?.harms[0]
  return [found?.inherent.level, found?.current.level, found?.target.level, decision?.proposal].join(' ')
}

describe('the worked examples of the domain reference', () => {
  const consent = control('consent', 'prevent', 2, 'tested', 'CSE-3')
  const lane = control('lane', 'detect', 2, 'tested', 'CSE-3')
  test('1: open guest join as submitted', () =>
    expect(levelsOf('CSE-3', [1, 2, 1], [consent, lane])).toBe('C C C block'))
  test('1: and re-scoped', () => expect(levelsOf('CSE-3', [1], [consent, lane])).toBe('H M M approve_with_conditions'))
  test('2: raid anyone', () => {
    const safeguards = [
      control('phone', 'prevent', 2, 'tested', 'HAR-2'),
      control('shield', 'respond', 3, 'tested', 'HAR-2'),
      control('limit', 'prevent', 3, 'planned', 'HAR-2'),
    ]
    expect(levelsOf('HAR-2', [1, 1, 1], safeguards)).toBe('H H M escalate')
  })
  test('3: sponsor tag', () => expect(levelsOf('FRD-4', [1, 1])).toBe('L L L approve'))
  test('4: no mechanism', () => expect(levelsOf('SSH-1', [0], [], { noMechanism: true })).toBe('M N N approve'))
  test('5: only an assumption', () => expect(levelsOf('HAT-1', [1], [], { confidence: 'D' })).toBe('H H H escalate'))
  test('5: with an analogue', () =>
    expect(levelsOf('HAT-1', [1], [], { confidence: 'B' })).toBe('M M M approve_with_conditions'))
})

test('an attestation that no mechanism exists counts only at likelihood 1', () => {
  expect(levelsOf('SSH-1', [1], [], { noMechanism: true })).toBe('H H H escalate')
})

test('the floor comes after the scope: a gravity set below it gains nothing from a wide reach', () => {
  expect(levelsOf('HAR-2', [1], [], { gravity: 3, wideScope: true })).toBe('M M M approve_with_conditions')
  expect(levelsOf('HAR-2', [1], [], { wideScope: true })).toBe('H H H escalate')
})

test('a strong response takes severity back only where scope alone raised it', () => {
  const response = control('response', 'respond', 3, 'tested', 'HAR-2')
  expect(levelsOf('HAR-2', [1], [response], { wideScope: true })).toBe('H M M approve_with_conditions')
  expect(levelsOf('HAR-2', [1], [response], { irreversible: true })).toBe('H H H escalate')
})

test('one id is one safeguard, however often it is listed', () => {
  const twice = [control('a', 'prevent', 2, 'tested', 'HAR-2'), control('a', 'prevent', 2, 'tested', 'HAR-2')]
  expect(levelsOf('HAR-2', [1, 1, 1], twice)).toBe('H H H escalate')
})

test('an answer that is not acceptable counts as blank: it scores nothing and breaks nothing', () => {
  const rubric = compiled([
    question('h', 'harms'),
    question('c', 'controls'),
    question('s', 'single', { allow_unknown: false, options: [option('bad', [{ harm: 'CSE-3', dL: 2 }])] }),
  ])
  const { facts, assessment, decision } = evaluate(rubric, {
    answers: { h: answered(7), c: answered([{ id: 1 }]), s: unknown },
  })
  expect(facts.invalid.map(({ questionId }) => questionId)).toEqual(['h', 'c', 's'])
  expect(assessment?.harms).toEqual([])
  expect(decision?.proposal).toBe('request_changes')
})

test('not known counts as the worst answer at a gate, else as the worst but one', () => {
  const inherent = (gate: boolean) => {
    const rubric = compiled([
      question('s', 'single', {
        gate,
        options: [option('a', [{ harm: 'HAR-2', dL: 2 }]), option('b', [{ harm: 'HAR-2', dL: 1 }]), option('c')],
      }),
    ])
    return evaluate(rubric, { answers: { s: unknown } }).assessment?.harms[0]?.inherent.likelihood
  }
  expect([inherent(true), inherent(false)]).toEqual([3, 2])
})

test('a reason reads right whatever the name of the harm: one, many or a quantity', () => {
  const rubric = compiled([question('s', 'single', { options: [option('bad', [{ harm: 'MIN-3', dL: 2 }])] })])
  const { decision } = evaluate(rubric, { answers: { s: answered('bad') } })
  expect(decision?.reasons.map(({ text }) => text)).toContain(
    'Stays high (H), so the council decides: Dangerous challenges.',
  )
})
