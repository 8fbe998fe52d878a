import { expect, test } from 'vitest'
import { firstAct, type OwnCondition, type ReviewRowView } from '#app/domain/reviews/index.ts'

const TODAY = new Date('2026-11-23T09:00:00Z')
const row = (id: string, dueOn: string | null) => ({ id, dueOn, teamTimeZone: 'Europe/Dublin' }) as ReviewRowView
const condition = (id: string, dueOn: string) => ({ id, dueOn, zone: 'America/Sao_Paulo' }) as OwnCondition
const first = (rows: ReviewRowView[], conditions: OwnCondition[] = []) =>
  firstAct({ now: { rows, more: false }, conditions }, TODAY)

test('when nothing waits, a new launch may come first', () => {
  expect(first([])).toBeNull()
  expect(first([], [condition('later', '2026-11-24')])).toBeNull()
})

test('what waits for a person comes first, whether it has a day or not', () => {
  expect(first([row('heaviest', '2026-11-30'), row('next', '2026-11-27')])).toBe('heaviest')
  expect(first([row('triage', null)])).toBe('triage')
})

test('what is overdue comes before what is only heavy', () => {
  expect(first([row('heavy', '2026-11-30'), row('overdue', '2026-11-19')])).toBe('overdue')
})

test('a day is over at 17:00 where it is kept', () => {
  expect(first([row('heavy', null), row('today', '2026-11-23')])).toBe('heavy')
})

test('an overdue condition comes first when no review waits', () => {
  expect(first([], [condition('later', '2026-11-24'), condition('missed', '2026-11-20')])).toBe('missed')
  expect(first([row('review', '2026-12-01')], [condition('missed', '2026-11-20')])).toBe('review')
})
