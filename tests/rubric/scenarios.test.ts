import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadLibrary } from '#app/domain/rubric-versions/index.server.ts'
import { parseScenario, runScenario, type Scenario } from '#app/rubric/scenario.ts'

const library = await loadLibrary('rubrics', { drafts: true })
const folders = readdirSync('rubrics', { recursive: true, encoding: 'utf8' }).filter(
  (path) => basename(path) === 'scenarios',
)

describe.each(folders)('%s', (folder) => {
  const files = readdirSync(join('rubrics', folder)).filter((file) => file.endsWith('.yaml'))
  const parsed = files.map(
    (file) => [file, parseScenario(readFileSync(join('rubrics', folder, file), 'utf8'))] as const,
  )
  const named = new Map<string, Scenario>(
    parsed.flatMap(([file, read]) => (read.ok ? [[basename(file, '.yaml'), read.value] as const] : [])),
  )
  test.each(parsed)('%s', (_, read) => {
    expect(read.diagnostics).toEqual([])
    if (!read.ok) return
    for (const name of [read.value.rubric, ...(read.value.also ?? [])]) {
      const [key = '', version] = name.split('@')
      const rubric = library.rubrics.get(key)?.find((one) => one.version === version)
      expect(rubric, `${name}, by key and version`).toBeDefined()
      if (rubric) expect(runScenario(read.value, rubric.compiled, named), name).toEqual([])
    }
  })
})

test('every tier rule and every tier of triage has a scenario', () => {
  const triage = library.latest('launch-triage')?.compiled.rubric
  const files = readdirSync('rubrics/launch-triage/scenarios')
  const texts = files.map((file) => readFileSync(join('rubrics/launch-triage/scenarios', file), 'utf8')).join('\n')
  for (const { id } of triage?.tiers?.rules ?? []) expect(texts).toContain(`rule: ${id}\n`)
  for (const tier of ['T0', 'T1', 'T2', 'T3', 'T4']) expect(texts).toContain(`tier: ${tier}\n`)
})

const withOutcomes = [...library.rubrics.keys()].flatMap((key) => {
  const newest = library.latest(key)
  return newest?.compiled.rubric.outcome ? [[key, newest.compiled.rubric] as const] : []
})
test.each(withOutcomes)('every outcome, rule and knock-out of %s decides a scenario', (key, { outcome, sections }) => {
  const files = readdirSync(join('rubrics', key, 'scenarios'))
  const texts = files.map((file) => readFileSync(join('rubrics', key, 'scenarios', file), 'utf8')).join('\n')
  const knockouts = sections.flatMap(({ questions }) => questions).flatMap((question) => question.knockouts ?? [])
  for (const { code } of [...(outcome?.rules ?? []), ...knockouts]) expect(texts).toContain(`rule: ${code}\n`)
  for (const { id } of outcome?.values ?? []) expect(texts).toContain(`outcome: ${id}\n`)
})
