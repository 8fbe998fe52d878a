import { parse, stringify } from 'yaml'
import { question, rubricText } from '../fixtures/rubrics.ts'

/** What lies at a place of a library: a text, bytes, a link or something that is no file. */
type Thing = string | Uint8Array | { link: string } | 'a pipe' | 'a folder'

/** A library with something hostile in it, and the code that must be said about it; none where it is only slow. */
export type Hostile = { files: Readonly<Record<string, Thing>>; code?: string | RegExp; line?: number }

const RUBRIC = 'evil/1.0.0.yaml'
const plain = (more: Record<string, unknown> = {}): Record<string, unknown> =>
  parse(rubricText([question('a', 'yes_no'), question('b', 'text')], { key: 'evil', ...more }))
const text = (more: Record<string, unknown> = {}): string => stringify(plain(more), { lineWidth: 0 })
const good = text()
const rubric = (content: Thing, code: string | RegExp, line?: number): Hostile => ({
  files: { [RUBRIC]: content },
  code,
  ...(line === undefined ? {} : { line }),
})
/** The good rubric with one line instead of another. */
const swapped = (from: string, to: string, code: string | RegExp, below = 0): Hostile => {
  if (!good.includes(from)) throw new Error(`the good rubric has no ${from}`)
  const line = good.slice(0, good.indexOf(from)).split('\n').length
  return rubric(good.replace(from, to), code, line + below)
}
const asked = (more: Record<string, unknown>): string =>
  text({ sections: [{ id: 's', title: 'S', questions: [question('a', 'yes_no', more)] }] })
const options = (count: number) => Array.from({ length: count }, (_, i) => ({ value: `o${i}`, label: 'x' }))
const beside = (files: Record<string, Thing>, code: string | RegExp): Hostile => ({
  files: { [RUBRIC]: good, ...files },
  code,
})

const texts = (id: string) => ({ [id]: { text: 't', help: 'h', example: 'e' } })
const translation = (more: Record<string, unknown> = {}, questions: Record<string, unknown> = {}): string =>
  stringify({
    ...{ schema: 1, translates: 'evil@1.0.0', language: 'pt-BR', title: 't', summary: 's' },
    sections: { all_of_it: { title: 't' } },
    questions: { ...texts('a'), ...texts('b'), ...questions },
    ...more,
  })
const TRANSLATION = 'evil/1.0.0.pt-BR.yaml'
const scenario = (more: Record<string, unknown> = {}) =>
  stringify({ rubric: 'evil@1.0.0', title: 't', answers: {}, expect: { decision: 'request_changes' }, ...more })
const SCENARIO = 'evil/scenarios/one.yaml'

const chain = Array.from({ length: 780 }, (_, i) =>
  question(`q${i}`, 'yes_no', i > 0 ? { show_when: { [`q${i - 1}`]: 'yes' } } : {}),
)
const tierAbout = Object.fromEntries(
  ['T0', 'T1', 'T2', 'T3', 'T4'].map((tier) => [tier, { title: 't', next: 'n', business_days: 1 }]),
)
const letters = [...'abcdefghij']
const wide = {
  sections: [{ id: 's', title: 'S', questions: letters.map((id) => question(id, 'single', { options: options(6) })) }],
  decision: undefined,
  tiers: {
    rules: Array.from({ length: 30 }, (_, i) => ({
      ...{ id: `r${i}`, tier: 'T1', because: 'b' },
      when: {
        count: {
          of: letters.slice(0, 5 + (i % 2)).map((id) => ({ [id]: { in: ['o0', `o${i % 6}`] } })),
          at_least: 1 + (i % 5),
        },
      },
    })),
    otherwise: { tier: 'T0', because: 'b' },
    about: tierAbout,
  },
}

