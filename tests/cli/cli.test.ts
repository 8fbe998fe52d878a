import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '#tests/support/database.ts'

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const plimsoll = (args: string[], env: Record<string, string> = {}, input?: string) => {
  const { status, stdout, stderr } = spawnSync('node', ['app/entry.cli.mjs', ...args], {
    encoding: 'utf8',
    // The test runner sets a BASE_URL of its own; empty means not set.
    env: { ...process.env, BASE_URL: '', ...env },
    input,
  })
  return { code: status, out: stdout, err: stderr }
}
const stack = /\n\s+at /

test('the rubrics of the house have no errors', () => {
  expect(plimsoll(['rubric', 'lint', 'rubrics'])).toMatchObject({ code: 0, err: '' })
})

test('lint says file, line, path, problem and remedy, and ends with 1', () => {
  const text = readFileSync('rubrics/launch-triage/1.0.0.yaml', 'utf8')
  const [right, wrong] = ['minors: { in: [yes, unknown] }', 'minor: yes']
  const line = text.slice(0, text.indexOf(right)).split('\n').length
  // The taxonomy is looked for beside the rubric; this copy has none.
  const alone = plimsoll(['rubric', 'lint', file('1.0.0.yaml', text.replace(right, wrong)), '--json'])
  expect(alone.code).toBe(1)
  expect(JSON.parse(alone.out)).toMatchObject({
    ok: false,
    findings: [{ code: 'pack-missing', severity: 'error', path: 'taxonomy', line: 8, remedy: expect.any(String) }],
  })
  cpSync('rubrics/taxonomies', join(folder, 'taxonomies'), { recursive: true })
  const { code, out } = plimsoll(['rubric', 'lint', join(folder, '1.0.0.yaml')])
  expect(code).toBe(1)
  expect(out).toMatch(
    new RegExp(
      `1\\.0\\.0\\.yaml:${line}  error unknown-question  tiers\\.rules\\[\\d+\\]\\.when.*\\.minor: there is no question minor\\. Did you mean minors\\?`,
    ),
  )
})

test('assess prints the tier and what is missing', () => {
  const answers = file('answers.yaml', 'minors: yes\ncontact: [guest_on_stream]\nlive: [live]\n')
  const { code, out } = plimsoll(['rubric', 'assess', 'launch-triage', '--answers', answers])
  expect(code).toBe(0)
  expect(out).toContain('Tier T4, because')
  expect(out).toContain('Missing: change_type, discovery')
})

test('explain prints JSON with the steps and the path to yes', () => {
  const answers = file('full.json', JSON.stringify({ given: { tier: 'T1' }, answers: { 'checklist.blocking': 'no' } }))
  const { code, out } = plimsoll(['rubric', 'explain', 'launch-full@1.0.0', '--answers', answers, '--json'])
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ ok: true, harms: [], decision: expect.any(Array) })
})

