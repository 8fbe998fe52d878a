import { expect, test } from 'vitest'
import { readAnswersFile } from '#app/rubric/answers-file.ts'
import { answered, compiled, option, question, unknown } from './fixtures/rubrics.ts'

const rubric = compiled(
  [
    question('ask.minors', 'yes_no'),
    question('ask.kind', 'multi', { options: [option('chat'), option('voice')] }),
    question('ask.why', 'text'),
    question('ask.owner', 'person', { allow_na: true }),
  ],
  { given: [{ id: 'tier', kind: 'single', text: 'Tier', values: ['T3', 'T4'] }] },
)
const read = (text: string) => readAnswersFile(text, rubric)
const firstFinding = (text: string) => read(text).diagnostics[0]

test('values, lists, unknown, notes and reasons are read as what they are', () => {
  const file = read('ask.minors: unknown\nask.kind: chat\nask.why: {value: unknown}\nask.owner: {n_a: "nobody yet"}')
  expect(file.ok && file.value.answers).toEqual({
    'ask.minors': unknown,
    'ask.kind': answered(['chat']),
    'ask.why': answered('unknown'),
    'ask.owner': { state: 'n_a', reason: 'nobody yet' },
  })
})
test('in a text, "unknown" is a word', () => {
  const file = read('ask.why: unknown\nask.minors: {unknown: "asked"}')
  expect(file.ok && file.value.answers).toEqual({
    'ask.why': answered('unknown'),
    'ask.minors': { state: 'unknown', note: 'asked' },
  })
})
test('an envelope holds given facts and scores', () => {
  const file = read(
    'given: {tier: T4}\nanswers: {ask.minors: yes}\nscoring: {harms: {CSE-3: {confidence: D}}}\nopen_conditions: 2',
  )
  expect(file.ok && file.value).toMatchObject({
    given: { tier: answered('T4') },
    scoring: { harms: { 'CSE-3': { confidence: 'D' } } },
    openConditions: 2,
  })
})
test.each([
  ['ask.minor: yes', 'unknown-question', 'Did you mean ask.minors?'],
  ['ask.kind: [chatt]', 'answer-not-an-option', 'Did you mean chat?'],
  ['ask.minors: n_a', 'reason-missing', 'n_a: "the reason"'],
  ['ask.minors: {maybe: 1}', 'answer-shape', '{unknown: "note"}'],
  ['given: {tierr: T4}', 'unknown-given', 'Did you mean tier?'],
  ['given: {tier: T9}', 'given-not-allowed', 'Use T3, T4.'],
  ['scoring: {harms: {CSE-9: {likelihood: 2}}}', 'unknown-harm', 'Did you mean CSE-'],
  ['scoring: {harms: {CSE-3: {likelihood: 9}}}', 'out-of-bounds', 'bounds'],
  ['ask.minors: &a yes', 'anchor', 'Remove'],
])('%s is refused as %s', (text, code, remedy) => {
  expect(firstFinding(text)).toMatchObject({ code, remedy: expect.stringContaining(remedy) })
})