/** Named by what somebody tries. */
export const HOSTILE: Readonly<Record<string, Hostile>> = {
  'a taxonomy outside': swapped('taxonomy: harms@2026-06', 'taxonomy: ../../../etc/passwd@2026-06', 'wrong-format'),
  'a taxonomy by an absolute path': swapped('taxonomy: harms@2026-06', 'taxonomy: /etc/passwd@2026-06', 'wrong-format'),
  'a taxonomy that is not there': swapped('taxonomy: harms@2026-06', 'taxonomy: nothing@2026-06', 'pack-missing'),
  'a table outside': rubric(good.replace('default-5x5@2026-06', '../../x@2026-06'), 'wrong-format'),
  'a table at an address': rubric(
    good.replace('default-5x5@2026-06', 'https://evil.example/t@2026-06'),
    'wrong-format',
  ),
  'an add-on outside': rubric(text({ add_ons: ['../launch-full@1.0.0'] }), 'wrong-format'),
  'an add-on outside, encoded': rubric(text({ add_ons: ['..%2fevil@1.0.0'] }), 'wrong-format'),
  'an add-on that is not there': rubric(text({ add_ons: ['nothing@1.0.0'] }), 'pack-missing'),
  'a link out of the library': rubric({ link: '/etc/hostname' }, 'outside-library'),
  'a link to an endless device': rubric({ link: '/dev/zero' }, 'outside-library'),
  'a link to itself': rubric({ link: '1.0.0.yaml' }, 'not-a-file'),
  'a link to nothing': rubric({ link: 'nowhere.yaml' }, 'not-a-file'),
  'a pipe that nobody writes to': rubric('a pipe', 'not-a-file'),
  'a folder called like a version': rubric('a folder', 'not-a-file'),
  'a taxonomy that is a link out': {
    files: {
      [RUBRIC]: good.replace('harms@2026-06', 'far@2026-06'),
      'taxonomies/far@2026-06.yaml': { link: '/etc/hostname' },
    },
    code: 'outside-library',
  },
  'an add-on that is a pipe': {
    files: { [RUBRIC]: text({ add_ons: ['other@1.0.0'] }), 'other/1.0.0.yaml': 'a pipe' },
    code: 'not-a-file',
  },
  'bytes of a picture': rubric(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0xff, 0xd8]), 'not-utf-8'),
  'UTF-16 with its mark': rubric(Buffer.from(`\ufeff${good}`, 'utf16le'), 'not-utf-8'),
  'letters cut in half': rubric(Buffer.concat([Buffer.from(good), Uint8Array.from([0xc3])]), 'not-utf-8'),
  'a NUL': rubric(`${good}\u0000`, 'nul-character'),
  'nothing at all': rubric('', /wrong-type|missing-key/),
  'a text of 300 kB': rubric(`${good}# ${'x'.repeat(300_000)}`, 'file-too-large'),
  'text that runs backwards': swapped('title: Small', 'title: Small \u202egnp.exe', 'hidden-character'),
  'a comment that runs backwards': swapped('title: Small', 'title: Small # \u2066safe\u2069', 'hidden-character'),
  'text that runs backwards, escaped': swapped('title: Small', 'title: "Small \\u202e"', 'hidden-character'),
  'an id with a space of no width': swapped('- id: a\n', '- id: "a\\u200b"\n', 'hidden-character'),
  'a key with a space of no width': swapped('title: Small', '"title\\u200b": Small', 'hidden-character'),
  'a mark in the middle of the text': swapped('title: Small', 'title: Sm\ufeffall', 'hidden-character'),
  'colours for the terminal': swapped('title: Small', 'title: "\\e[31mSmall"', 'hidden-character'),
  'a sign of private use': swapped('title: Small', 'title: Small \ue000', 'hidden-character'),
  'half a character': swapped('title: Small', 'title: "\\ud800"', 'hidden-character'),
  'an id in Cyrillic': swapped('- id: a\n', '- id: \u0430\n', 'wrong-format'),
  'an id in wide letters': swapped('- id: a\n', '- id: \uff41\n', 'wrong-format'),
  'a key with one Cyrillic letter': swapped('title: Small', 't\u0456tle: Small', 'unknown-key'),
  'a key twice': swapped('title: Small', 'title: Small\ntitle: Large', 'duplicate-key', 1),
  'a key twice, once escaped': swapped('title: Small', 'title: Small\n"titl\\u0065": Large', 'duplicate-key', 1),
  'a merge key': swapped('title: Small', 'title: Small\n<<: { summary: x }', 'merge-key', 1),
  'a bomb of aliases': rubric(
    `a: &a [x, x]\n${[...'bcdefghi'].map((name, i) => `${name}: &${name} [*${'abcdefgh'[i]}, *${'abcdefgh'[i]}]`).join('\n')}`,
    'anchor',
  ),
  'a function of JavaScript': swapped('title: Small', 'title: !!js/function "function () {}"', /tag/),
  'an object of Python': swapped('title: Small', 'title: !!python/object/apply:os.system [id]', /tag/),
  'bytes by a tag': swapped('title: Small', 'title: !!binary aGVsbG8=', /tag/),
  'a time by a tag': swapped('effective: 2026-10-01', 'effective: !!timestamp 2026-10-01', /tag/),
  'a day that is none': swapped('effective: 2026-10-01', 'effective: 2026-02-30', 'not-a-day'),
  'not a number': swapped('visible_questions: 60', 'visible_questions: .nan', 'number-out-of-range'),
  'an endless number': swapped('visible_questions: 60', 'visible_questions: .inf', 'number-out-of-range'),
  'a number with a long exponent': swapped('visible_questions: 60', 'visible_questions: 1e9999', 'number-out-of-range'),
  'a number that loses digits': swapped(
    'visible_questions: 60',
    'visible_questions: 0x7fffffffffffffff',
    'number-out-of-range',
  ),
  'a number below nothing': swapped('visible_questions: 60', 'visible_questions: -1', 'out-of-bounds'),
  'a time of day for a number': swapped('visible_questions: 60', 'visible_questions: 12:30:45', 'wrong-type'),
  'a version that is a number': swapped('version: 1.0.0', 'version: 1.0', 'wrong-type'),
  'yes for true': rubric(asked({ gate: 'yes' }), 'wrong-type'),
  'nothing for a list': rubric(text({ sections: null }), 'wrong-type'),
  '10,000 options': rubric(
    asked({ kind: 'single', options: options(10_000) }),
    /too-many-keys|file-too-large|file-too-complex/,
  ),
  '200 options': rubric(asked({ kind: 'single', options: options(200) }), 'out-of-bounds'),
  '2,000 questions': rubric(
    text({
      sections: Array.from({ length: 40 }, (_, s) => ({
        id: `s${'abcdefghij'[s % 10]}${s}`,
        title: 'S',
        questions: Array.from({ length: 50 }, (_, q) => question(`q${s}_${q}`, 'text')),
      })),
    }),
    /too-many-keys|file-too-complex|file-too-large/,
  ),
  'conditions a thousand deep': rubric(
    good.replace('- id: a\n', `- id: a\n        show_when: ${'{ not: '.repeat(1_000)}{ b: x }${' }'.repeat(1_000)}\n`),
    'nesting-too-deep',
  ),
  'conditions ten deep': rubric(
    asked({ show_when: Array.from({ length: 10 }).reduce<unknown>((inner) => ({ not: inner }), { a: 'yes' }) }),
    'condition-too-deep',
  ),
  'a __proto__': rubric(`${good}__proto__: { polluted: true }\n`, 'forbidden-key'),
  'a constructor': rubric(
    good.replace('- id: a\n', '- id: a\n        constructor: { prototype: { polluted: true } }\n'),
    'forbidden-key',
  ),
  'a condition on __proto__': rubric(
    good.replace('- id: a\n', '- id: a\n        show_when: { __proto__: yes }\n'),
    'forbidden-key',
  ),
  'an id that is long and almost right': rubric(asked({ id: `${'a'.repeat(100_000)}!` }), /wrong-format|out-of-bounds/),
  'an id of a thousand parts': rubric(asked({ id: `${'a.'.repeat(40_000)}!` }), /wrong-format|out-of-bounds/),
  'a reference of many blanks': rubric(asked({ refs: [`DTSP:${'A '.repeat(50_000)}!`] }), /wrong-format|out-of-bounds/),
  'a key of many hyphens': swapped('key: evil', `key: ${'a-'.repeat(50_000)}!`, /wrong-format|out-of-bounds/),
  'a taxonomy that almost fits': swapped(
    'taxonomy: harms@2026-06',
    `taxonomy: ${'a'.repeat(100_000)}@`,
    /wrong-format|unknown-taxonomy/,
  ),
  'a pattern in a test': rubric(asked({ show_when: { b: { matches: '^(a+)+$' } } }), 'condition-test'),
  'an add-on that names itself': rubric(
    text({ decision: undefined, add_on: { to: 'evil', when: { a: 'yes' } }, add_ons: ['evil@1.0.0'] }),
    'add-on-decides',
  ),
  'a base that is its own add-on': rubric(text({ add_ons: ['evil@1.0.0'] }), 'not-its-add-on'),
  'two bases that draw each other in': {
    files: {
      [RUBRIC]: text({ add_ons: ['other@1.0.0'] }),
      'other/1.0.0.yaml': text({ key: 'other', add_ons: ['evil@1.0.0'] }),
    },
    code: 'not-its-add-on',
  },
  'a file in another place': { files: { 'other/1.0.0.yaml': good }, code: 'misplaced-file' },
  'a draft of what is published': beside({ 'evil/drafts/1.0.0.yaml': good }, 'draft-of-published'),
  'a translation that scores': beside(
    { [TRANSLATION]: translation({}, { a: { ...texts('a').a, effects: [{ harm: 'CSE-3', dL: 0 }] } }) },
    'unknown-key',
  ),
  'a translation that hides a question': beside(
    { [TRANSLATION]: translation({}, { a: { ...texts('a').a, show_when: { b: 'x' } } }) },
    'unknown-key',
  ),
  'a translation that decides': beside(
    { [TRANSLATION]: translation({ decision: { completeness: 0.5 } }) },
    'unknown-key',
  ),
  'a translation of something outside': beside(
    { [TRANSLATION]: translation({ translates: '../x@1.0.0' }) },
    'wrong-format',
  ),
  'a translation of __proto__': beside(
    { [TRANSLATION]: `${translation()}  __proto__: { text: x, help: x, example: x }\n` },
    'forbidden-key',
  ),
  'a translation of 2,000 unknown ids': beside(
    { [TRANSLATION]: translation({}, Object.assign({}, ...Array.from({ length: 1_500 }, (_, i) => texts(`x${i}`)))) },
    'text-unknown',
  ),
  'a translation of nothing': { files: { [TRANSLATION]: translation() }, code: 'not-its-translation' },
  'a translation that is a pipe': beside({ [TRANSLATION]: 'a pipe' }, 'not-a-file'),
  'an enormous scenario': beside(
    {
      [SCENARIO]: scenario({ answers: Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`q${i}`, 'yes'])) }),
    },
    /file-too-large|too-many-keys/,
  ),
  'scenarios that start from each other': beside(
    { [SCENARIO]: scenario({ base: 'two' }), 'evil/scenarios/two.yaml': scenario({ base: 'one' }) },
    'scenario-fails',
  ),
  'a scenario that starts from outside': beside(
    { [SCENARIO]: scenario({ base: '../../../../etc/passwd' }) },
    'scenario-fails',
  ),
  'a scenario of something outside': beside(
    { [SCENARIO]: scenario({ rubric: '../../launch-full@1.0.0' }) },
    'unknown-rubric',
  ),
  'a scenario with a __proto__': beside(
    { [SCENARIO]: `${scenario()}given: { __proto__: { polluted: yes } }\n` },
    'forbidden-key',
  ),
  'a scenario that is a link out': beside({ [SCENARIO]: { link: '/etc/passwd' } }, 'outside-library'),
  'a taxonomy of 3,000 harms': beside(
    {
      'taxonomies/many@2026-06.yaml': stringify({
        schema: 1,
        key: 'many',
        edition: '2026-06',
        title: 'm',
        groups: [],
        harms: Array.from({ length: 3_000 }, () => ({ code: 'CSE-1' })),
      }),
    },
    /out-of-bounds|too-many-keys|missing-key/,
  ),
  'a table with other levels': beside(
    {
      'tables/odd@2026-06.yaml': stringify({
        schema: 1,
        key: 'odd',
        edition: '2026-06',
        title: 'o',
        rows: Object.fromEntries(['S5', 'S4', 'S3', 'S2', 'S1'].map((row) => [row, ['N', 'N', 'N', 'N', 'Z']])),
      }),
    },
    'value-not-allowed',
  ),
  'a chain of 780 questions': {
    files: {
      [RUBRIC]: text({
        sections: Array.from({ length: 13 }, (_, s) => ({
          id: `s${'abcdefghijklm'[s]}`,
          title: 'S',
          questions: chain.slice(s * 60, s * 60 + 60),
        })),
      }),
    },
  },
  'thirty rules over ten questions': { files: { [RUBRIC]: text(wide) } },
}

/** Odd, and read like any other: the same rubric comes of them. */
export const HARMLESS: Readonly<Record<string, string>> = {
  'a mark at the start': `\ufeff${good}`,
  'lines as Windows ends them': good.replaceAll('\n', '\r\n'),
  'JSON instead of YAML': JSON.stringify(plain(), null, 2),
  'a comment in another language': `# Комментарий, 注释, تعليق 👩‍🚒\n${good}`,
}
export const GOOD = good
