import { describe, expect, test } from 'vitest'
import { parseRubric, parseTaxonomy } from '#app/rubric/parse/parse.ts'
import { question, rubricText, taxonomy } from './fixtures/rubrics.ts'

const good = (): Record<string, unknown> => JSON.parse(rubricText([question('a', 'yes_no')]))
const withKey = (change: (rubric: Record<string, unknown>) => void): string => {
  const rubric = good()
  change(rubric)
  return JSON.stringify(rubric)
}
const first = (rubric: Record<string, unknown>): Record<string, unknown> =>
  (rubric.sections as { questions: Record<string, unknown>[] }[])[0]?.questions[0] ?? {}
const inQuestion = (more: Record<string, unknown>) => withKey((rubric) => Object.assign(first(rubric), more))
const block = (levels: number, key: string) => Array.from({ length: levels }, (_, i) => ' '.repeat(i) + key).join('\n')
const lines = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n')
const laugh = [
  'a: &a [lol, lol]',
  ...'bcdefgh'.split('').map((name, i) => `${name}: &${name} [*${'abcdefg'[i]}, *${'abcdefg'[i]}]`),
]
const long = 'q'.repeat(79)

const corpus: Record<string, string> = {
  'alias bomb': laugh.join('\n'),
  'one alias': 'a: &x 1\nb: *x',
  'alias as key': 'a: &x k\n*x : 1',
  'unresolved alias': 'a: *nowhere',
  'one anchor': 'schema: &x 1',
  'anchor on a key': '&x schema: 1',
  '9,000 anchors': lines(9_000, (i) => `- &a${i} x`),
  'anchors in a row': '&a '.repeat(30_000),
  'aliases in a row': '*a '.repeat(80_000),
  'merge key': '<<: {schema: 1}',
  'merge of an alias': 'a: &a {b: 1}\nc:\n  <<: *a',
  'known tag': 'schema: !!int "1"',
  'tag on a map': 'sections: !!map {a: b}',
  'unknown tag': 'schema: !exec rm',
  'javascript tag': 'schema: !!js/function "function(){}"',
  'binary tag': 'schema: !!binary aGVsbG8=',
  'tag on a key': '!!str schema: 1',
  'a very long tag': '!'.repeat(200_000),
  '__proto__ at the top': withKey(() => {}).replace('{', '{"__proto__": {"polluted": true}, '),
  '__proto__ in a question': JSON.stringify(good()).replace('"id":"a"', '"id":"a","__proto__":{"x":1}'),
  '__proto__ in a condition': JSON.stringify(good()).replace('"id":"a"', '"id":"a","show_when":{"__proto__":"yes"}'),
  'constructor as a key': 'constructor: {prototype: {polluted: true}}',
  'prototype as a key': 'a: {prototype: 1}',
  'constructor as an id': inQuestion({ id: 'constructor' }),
  '10,000 keys': lines(10_000, (i) => `k${i}: 1`),
  '10,000 keys in flow': `{${lines(10_000, (i) => `k${i}: 1,`).replaceAll('\n', ' ')}}`,
  '250,000 items in flow': `[${'1,'.repeat(250_000)}]`,
  '120,000 items in flow': `[${'1,'.repeat(120_000)}]`,
  '65,000 items in block': '- a\n'.repeat(65_000),
  '100,000 empty items': '-\n'.repeat(100_000),
  '100,000 empty keys': '?\n'.repeat(100_000),
  '100,000 empty values': ':\n'.repeat(100_000),
  'deep flow lists': '['.repeat(5_000) + ']'.repeat(5_000),
  'deep flow maps': '{a: '.repeat(5_000) + '}'.repeat(5_000),
  'deep block lists on one line': `${'- '.repeat(30_000)}a`,
  'deep block keys on one line': `${'? '.repeat(30_000)}a`,
  'deep block maps': block(700, 'a:'),
  'deep block lists': block(500, '-'),
  'values in a row': 'a: '.repeat(80_000),
  'values in a row in flow': `[${'a: '.repeat(30_000)}]`,
  'question marks in flow': `[${'? '.repeat(30_000)}]`,
  'closing brackets': ']'.repeat(100_000),
  'unclosed brackets': '[a, '.repeat(20),
  'quotes in a row': '"'.repeat(200_000),
  'a string that never ends': `a: "${'x\n\n'.repeat(80_000)}"`,
  'over 256 KB': `title: ${'x'.repeat(300_000)}`,
  'over 256 KB in few characters': `title: "${'😀'.repeat(70_000)}"`,
  'a NUL': 'schema: 1\u0000',
  'an escaped NUL': withKey((rubric) => {
    rubric.title = 'a\u0000b'
  }),
  'duplicate keys': 'schema: 1\nschema: 1',
  'duplicate keys, quoted': 'schema: 1\n"schema": 1',
  'several documents': 'schema: 1\n---\nschema: 1',
  '60,000 documents': '---\n'.repeat(60_000),
  '20,000 directives': '%YAML 1.2\n'.repeat(20_000),
  'tabs for indentation': 'a:\n\t- b',
  'only tabs': '\t'.repeat(200_000),
  'only comments': '#\n'.repeat(100_000),
  nothing: '',
  'a list instead of a map': '- a',
  'a word instead of a map': 'hello',
  'a number as key': '1: a',
  'a list as key': '? [a, b]\n: c',
  'not a number': withKey(() => {}).replace('"visible_questions":60', '"visible_questions":.nan'),
  infinity: withKey(() => {}).replace('"visible_questions":60', '"visible_questions":.inf'),
  'a huge number': withKey(() => {}).replace('"visible_questions":60', '"visible_questions":1e400'),
  'a number that loses digits': withKey(() => {}).replace(
    '"visible_questions":60',
    '"visible_questions":12345678901234567890',
  ),
  'UTF-16 read as text': [...rubricText([question('a', 'yes_no')])].map((letter) => `${letter}\u0000`).join(''),
  'half a character pair as key': '"\\ud800": 1',
  'an unknown key at the top': withKey((rubric) => {
    rubric.hook = 'x'
  }),
  'an unknown key in a section': JSON.stringify(good()).replace('"id":"all_of_it"', '"id":"all_of_it","x":1'),
  'an unknown key in a question': inQuestion({ onload: 'x' }),
  'an unknown key in an option': inQuestion({ kind: 'single', options: [{ value: 'a', label: 'A', score: 9 }] }),
  'an unknown key in an effect': inQuestion({
    kind: 'single',
    options: [{ value: 'a', label: 'A', effects: [{ harm: 'HAR-1', dX: 1 }] }],
  }),
  'an unknown key in a test': inQuestion({ show_when: { b: { matches: '^(a+)+$' } } }),
  'an unknown key in a count': inQuestion({ show_when: { count: { of: [{ a: 'yes' }], at_least: 1, sum: 2 } } }),
  'a text where a number belongs': withKey(() => {}).replace('"visible_questions":60', '"visible_questions":"many"'),
  'sections that are no list': withKey((rubric) => {
    rubric.sections = 'none'
  }),
  'a schema of the future': withKey((rubric) => {
    rubric.schema = 2
  }),
  'no schema': withKey((rubric) => {
    delete rubric.schema
  }),
  'a question that waits for itself': inQuestion({ show_when: { a: 'yes' } }),
  'questions that wait for each other': rubricText([
    question('a', 'yes_no', { show_when: { b: 'yes' } }),
    question('b', 'yes_no', { show_when: { a: 'yes' } }),
  ]),
  'a combinator as id': inQuestion({ id: 'all' }),
  'a given fact with a reserved id': withKey((rubric) => {
    rubric.given = [{ id: 'not', kind: 'yes_no', text: 'x' }]
  }),
  'unknown as an option': inQuestion({ kind: 'single', options: [{ value: 'unknown', label: 'A' }] }),
  'an id in capitals': inQuestion({ id: 'A' }),
  'an id with script': inQuestion({ id: '<script>' }),
  'a harm that does not exist': inQuestion({
    kind: 'single',
    options: [{ value: 'a', label: 'A', effects: [{ harm: 'ZZZ-9' }] }],
  }),
  'a condition of conditions of conditions': inQuestion({
    show_when: Array.from({ length: 9 }).reduce<unknown>((inner) => ({ not: inner }), { a: 'yes' }),
  }),
  'an empty condition': inQuestion({ show_when: {} }),
  'a date that is no day': withKey((rubric) => {
    rubric.effective = '2026-02-31'
  }),
  'thousands of unknown names': rubricText(
    Array.from({ length: 200 }, (_, i) =>
      question(
        `${long.slice(0, 70)}${'abcdefghij'[i % 10]}${'abcdefghij'[Math.floor(i / 10) % 10]}${i > 99 ? 'x' : 'y'}`,
        'text',
        {
          show_when: Object.fromEntries(
            Array.from({ length: 7 }, (_, j) => [`${'abcdefg'[j]}${long.slice(1)}`, 'yes']),
          ),
        },
      ),
    ).slice(0, 60),
  ),
}

describe('a hostile file is refused in under a second, with a code and a remedy', () => {
  test('there are at least sixty of them', () => expect(Object.keys(corpus).length).toBeGreaterThanOrEqual(60))
  test.each(Object.entries(corpus))('%s', (_, text) => {
    const before = process.memoryUsage().heapUsed
    // Processor time: a busy machine must not decide whether this passes.
    const start = process.cpuUsage()
    const parsed = parseRubric(text, taxonomy)
    const { user, system } = process.cpuUsage(start)
    const spent = (user + system) / 1000
    expect(parsed.ok).toBe(false)
    expect(parsed.diagnostics.length).toBeGreaterThan(0)
    expect(parsed.diagnostics.length).toBeLessThanOrEqual(400)
    for (const { code, message, remedy } of parsed.diagnostics) {
      expect(code).toMatch(/^[a-z][a-z0-9-]+$/)
      expect(message).not.toBe('')
      expect(message.length).toBeLessThan(1_000)
      expect(remedy).not.toBe('')
    }
    expect(spent).toBeLessThan(1_000)
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(200 * 1024 * 1024)
  })
  test('and nothing of it stays behind in the process', () => {
    for (const text of Object.values(corpus).slice(0, 30)) parseTaxonomy(text)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})
