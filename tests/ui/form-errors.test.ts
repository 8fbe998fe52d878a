import { expect, test } from 'vitest'
import { errorsIn, listErrors, messageIn, ownMessage } from '#app/ui/kit/form-errors.ts'

const values = {
  outcome: '',
  conditions: [
    { text: 'a', dueOn: '' },
    { text: '', dueOn: '' },
  ],
  questions: ['one', 'two'],
  reasons: '',
}
const problem = (fields: Record<string, string>) => errorsIn({ message: 'No.', fields })

test('errors are listed in the order of the form, each by the name of its field', () => {
  const errors = problem({
    reasons: 'Why?',
    'conditions.1.dueOn': 'When?',
    conditions: 'Too few.',
    outcome: 'Choose.',
  })
  expect(listErrors(errors, values)).toEqual([
    { name: 'outcome', message: 'Choose.' },
    { name: 'conditions', message: 'Too few.' },
    { name: 'conditions.1.dueOn', message: 'When?' },
    { name: 'reasons', message: 'Why?' },
  ])
  expect(ownMessage(errors.conditions)).toBe('Too few.')
})

test('a list of choices is one field: what is said of a part of it is said of the whole', () => {
  const errors = problem({ 'questions.1.note': 'Too long.' })
  expect(listErrors(errors, values)).toEqual([{ name: 'questions', message: 'Too long.' }])
  expect(messageIn(errors.questions)).toBe('Too long.')
})

test('what concerns no field of the form comes first, without a name', () => {
  expect(listErrors(errorsIn({ message: 'It has moved on.', fields: {} }), values)).toEqual([
    { name: undefined, message: 'It has moved on.' },
  ])
  expect(listErrors(problem({ onceKey: 'Load the page again.', reasons: 'Why?' }), values)).toEqual([
    { name: undefined, message: 'Load the page again.' },
    { name: 'reasons', message: 'Why?' },
  ])
})

test('where nothing is wrong nothing is said', () => {
  expect(listErrors({}, values)).toEqual([])
  expect(messageIn(undefined)).toBeUndefined()
  // The library hangs the field itself on its error.
  expect(messageIn({ ref: { message: 'a field that is called so' } })).toBeUndefined()
})
