import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import {
  activeVersion,
  ChangedVersion,
  compiledFromCanonical,
  loadLibrary,
  registerLibrary,
  storedVersion,
  versionById,
  versionFor,
} from '#app/domain/rubric-versions/index.server.ts'
import { newerVersion } from '#app/domain/rubric-versions/index.ts'
import { COMPILED_KEPT } from '#app/domain/rubric-versions/read-rubric.server.ts'
import { rubricVersions } from '#db/schema/rubrics.ts'
import { testDatabase } from '#tests/support/database.ts'

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-rubrics-'))
cpSync('rubrics', folder, { recursive: true })
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const triage = readFileSync('rubrics/launch-triage/1.0.0.yaml', 'utf8')
const put = (file: string, text: string) => writeFileSync(join(folder, file), text)
/** As published: reviews are pinned to these, whatever the file format learns. */
const FROZEN = [
  '7702517a99b962dce559b09197474978daa61b5c178d0c1d2af91fa7e21c25ce',
  'a52179744b82d5c27f0c434cfc51f0a37e0b8cf9e501487b22018de816b885e9',
]
const now = new Date('2026-11-01T09:00:00Z')
let ids = 0
const newId = () => `019ab000-0000-7000-8000-${String(++ids).padStart(12, '0')}`

describe('the library', () => {
  test('holds every rubric of the house, newest version first', async () => {
    put('launch-triage/1.0.10.yaml', triage.replace('version: 1.0.0', 'version: 1.0.10'))
    put(
      'launch-triage/1.0.9.yaml',
      triage.replace('version: 1.0.0', 'version: 1.0.9').replace('2026-10-01', '2027-01-01'),
    )
    const library = await loadLibrary(folder)
    expect(library.diagnostics).toEqual([])
    expect(library.rubrics.get('launch-triage')?.map(({ version }) => version)).toEqual(['1.0.10', '1.0.9', '1.0.0'])
    expect(library.latest('launch-triage')?.version).toBe('1.0.10')
    expect(library.latest('nothing')).toBeUndefined()
  })

  test('hashes the content, not the way it is written', async () => {
    const before = (await loadLibrary(folder)).rubrics.get('launch-triage')?.find(({ version }) => version === '1.0.0')
    put('launch-triage/1.0.0.yaml', `# a comment\n${triage}\n\n`)
    const after = (await loadLibrary(folder)).rubrics.get('launch-triage')?.find(({ version }) => version === '1.0.0')
    expect(after?.sha256).toBe(before?.sha256)
    put('launch-triage/1.0.0.yaml', triage)
  })

  test('a canonical text alone is enough to evaluate, and is compiled once', async () => {
    const full = (await loadLibrary(folder)).latest('launch-full')
    const compiled = compiledFromCanonical(full?.canonical ?? '')
    expect(compiled).toBe(full?.compiled)
    expect(compiled.table?.key).toBe('default-5x5')
  })

  test('a base is stored as one text with the add-ons it names, and an add-on under its own key as well', async () => {
    const full = readFileSync('rubrics/launch-full/1.0.0.yaml', 'utf8')
    const question = { kind: 'yes_no', text: 't?', help: 'h', example: 'e', dimension: 'exposure', refs: ['DTSP:PD4'] }
    const addOn = {
      schema: 1,
      key: 'hosting',
      version: '1.0.0',
      title: 'Hosting',
      summary: 's',
      effective: '2026-10-01',
      language: 'en',
      taxonomy: 'harms@2026-06',
      add_on: { to: 'launch-full', when: { tier: 'T4' } },
      given: [{ id: 'tier', kind: 'single', text: 'Tier', values: ['T0', 'T1', 'T2', 'T3', 'T4'] }],
      budget: { visible_questions: 5 },
      sections: [{ id: 'hosting', title: 'Hosting', questions: [{ id: 'hosting.a', ...question }] }],
    }
    mkdirSync(join(folder, 'hosting'))
    put('hosting/1.0.0.yaml', stringify(addOn))
    put('launch-full/1.9.0.yaml', full.replace('version: 1.0.0', 'version: 1.9.0\nadd_ons: [hosting@1.0.0]'))
    const library = await loadLibrary(folder)
    expect(library.diagnostics).toEqual([])
    const whole = library.rubrics.get('launch-full')?.find(({ version }) => version === '1.9.0')
    expect(whole?.canonical).toContain('"hosting.a"')
    expect(whole?.compiled.byId.has('hosting.a')).toBe(true)
    expect(library.latest('hosting')?.compiled.questions).toHaveLength(1)

    put('launch-full/1.9.0.yaml', full.replace('version: 1.0.0', 'version: 1.9.0\nadd_ons: [hosting@1.0.1]'))
    expect((await loadLibrary(folder)).diagnostics).toMatchObject([
      { code: 'pack-missing', file: 'launch-full/1.9.0.yaml', path: 'add_ons[0]', line: 4 },
    ])
    rmSync(join(folder, 'hosting'), { recursive: true })
    rmSync(join(folder, 'launch-full/1.9.0.yaml'))
  })

  test('the first versions are as they were published', async () => {
    const { rubrics } = await loadLibrary('rubrics')
    const first = (key: string) => rubrics.get(key)?.find(({ version }) => version === '1.0.0')?.sha256
    expect([first('launch-triage'), first('launch-full')]).toEqual(FROZEN)
  })

  test('drafts are there only for whoever asks, and the newest published version stays the latest', async () => {
    put(
      'launch-full/drafts/3.0.0.yaml',
      readFileSync('rubrics/launch-full/1.0.0.yaml', 'utf8').replace(/1\.0\.0/, '3.0.0'),
    )
    const started = await loadLibrary(folder)
    expect(started.rubrics.get('launch-full')?.map(({ version }) => version)).toEqual(['1.0.0'])
    const library = await loadLibrary(folder, { drafts: true })
    expect(library.diagnostics).toEqual([])
    expect(library.rubrics.get('launch-full')?.map(({ version, draft, file }) => [version, draft, file])).toEqual([
      ['3.0.0', true, 'launch-full/drafts/3.0.0.yaml'],
      ['2.0.0', true, 'launch-full/drafts/2.0.0.yaml'],
      ['1.0.0', false, 'launch-full/1.0.0.yaml'],
    ])
    expect(library.latest('launch-full')?.version).toBe('1.0.0')
    rmSync(join(folder, 'launch-full/drafts/3.0.0.yaml'))
  })

  test('a draft of a published version, or in the wrong place, is left out and reported', async () => {
    mkdirSync(join(folder, 'launch-triage/drafts'))
    put('launch-triage/drafts/1.0.0.yaml', triage)
    put('launch-triage/drafts/1.0.11.yaml', triage)
    const library = await loadLibrary(folder, { drafts: true })
    expect(library.diagnostics).toMatchObject([
      {
        code: 'misplaced-file',
        file: 'launch-triage/drafts/1.0.11.yaml',
        remedy: 'Move it to launch-triage/drafts/1.0.0.yaml.',
      },
      { code: 'draft-of-published', file: 'launch-triage/drafts/1.0.0.yaml', remedy: expect.stringContaining('next') },
    ])
    expect(library.rubrics.get('launch-triage')?.some(({ draft }) => draft)).toBe(false)
    expect((await loadLibrary(folder)).diagnostics).toEqual([])
    rmSync(join(folder, 'launch-triage/drafts'), { recursive: true })
  })

  test('a draft may rest on an add-on that is a draft, a published version never', async () => {
    const full = readFileSync('rubrics/launch-full/1.0.0.yaml', 'utf8')
    const addOn = readFileSync('rubrics/genai/1.0.0.yaml', 'utf8').replace('version: 1.0.0', 'version: 1.1.0')
    const base = (version: string) => full.replace('version: 1.0.0', `version: ${version}\nadd_ons: [genai@1.1.0]`)
    mkdirSync(join(folder, 'genai/drafts'))
    put('genai/drafts/1.1.0.yaml', addOn)
    put('launch-full/drafts/3.0.0.yaml', base('3.0.0'))
    put('launch-full/3.1.0.yaml', base('3.1.0'))
    const library = await loadLibrary(folder, { drafts: true })
    expect(library.diagnostics).toMatchObject([
      { code: 'pack-missing', file: 'launch-full/3.1.0.yaml', message: expect.stringContaining('genai/1.1.0.yaml') },
    ])
    const draft = library.rubrics.get('launch-full')?.find(({ version }) => version === '3.0.0')
    expect(draft?.compiled.byId.has('genai.purposes') || draft?.canonical.includes('genai@1.1.0')).toBe(true)
    rmSync(join(folder, 'genai/drafts'), { recursive: true })
    rmSync(join(folder, 'launch-full/drafts/3.0.0.yaml'))
    rmSync(join(folder, 'launch-full/3.1.0.yaml'))
  })

  test('a translation is read beside its version, is no version, and changes no hash', async () => {
    const library = await loadLibrary(folder)
    expect(library.translationsOf('launch-triage', '1.0.0').map(({ language }) => language)).toEqual(['pt-BR'])
    expect(library.translationsOf('launch-triage', '1.0.9')).toEqual([])
    put('launch-triage/1.0.0.es.yaml', 'schema: 1')
    put('launch-triage/1.0.3.es.yaml', 'schema: 1')
    put('launch-triage/1.0.9.pt-BR.yaml', readFileSync('rubrics/launch-triage/1.0.0.pt-BR.yaml', 'utf8'))
    const broken = await loadLibrary(folder)
    expect(new Set(broken.diagnostics.map(({ file, code }) => `${file} ${code}`))).toEqual(
      new Set([
        'launch-triage/1.0.0.es.yaml missing-key',
        'launch-triage/1.0.3.es.yaml not-its-translation',
        'launch-triage/1.0.9.pt-BR.yaml not-its-translation',
      ]),
    )
    const hashes = (one: typeof library) => one.rubrics.get('launch-triage')?.map(({ sha256 }) => sha256)
    expect(hashes(broken)).toEqual(hashes(library))
    for (const name of ['1.0.0.es', '1.0.3.es', '1.0.9.pt-BR']) rmSync(join(folder, `launch-triage/${name}.yaml`))
  })

  test('a file under a wrong name is left out and reported', async () => {
    put('launch-triage/9.9.9.yaml', triage)
    const library = await loadLibrary(folder)
    expect(library.diagnostics).toMatchObject([{ code: 'misplaced-file', file: 'launch-triage/9.9.9.yaml' }])
    expect(library.rubrics.get('launch-triage')).toHaveLength(3)
    rmSync(join(folder, 'launch-triage/9.9.9.yaml'))
  })
})

