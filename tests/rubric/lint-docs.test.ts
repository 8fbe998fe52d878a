import { expect, test } from 'vitest'
import type { Meaning } from '#app/rubric/diagnostic.ts'
import { RUBRIC_RULES, TABLE_RULES } from '#app/rubric/lint/rules.ts'
import { REFUSALS } from '#app/rubric/parse/codes.ts'
import { codeOf, sourcesIn } from '#tests/architecture/sources.ts'
import { expectDocument } from '#tests/support/document.ts'

const rules = Object.entries<readonly (Meaning & { code: string; severity: string })[]>({
  ...RUBRIC_RULES,
  ...TABLE_RULES,
})
const refusals = Object.entries<Readonly<Record<string, Meaning>>>(REFUSALS)
const COMMAND = 'tests/rubric/lint-docs.test.ts'

test('docs/lint.md says of every code what it finds, why it matters and what to do', () => {
  expectDocument('docs/lint.md', page(), COMMAND)
})

test('a code stands for one thing', () => {
  const codes = [
    ...rules.flatMap(([, family]) => family.map(({ code }) => code)),
    ...refusals.flatMap(([, family]) => Object.keys(family)),
  ]
  expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([])
})

test('no refusal is listed that nobody makes', () => {
  const code = sourcesIn(['app/rubric', 'app/domain/rubric-versions'], /\.ts$/)
    .filter(({ file }) => !file.startsWith('app/rubric/parse/codes'))
    .map(codeOf)
    .join('\n')
  const made = (name: string) => code.includes(name.endsWith('*') ? `\`${name.slice(0, -1)}\${` : `'${name}'`)
  expect(refusals.flatMap(([, family]) => Object.keys(family)).filter((name) => !made(name))).toEqual([])
})

function page(): string {
  return [
    '# What the lint says',
    '',
    '`npx plimsoll rubric lint rubrics` reads rubrics, translations, scenarios, taxonomies and policy tables and prints one line a finding:',
    'file and line, code, path, what is wrong, what to do. Each code has its entry here.',
    '',
    `This page is made of the rules themselves: \`WRITE_DOCUMENTS=1 npx vitest run ${COMMAND}\`.`,
    '',
    '## What is doubtful',
    '',
    'The file can be read. An **error** fails the lint, a **warning** only with `--strict`.',
    ...rules.flatMap(([title, family]) => [
      '',
      `### ${title}`,
      ...family.flatMap((rule) => entry(rule.code, rule, [`- Severity: ${rule.severity}`])),
    ]),
    '',
    '## What is refused',
    '',
    'A file with one of these is not used; each is an **error**. The portal does not start with such a rubric.',
    ...refusals.flatMap(([title, family]) => [
      '',
      `### ${title}`,
      ...Object.entries(family).flatMap(([code, meaning]) => entry(code, meaning)),
    ]),
    '',
  ].join('\n')
}

const entry = (code: string, { finds, matters, remedy }: Meaning, first: readonly string[] = []): string[] => [
  '',
  `#### \`${code}\``,
  '',
  ...first,
  `- Finds: ${finds}`,
  `- Why it matters: ${matters}`,
  `- Remedy: ${remedy}`,
]
