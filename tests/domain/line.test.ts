import { expect, test } from 'vitest'
import { memoLine } from '#app/domain/reviews/index.ts'

const levels = [{ current: 'L' }, { current: 'M' }] as const
const final = (outcome: 'block' | 'approve_with_conditions', authority: string) => ({ outcome, authority })

test('before a decision the memo draws the line that its reader may accept', () => {
  const scored = { state: 'scored', outcome: null } as const
  expect(memoLine(['lead'], scored, undefined, levels)).toBe('M')
  expect(memoLine(['auditor'], scored, undefined, levels)).toBe('L')
})

test('an approval stands at the line of whoever had to approve the worst level', () => {
  const approved = { state: 'decided', outcome: 'approve_with_conditions' } as const
  expect(memoLine(['submitter'], approved, final('approve_with_conditions', 'council'), levels)).toBe('M')
})

test('a refusal stands at the line of whoever signed it, for every reader', () => {
  const blocked = { state: 'decided', outcome: 'block' } as const
  for (const role of ['submitter', 'lead', 'council'])
    expect(memoLine([role], blocked, final('block', 'council'), levels)).toBe('H')
})