describe('registering', async () => {
  const { db } = await testDatabase()

  test('stores the library once, also when two servers start together, and finds it again', async () => {
    put(
      'launch-triage/1.1.0.yaml',
      triage.replace('version: 1.0.0', 'version: 1.1.0').replace('2026-10-01', '2027-02-01'),
    )
    const library = await loadLibrary(folder)
    const stores = () => registerLibrary(db, library, now, newId)
    const both = (await Promise.all([stores(), stores()])).flatMap(({ added }) => added)
    expect(both).toHaveLength([...library.rubrics.values()].flat().length)
    expect(await registerLibrary(db, library, now, newId)).toEqual({ added: [], waiting: [], withoutFile: [] })
    const stored = await versionFor(db, 'launch-triage', '1.0.0')
    expect(stored).toMatchObject({ key: 'launch-triage', version: '1.0.0', effectiveOn: '2026-10-01' })
    expect(await versionById(db, stored?.id ?? '')).toEqual(stored)
    expect(await versionById(db, '019ab000-0000-7000-8000-ffffffffffff')).toBeUndefined()
    await expect(storedVersion(db, '019ab000-0000-7000-8000-ffffffffffff')).rejects.toThrow('no rubric version')
  })

  test('a version that comes later waits for somebody to publish it, and the database keeps that too', async () => {
    put('launch-triage/1.2.0.yaml', triage.replace('version: 1.0.0', 'version: 1.2.0'))
    const later = await loadLibrary(folder)
    rmSync(join(folder, 'launch-triage/1.2.0.yaml'))
    const { added, waiting, withoutFile } = await registerLibrary(db, later, now, newId)
    expect(withoutFile).toEqual([])
    const less = { rubrics: new Map([...later.rubrics].filter(([key]) => key !== 'genai')) }
    expect((await registerLibrary(db, less, now, newId)).withoutFile).toEqual(['genai@1.0.0'])
    expect(added).toEqual([])
    expect(waiting.map(({ file }) => file)).toEqual(['launch-triage/1.2.0.yaml'])
    const smuggled = waiting.map(({ key, version, sha256, canonical, effective: effectiveOn }) => ({
      ...{ id: newId(), key, version, sha256, canonical, effectiveOn, publishedAt: now },
    }))
    await expect(db.insert(rubricVersions).values(smuggled)).rejects.toMatchObject({
      cause: { constraint_name: 'law_version_published' },
    })
  })

  test('the active version is the newest one in effect; before the first it is the first to come', async () => {
    expect((await activeVersion(db, 'launch-triage', now)).version).toBe('1.0.10')
    expect((await activeVersion(db, 'launch-triage', new Date('2027-03-01T00:00:00Z'))).version).toBe('1.1.0')
    expect((await activeVersion(db, 'launch-full', new Date('2020-01-01T00:00:00Z'))).version).toBe('1.0.0')
    await expect(activeVersion(db, 'nothing', now)).rejects.toThrow('no version')
  })

  test('a published version that was edited is refused, with the file and the remedy', async () => {
    put('launch-triage/1.0.0.yaml', triage.replace('Launch triage', 'Launch triage, improved'))
    const changed = await loadLibrary(folder)
    const attempt = registerLibrary(db, changed, now, newId)
    await expect(attempt).rejects.toThrow(ChangedVersion)
    await expect(attempt).rejects.toThrow(/launch-triage\/1\.0\.0\.yaml.*higher version/s)
  })
})

test('versions sort by number, not by letter', () => {
  const sorted = ['1.9.0', '1.10.0', '2.0.0', '1.9.10'].map((version) => ({ version })).sort(newerVersion)
  expect(sorted.map(({ version }) => version)).toEqual(['2.0.0', '1.10.0', '1.9.10', '1.9.0'])
})

test('what was compiled is kept while it is used, and what was only proposed is let go', async () => {
  const canonical = (await loadLibrary('rubrics')).latest('launch-triage')?.canonical ?? ''
  const other = (at: number) => canonical.replace('"Launch triage"', `"Launch triage ${at}"`)
  const [used, proposed] = [compiledFromCanonical(canonical), compiledFromCanonical(other(0))]
  for (let at = 1; at <= COMPILED_KEPT; at++) {
    compiledFromCanonical(other(at))
    expect(compiledFromCanonical(canonical)).toBe(used)
  }
  expect(compiledFromCanonical(other(0))).not.toBe(proposed)
  expect(compiledFromCanonical(other(0)).rubric).toEqual(proposed.rubric)
})
