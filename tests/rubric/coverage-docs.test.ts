import { expect, test } from 'vitest'
import { loadLibrary } from '#app/domain/rubric-versions/index.server.ts'
import { type Coverage, coverageOf } from '#app/rubric/coverage.ts'
import type { Rubric } from '#app/rubric/index.ts'
import { expectDocument } from '#tests/support/document.ts'

const COMMAND = 'tests/rubric/coverage-docs.test.ts'
const library = await loadLibrary('rubrics')
const published = [...library.rubrics.keys()].flatMap((key) => library.latest(key)?.compiled.rubric ?? [])

test('docs/coverage.md says which question answers to what, and what nobody asks about', () => {
  expectDocument('docs/coverage.md', page(coverageOf(published), published), COMMAND)
})

test('every reference of a question is counted once', () => {
  const counted = coverageOf(published).flatMap(({ code: prefix, parts, others }) =>
    [...parts, ...others].flatMap(({ code, questions }) =>
      questions.map(({ rubric, id }) => `${rubric} ${id} ${prefix}:${code}`),
    ),
  )
  const written = published.flatMap(({ key, sections }) =>
    sections.flatMap(({ questions }) =>
      questions.flatMap(({ id, refs }) => [...new Set(refs)].map((ref) => `${key} ${id} ${ref}`)),
    ),
  )
  const frameworks = new Set(coverageOf(published).map(({ code }) => code))
  expect(counted.toSorted()).toEqual(written.filter((one) => frameworks.has(one.split(/[ :]/)[2] ?? '')).toSorted())
})

function page(coverage: readonly Coverage[], rubrics: readonly Rubric[]): string {
  const [columns, rest] = [['DTSP', 'OFCOM', 'DSA'], (ref: string) => !/^(DTSP|OFCOM|DSA):/.test(ref)]
  return [
    '# What the questions answer to',
    '',
    `The references of the newest published versions: ${rubrics.map(({ key, version }) => `\`${key}@${version}\``).join(', ')}.`,
    'A gap is a listed part that no question names. It can be meant: not every duty is a matter of a launch.',
    '',
    `This page is made of the rubrics themselves: \`WRITE_DOCUMENTS=1 npx vitest run ${COMMAND}\`.`,
    ...coverage.flatMap(({ code: prefix, name, parts, others, gaps }) => [
      '',
      `## ${prefix}: ${name}`,
      '',
      ...(gaps.length > 0
        ? [
            `Nobody asks about: ${parts
              .filter(({ code }) => gaps.includes(code))
              .map(({ code, name: of }) => `${code} (${of})`)
              .join(' · ')}.`,
            '',
          ]
        : []),
      '| Code | Name | Questions |',
      '|---|---|---|',
      ...[...parts, ...others]
        .filter(({ questions }) => questions.length > 0)
        .map(
          (part) =>
            `| ${part.code} | ${part.name} | ${part.questions.map(({ rubric, id }) => `\`${rubric}\` \`${id}\``).join(', ')} |`,
        ),
    ]),
    ...rubrics.flatMap(({ key, version, sections }) => [
      '',
      `## ${key}@${version}`,
      '',
      '| Question | DTSP | Ofcom | DSA | Other |',
      '|---|---|---|---|---|',
      ...sections
        .flatMap(({ questions }) => questions)
        .map(({ id, text, refs }) => {
          const named = columns.map((prefix) =>
            refs.filter((ref) => ref.startsWith(`${prefix}:`)).map((ref) => ref.slice(prefix.length + 1)),
          )
          const cells = [...named, refs.filter(rest)].map((codes) => codes.join(', '))
          return `| \`${id}\` ${text.replaceAll('|', '\\|')} | ${cells.join(' | ')} |`
        }),
    ]),
    '',
  ].join('\n')
}