const laterTriage = (version: string): string => {
  const text = readFileSync('rubrics/launch-triage/1.0.0.yaml', 'utf8')
  cpSync('rubrics/taxonomies', join(folder, 'taxonomies'), { recursive: true })
  const shorter = text.replace('version: 1.0.0', `version: ${version}`).replace(/^ +- \{ value: experiment, .*\n/m, '')
  return file(`${version}.yaml`, shorter)
}

test('diff says what changed and refuses a step that is too small', () => {
  const { code, out, err } = plimsoll(['rubric', 'diff', 'launch-triage@1.0.0', laterTriage('1.0.1'), '--json'])
  expect({ code, err }).toEqual({ code: 1, err: '' })
  expect(JSON.parse(out)).toMatchObject({
    ok: false,
    from: { key: 'launch-triage', version: '1.0.0' },
    required: 'major',
    problem: { code: 'bump-too-small', remedy: 'Use 2.0.0.' },
    changes: [{ kind: 'option-removed', class: 'breaking', bump: 'major', id: 'change_type', from: 'experiment' }],
  })
})

test('diff is content with a step that is large enough', () => {
  const { code, out } = plimsoll(['rubric', 'diff', 'launch-triage', laterTriage('2.0.0')])
  expect(code).toBe(0)
  expect(out).toContain('lost the option experiment')
})

test('assess speaks the language that is asked for, where the rubric is translated', () => {
  const answers = file('pt.yaml', 'minors: yes\ncontact: [guest_on_stream]\nlive: [live]\n')
  const { code, out } = plimsoll(['rubric', 'assess', 'launch-triage', '--answers', answers, '--language', 'pt-BR'])
  expect(code).toBe(0)
  expect(out).toContain('Tier T4, because pessoas com menos de 18 anos')
  expect(plimsoll(['rubric', 'assess', 'launch-triage', '--answers', answers, '--language', 'fr'])).toMatchObject({
    code: 1,
    err: 'launch-triage@1.0.0 is not there in fr. It is there in: en, pt-BR.\n',
  })
})

test('preview prints a page or writes it, for one reader or the other, in a language that is there', () => {
  const page = plimsoll(['rubric', 'preview', 'launch-triage', '--language', 'pt-BR'])
  expect(page).toMatchObject({ code: 0, err: '' })
  expect(page.out).toMatch(/^<!doctype html>\n<html lang="pt-BR">/)
  expect(page.out).toContain('Que tipo de mudança é esta?')
  const out = join(folder, 'page.html')
  const args = ['rubric', 'preview', 'launch-full@2.0.0', '--as', 'reviewer', '--out', out, '--json']
  expect(JSON.parse(plimsoll(args).out)).toEqual({
    ...{ ok: true, rubric: 'launch-full', version: '2.0.0', language: 'en', as: 'reviewer', file: out },
  })
  expect(readFileSync(out, 'utf8')).toContain('KO-CHECK-METRIC')
  expect(plimsoll(['rubric', 'preview', 'launch-full', '--as', 'nobody'])).toMatchObject({ code: 2 })
  expect(plimsoll(['rubric', 'preview', 'launch-triage', '--out', join(folder, 'no/where.html')])).toMatchObject({
    code: 1,
  })
})

test('a draft is found by its version, a bare key means what is published', () => {
  expect(plimsoll(['rubric', 'diff', 'launch-full', 'launch-full@2.0.0', '--json'])).toMatchObject({ code: 0, err: '' })
  const same = JSON.parse(plimsoll(['rubric', 'diff', 'launch-full', 'launch-full@1.0.0', '--json']).out)
  expect(same).toMatchObject({ from: { version: '1.0.0' }, changes: [] })
  const { code, err } = plimsoll(['rubric', 'diff', 'launch-full', 'launch-full@9.0.0'])
  expect(code).toBe(1)
  expect(err).toContain('launch-full@2.0.0 (draft)')
})

test('lint runs scenarios on each version they are for, and knows where a draft belongs', () => {
  const place = mkdtempSync(join(folder, 'lint-'))
  cpSync('rubrics/taxonomies', join(place, 'taxonomies'), { recursive: true })
  const triage = readFileSync('rubrics/launch-triage/1.0.0.yaml', 'utf8')
  for (const name of ['launch-triage', 'launch-triage/drafts', 'launch-triage/scenarios']) mkdirSync(join(place, name))
  const put = (name: string, text: string) => writeFileSync(join(place, 'launch-triage', name), text)
  put('1.0.0.yaml', triage)
  put('drafts/1.0.0.yaml', triage)
  put('drafts/1.0.2.yaml', triage.replace('1.0.0', '1.0.1'))
  const scenario = { answers: { weakens_control: 'yes' }, expect: { tier: 'T0' }, title: 't' }
  put(
    'scenarios/wrong.yaml',
    JSON.stringify({ rubric: 'launch-triage@1.0.0', also: ['launch-triage@1.0.9'], ...scenario }),
  )
  const { code, out } = plimsoll(['rubric', 'lint', place, '--json'])
  expect(code).toBe(1)
  const errors = (JSON.parse(out).findings as { severity: string }[]).filter(({ severity }) => severity === 'error')
  expect(errors).toMatchObject([
    { code: 'draft-of-published', file: expect.stringMatching(/drafts\/1\.0\.0\.yaml$/), line: 3 },
    { code: 'misplaced-file', remedy: 'Move it to launch-triage/drafts/1.0.1.yaml.' },
    { code: 'scenario-fails', message: expect.stringContaining('expected T0, got T4') },
    { code: 'unknown-rubric', remedy: 'Did you mean launch-triage@1.0.0?' },
  ])
})

test('a misspelt answer is refused with the likely name, in one line', () => {
  const { code, err, out } = plimsoll([
    'rubric',
    'assess',
    'launch-triage',
    '--answers',
    file('typo.yaml', 'minorz: yes\n'),
  ])
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain('Did you mean minors?')
  expect(err.trim().split('\n')).toHaveLength(1)
})

test.each([
  [['rubric', 'assess', 'launch-triage'], 2],
  [['rubric', 'asess'], 2],
  [['rubric', 'lint'], 2],
  [['rubric', 'diff', 'launch-triage'], 2],
  [['rubric', 'diff', 'launch-triage', 'nothing'], 1],
  [['nonsense'], 2],
  [['rubric', 'lint', 'nowhere'], 1],
  [['rubric', 'assess', 'nothing', '--answers', 'nowhere.yaml'], 1],
  [['rubric', 'assess', 'launch-triage', '--answers', 'nowhere.yaml'], 1],
  [['--help'], 0],
  [['rubric', 'explain', '--help'], 0],
])('%j ends with %i and without a stack trace', (args, code) => {
  const done = plimsoll(args)
  expect(done.code).toBe(code)
  expect(done.err).not.toMatch(stack)
  if (code > 0) expect(done.err).not.toBe('')
})

test('the committed schema for editors is the one the program writes', () => {
  const { out } = plimsoll(['rubric', 'schema'])
  expect(readFileSync('rubrics/rubric.schema.json', 'utf8').trim(), 'run: npx plimsoll rubric schema --write').toBe(
    out.trim(),
  )
})

test('audit verify, team add and user add work on the database of the portal', async () => {
  const { ownerUrl } = await testDatabase()
  const env = { DATABASE_URL: ownerUrl }
  expect(plimsoll(['audit', 'verify', '--json'], env)).toMatchObject({ code: 0, err: '' })
  const team = ['team', 'add', 'Trust & Safety', '--kind', 'safety', '--reason', 'First team of the portal']
  expect(plimsoll(team, env)).toMatchObject({ code: 0, out: 'Added the team Trust & Safety.\n' })
  expect(plimsoll(team, env)).toMatchObject({ code: 1, err: 'There is a team of this name already.\n' })
  const add = [
    'user',
    'add',
    'ada@example.org',
    '--name',
    'Ada Byrne',
    '--title',
    'Lead',
    '--team',
    'trust & safety',
    '--role',
    'admin',
    '--reason',
    'First administrator',
    '--password-stdin',
  ]
  expect(plimsoll(add, env, 'a long enough passphrase 71')).toMatchObject({
    code: 0,
    out: expect.stringContaining('Added Ada Byrne'),
  })
  expect(plimsoll(add, env, 'a long enough passphrase 71')).toMatchObject({
    code: 1,
    err: expect.stringContaining('already'),
  })
  const { code, out } = plimsoll(['audit', 'verify', '--json'], env)
  expect(code).toBe(0)
  expect(JSON.parse(out).events).toBeGreaterThan(0)
})

test('a database that does not answer is one clear line', () => {
  const { code, err } = plimsoll(['audit', 'verify'], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })
  expect(code).toBe(1)
  expect(err).toMatch(/^The database does not answer/)
  expect(err).not.toMatch(stack)
})
