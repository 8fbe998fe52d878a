import { expect, test } from 'vitest'
import { parseRubric, parseTaxonomy } from '#app/rubric/parse.ts'
import { codesOf, option, question, rubricText, taxonomy } from './fixtures/rubrics.ts'

const yesNo = (id: string, more = {}) => question(id, 'yes_no', more)

test.each([
  ['a missing key', rubricText([question('a', 'yes_no', { help: undefined })]), 'missing-key'],
  ['a value of a wrong type', rubricText([question('a', 'yes_no', { help: 3 })]), 'wrong-type'],
  ['an unknown kind', rubricText([question('a', 'magic')]), 'value-not-allowed'],
  ['an id used twice', rubricText([yesNo('a'), yesNo('a')]), 'duplicate-id'],
  [
    'a given fact used twice',
    rubricText([yesNo('a')], {
      given: [
        { id: 'g', kind: 'yes_no', text: 'x' },
        { id: 'g', kind: 'yes_no', text: 'x' },
      ],
    }),
    'duplicate-id',
  ],
  [
    'an option that does not exist',
    rubricText([yesNo('a'), yesNo('b', { show_when: { a: 'yse' } })]),
    'unknown-option',
  ],
  [
    'a number for a word',
    rubricText([question('a', 'single', { options: [option('1')] }), yesNo('b', { show_when: { a: 1 } })]),
    'unknown-option',
  ],
  [
    'an effect on an option that does not exist',
    rubricText([question('a', 'single', { options: [option('x')], effects: [{ harm: 'HAR-1', when: 'y' }] })]),
    'unknown-option',
  ],
  [
    'is and in together',
    rubricText([yesNo('a'), yesNo('b', { show_when: { a: { is: 'yes', in: ['no'] } } })]),
    'condition-test',
  ],
  ['a unit on a text', rubricText([question('a', 'text', { unit: 'days' })]), 'key-without-use'],
])('%s', (_, text, code) => expect(codesOf(text)).toContain(code))

test('a misspelt question is named with its line and the likely one', () => {
  const parsed = parseRubric(
    JSON.stringify(JSON.parse(rubricText([yesNo('minors'), yesNo('b', { show_when: { minor: 'yes' } })])), null, 1),
    taxonomy,
  )
  expect(parsed.diagnostics).toMatchObject([
    {
      code: 'unknown-question',
      path: 'sections[0].questions[1].show_when.minor',
      line: expect.any(Number),
      remedy: 'Did you mean minors?',
    },
  ])
})

test('a pack names each harm once, in a group that exists', () => {
  const harm = { code: 'HAR-1', name: 'x', description: 'x', floor: 3, ofcom: [], valid_from: '2026-06-01' }
  const pack = (harms: unknown[]) =>
    JSON.stringify({
      schema: 1,
      key: 'harms',
      edition: '2026-06',
      title: 'x',
      groups: [{ code: 'HAR', name: 'x' }],
      harms,
    })
  expect(parseTaxonomy(pack([harm])).ok).toBe(true)
  expect(parseTaxonomy(pack([harm, harm])).diagnostics).toMatchObject([{ code: 'duplicate-harm' }])
  expect(parseTaxonomy(pack([{ ...harm, code: 'ZZZ-1' }])).diagnostics).toMatchObject([{ code: 'orphan-harm' }])
})
