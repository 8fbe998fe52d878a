import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  askedIn,
  type ConditionDraft,
  type DecisionDesk,
  type DecisionDraft,
  decisionCheck,
  noteKey,
  readChanges,
  readDecision,
  requestChangesInput,
  sentOf,
  writtenIn,
} from '#app/domain/reviews/index.ts'
import { BUILD_DAY } from '#tests/support/build.ts'

const formOf = (fields: readonly (readonly [string, string])[]) => {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  return form
}
const row = (more: Partial<ConditionDraft> = {}): ConditionDraft => ({
  ...{ text: 'The switch is tested.', ownerId: randomUUID(), dueOn: '2026-12-24', gate: 'before_launch' },
  ...{ gateValue: '', ...more },
})

describe('the decision form, as it is read', () => {
  const fields = (at: number, one: ConditionDraft) =>
    Object.entries(one).map(([name, value]) => [`conditions.${at}.${name}`, value] as const)

  test('rows with words come first, so that problems are told of the rows the page shows again', () => {
    const [first, empty, second] = [row({ text: 'One' }), row({ text: ' ', dueOn: '2027-01-01' }), row({ text: 'Two' })]
    const draft = readDecision(formOf([...fields(0, first), ...fields(1, empty), ...fields(2, second)]))
    expect(draft.conditions).toEqual([first, second, empty])
    expect(writtenIn(draft.conditions)).toEqual([first, second])
  })

  test('line breaks are one character, and a number left over from another gate is none', () => {
    const draft = readDecision(formOf([['reasons', 'a\r\nb'], ...fields(0, row({ gateValue: '10' }))]))
    expect(draft.reasons).toBe('a\nb')
    expect(writtenIn(draft.conditions)[0]?.gateValue).toBe('')
  })
})

describe('what the decision form checks before it is sent', () => {
  const desk = {
    ...{ proposal: 'approve_with_conditions', residual: 'M', authority: 'lead', escalated: false, roles: ['lead'] },
    today: BUILD_DAY,
  } as unknown as DecisionDesk
  const draft = (more: Partial<DecisionDraft>): DecisionDraft => ({
    ...{ onceKey: randomUUID(), outcome: 'approve_with_conditions', reasons: 'So be it.', overrideReason: '' },
    ...{ conditions: [row()], ...more },
  })
  const problems = (more: Partial<DecisionDraft>) =>
    decisionCheck(desk)
      .safeParse({ ...sentOf(draft(more)), reviewId: randomUUID() })
      .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)

  test('what the server would say, field by field', () => {
    expect(problems({})).toBeUndefined()
    expect(problems({ conditions: [row({ text: '' })], reasons: '' })).toEqual([
      'reasons: Give the reasons in plain words; the submitter reads them.',
      'conditions: Add a condition, or approve without.',
    ])
    expect(problems({ conditions: [row({ dueOn: '2026-11-22', ownerId: '' })] })).toEqual([
      'conditions.0.ownerId: Choose who owns it.',
      'conditions.0.dueOn: This day has passed. Choose Mon 23 Nov 2026 or later.',
    ])
    expect(problems({ outcome: 'approve' })).toEqual(['overrideReason: Say why the proposal does not fit here.'])
    expect(problems({ outcome: '' })).toEqual(['outcome: Choose a decision.'])
  })

  test('conditions are sent with the decision that carries them only', () => {
    expect(problems({ outcome: 'block', conditions: [row({ dueOn: '' })] })).toBeUndefined()
  })
})

describe('the form that asks for changes', () => {
  const key = 'context.people_reached'

  test('every note comes back to its question; those of ticked questions are asked', () => {
    const draft = readChanges(
      formOf([
        ['note', 'Say more.'],
        ['questions', key],
        [`notes.${noteKey(key)}`, 'Which\r\npilot?'],
        [`notes.${noteKey('context.owner')}`, 'Who?'],
        ['notes.__proto__', 'no'],
      ]),
    )
    expect(draft.notes).toEqual({ 'context~people_reached': 'Which\npilot?', 'context~owner': 'Who?' })
    expect(askedIn(draft).questions).toEqual([{ questionKey: key, note: 'Which\npilot?' }])
  })

  test('nothing ticked is said beside the questions, also where there is one checkbox', () => {
    const said = (questions: unknown) =>
      requestChangesInput
        .safeParse({
          ...askedIn({ onceKey: randomUUID(), note: 'x', questions: questions as string[], notes: {} }),
          reviewId: randomUUID(),
        })
        .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    expect(said([])).toEqual(['questions: Choose at least one question to open again.'])
    expect(said(false)).toEqual(['questions: Choose at least one question to open again.'])
    expect(said(key)).toBeUndefined()
  })
})
