import { expect, test } from 'vitest'
import { loadLibrary } from '#app/domain/rubric-versions/index.server.ts'
import { changesPage } from '#app/rubric/diff/changes-page.ts'
import { BUMPS, CHANGE_CLASSES, CHANGE_KINDS, checkBump, diffRubrics, type KindMeaning } from '#app/rubric/diff.ts'
import { expectDocument } from '#tests/support/document.ts'
import { compiled, question } from './fixtures/rubrics.ts'

const COMMAND = 'tests/rubric/changes-docs.test.ts'
const library = await loadLibrary('rubrics', { drafts: true })
const kinds = Object.entries<KindMeaning>(CHANGE_KINDS)

test.each([...library.rubrics.keys()])('rubrics/%s/CHANGES.md says what each version changed', (key) => {
  const all = library.rubrics.get(key) ?? []
  const [versions, drafts] = [false, true].map((draft) =>
    all.filter((one) => one.draft === draft).map((one) => one.compiled),
  )
  expectDocument(`rubrics/${key}/CHANGES.md`, changesPage(versions ?? [], diffRubrics, COMMAND, drafts), COMMAND)
})

test.each([...library.rubrics])('the versions of %s go up by steps that are large enough', (_, versions) => {
  const problems = versions.slice(0, -1).flatMap((version, i) => {
    const before = versions[i + 1]
    const changes = before ? diffRubrics(before.compiled, version.compiled) : []
    return before ? (checkBump(before.version, version.version, changes) ?? []) : []
  })
  expect(problems).toEqual([])
})

test('the page says newest first what changed, and where a version began', () => {
  const versions = [
    compiled([question('a', 'yes_no'), question('b', 'text')], { version: '1.1.0', effective: '2027-01-01' }),
    compiled([question('a', 'yes_no')]),
  ]
  expect(changesPage(versions, diffRubrics, 'x.test.ts').split('\n')).toEqual([
    '# Small: changes',
    '',
    'Made of the versions beside this page: `WRITE_DOCUMENTS=1 npx vitest run x.test.ts`.',
    '',
    '## 1.1.0, from 2027-01-01',
    '',
    'After 1.0.0; the changes take a minor step.',
    '',
    '### Behavioural',
    '',
    '- `b` (“b?”) is new in `all_of_it`.',
    '',
    '## 1.0.0, from 2026-10-01',
    '',
    'The first version: 1 section, 1 question, 0 knock-outs.',
    '',
    '- `all_of_it`: All, 1 question',
    '',
  ])
})

test('a draft stands above the versions, compared with the published one before it', () => {
  const published = [compiled([question('a', 'yes_no')], { version: '1.1.0' }), compiled([question('a', 'yes_no')])]
  const drafts = [compiled([question('a', 'yes_no'), question('b', 'text')], { version: '1.2.0' })]
  const lines = changesPage(published, diffRubrics, 'x.test.ts', drafts).split('\n')
  expect(lines.slice(4, 15)).toEqual([
    '## Draft',
    '',
    'Neither published nor in force; it can still change.',
    '',
    '### 1.2.0, from 2026-10-01',
    '',
    'After 1.1.0; the changes take a minor step.',
    '',
    '#### Behavioural',
    '',
    '- `b` (“b?”) is new in `all_of_it`.',
  ])
  expect(lines).toContain('## 1.1.0, from 2026-10-01')
})

test('docs/rubric-versions.md lists every kind of change with its class and step', () => {
  expectDocument('docs/rubric-versions.md', page(), COMMAND)
})

test('a breaking change is major, a wording a patch, and a behavioural one never a patch', () => {
  for (const [, { class: severity, bump }] of kinds)
    expect(severity === 'breaking' ? ['major'] : severity === 'wording' ? ['patch'] : ['major', 'minor']).toContain(
      bump,
    )
})

function page(): string {
  return [
    '# Versions of a rubric',
    '',
    'A version is three numbers. **Major**: an id, an answer or what comes of it can change. **Minor**: more is asked or allowed, and',
    'what came of earlier answers still comes of them. **Patch**: only words. `npx plimsoll rubric diff OLD NEW` says which step a',
    'version takes and refuses a smaller one.',
    '',
    '- **Breaking**: answers or references stop fitting. Always major.',
    '- **Behavioural**: more is asked, or answers come out differently. Major where that can happen to answers already given, minor',
    '  where it cannot: a rule that asks for a new question’s answer or a new option says nothing of an earlier launch.',
    '- **Wording**: nothing is asked, scored or decided differently. Always a patch.',
    '',
    'A new question makes an unfinished review less complete; by itself that is minor. A new gate is major: blank, it keeps a launch',
    'from approval. In knock-outs and outcome rules “not known” on a gate counts as any option, a new one too. Conditions are compared',
    'by what they mean, the pinned packs by what is in them.',
    '',
    `This page is made of the classification itself: \`WRITE_DOCUMENTS=1 npx vitest run ${COMMAND}\`.`,
    ...CHANGE_CLASSES.flatMap((one) => [
      '',
      `## ${one[0]?.toUpperCase()}${one.slice(1)}`,
      '',
      '| Kind | Step | Meaning |',
      '|---|---|---|',
      ...[...BUMPS]
        .reverse()
        .flatMap((step) =>
          kinds
            .filter(([, { class: severity, bump }]) => severity === one && bump === step)
            .map(([kind, { bump, means }]) => `| \`${kind}\` | ${bump} | ${means} |`),
        ),
    ]),
    '',
  ].join('\n')
}
