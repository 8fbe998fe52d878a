import { describe, expect, test } from 'vitest'
import { compileRubric } from '#app/rubric/index.ts'
import { lintRubric } from '#app/rubric/lint/lint.ts'
import { parseRubric, parseTaxonomy } from '#app/rubric/parse/parse.ts'
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

describe('a diagnostic says the line to look at', () => {
  const file = [
    'schema: 1', // 1
    'key: small',
    'version: 1.0.0',
    'title: Small',
    'summary: Small.', // 5
    'effective: 2026-10-01',
    'language: en',
    'taxonomy: harms@2026-06',
    'budget: { visible_questions: 60 }',
    'sections:', // 10
    '  - id: all_of_it',
    '    title: All',
    '    questions:',
    '      - id: contact.default_inbound',
    '        kind: yes_no', // 15
    '        text: a',
    '        help: a',
    '        example: a',
    '        dimension: exposure',
    '        refs: ["DTSP:PD4"]', // 20
    '      - id: second',
    '        kind: single',
    '        text: a',
    '        help: a',
    '        example: a', // 25
    '        dimension: exposure',
    '        refs: ["DTSP:PD4"]',
    '        options:',
    '          - { value: x, label: x }',
    '          - { value: y, label: y }', // 30
    '        show_when:',
    '          any:',
    '            - { contact.default_inbound: yes }',
    '            - not:',
    '                contact.default_inbound: { in: [yes, no] }', // 35
  ]
  const found = (from: string, to: string) =>
    parseRubric(file.join('\n').replace(from, to), taxonomy).diagnostics.map(({ code, line }) => [code, line])

  test.each<[string, string, string, [string, number][]]>([
    [
      'of a misspelt question, however deep',
      '- { contact.default_inbound',
      '- { contact.inbound',
      [['unknown-question', 33]],
    ],
    ['of a misspelt value of a question with dots in its id', '[yes, no]', '[yes, none]', [['unknown-option', 35]]],
    [
      'of a question that lacks a key',
      '        example: a\n        dimension',
      '        dimension',
      [['missing-key', 14]],
    ],
    ['of a key nobody knows', 'label: y', 'label: y, colour: red', [['unknown-key', 30]]],
    ['of an option that stands twice', 'value: y', 'value: x', [['duplicate-option', 30]]],
    ['of a number that is none', 'visible_questions: 60', 'visible_questions: many', [['wrong-type', 9]]],
    ['of a key that stands twice', 'language: en', 'language: en\ntitle: Again', [['duplicate-key', 8]]],
    ['of broken YAML', 'kind: single', 'kind: "single', [['yaml-missing-char', 22]]],
  ])('%s', (_, from, to, expected) => {
    expect(found(from, to)).toEqual(expected)
  })

  test('the lint’s too', () => {
    const text = file.join('\n').replace('{ in: [yes, no] }', '{ gt: 3 }')
    const parsed = parseRubric(text, taxonomy)
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics))
    const { value, lineOf } = parsed
    expect(lintRubric(compileRubric(value, taxonomy), { lineOf })).toMatchObject([
      {
        code: 'test-never-holds',
        path: 'sections[0].questions[1].show_when.any[1].not.contact.default_inbound',
        line: 35,
      },
    ])
    expect(lineOf('sections[0].questions[1].show_when')).toBe(31)
    expect(lineOf('sections[0].questions[7]')).toBe(13)
    expect(lineOf('nothing.of.this')).toBeUndefined()
  })
})
