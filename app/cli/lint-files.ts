import { existsSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import {
  draftOfPublished,
  isDraftFile,
  type Library,
  loadLibrary,
  misplaced,
  packsOf,
  readRubric,
  readTextFile,
  readTranslation,
  translatedFile,
  translationOfNothing,
} from '#app/domain/rubric-versions/index.server.ts'
import { type Diagnostic, withLine } from '#app/rubric/diagnostic.ts'
import type { CompiledRubric } from '#app/rubric/index.ts'
import { checkTable, type LintOptions, lintRubric } from '#app/rubric/lint/lint.ts'
import { type Parsed, parsePolicyTable, parseTaxonomy } from '#app/rubric/parse/parse.ts'
import type { PolicyTable } from '#app/rubric/rubric.ts'
import { checkScenario, isFor, parseScenario, type Scenario, unknownVersion } from '#app/rubric/scenario.ts'
import { libraryAbove, type RubricFile, yamlFiles } from './rubric-files.ts'

type Linted = { file: string; diagnostics: Diagnostic[] }

/** Checks files, each by what it is. What several of them need, their library and the scenarios beside them, is read once. */
export async function lintFiles(files: readonly RubricFile[]): Promise<Linted[]> {
  const around = surroundings()
  const linted: Linted[] = []
  for (const one of files) linted.push({ file: one.file, diagnostics: await lintFile(one, around) })
  return linted
}

async function lintFile({ file, kind }: RubricFile, around: Surroundings): Promise<Diagnostic[]> {
  switch (kind) {
    case 'rubric':
      return lintRubricFile(file, around)
    case 'translation':
      return lintTranslation(file, around)
    case 'scenario':
      return lintScenario(file, around)
    case 'taxonomy':
      return (await parsedFile(file, parseTaxonomy)).diagnostics
    case 'table':
      return lintTable(await parsedFile(file, parsePolicyTable))
  }
}

/** What is known around a file. */
type Surroundings = {
  rubric: (file: string) => ReturnType<typeof readRubric>
  library: (folder: string) => Promise<Library>
  /** The scenarios of a folder by name; nothing where there is no such folder. */
  scenarios: (folder: string) => Promise<ReadonlyMap<string, Parsed<Scenario>> | undefined>
}

function surroundings(): Surroundings {
  const once = <T>(make: (key: string) => T) => {
    const made = new Map<string, T>()
    return (key: string): T => {
      const known = made.has(key) ? (made.get(key) as T) : make(key)
      made.set(key, known)
      return known
    }
  }
  const [published, drafts] = [once((folder) => packsOf(folder)), once((folder) => packsOf(folder, { drafts: true }))]
  const rubric = once((file) => {
    const library = libraryAbove(file)
    return readRubric(file, isDraftFile(file) ? drafts(library) : published(library))
  })
  return {
    rubric,
    library: once((folder) => loadLibrary(folder, { drafts: true, read: (file) => rubric(resolve(file)) })),
    scenarios: once(readScenarios),
  }
}

async function lintRubricFile(file: string, around: Surroundings): Promise<Diagnostic[]> {
  const library = libraryAbove(file)
  const { rubric, diagnostics, lineOf } = await around.rubric(file)
  if (!rubric || !lineOf) return diagnostics
  const { compiled } = rubric
  return [
    ...diagnostics,
    ...placeProblems(file, library, compiled).map((one) => withLine(one, lineOf)),
    ...lintRubric(compiled, { lineOf, ...(await testedBy(file, compiled, around)) }),
  ]
}

/** Inside a library the place of a file says what is in it; a file that lies elsewhere can be called anything. */
function placeProblems(file: string, library: string, { rubric }: CompiledRubric): Diagnostic[] {
  const depth = relative(library, file).split(sep).length
  const draft = isDraftFile(file)
  if (!existsSync(join(library, 'taxonomies')) || depth !== (draft ? 3 : 2)) return []
  const wrong = misplaced(file, rubric)
  const published = `${rubric.key}/${rubric.version}.yaml`
  const twin = draft && !wrong && existsSync(join(library, published))
  return [...(wrong ? [wrong] : []), ...(twin ? [draftOfPublished(rubric.key, rubric.version, published)] : [])]
}

/** Reads a translation against the version beside it; where that one cannot be read, its own findings come first. */
async function lintTranslation(file: string, around: Surroundings): Promise<Diagnostic[]> {
  const beside = translatedFile(file)
  if (!existsSync(beside)) return [translationOfNothing(file)]
  const { rubric } = await around.rubric(beside)
  return rubric ? (await readTranslation(file, rubric.compiled.rubric, libraryAbove(file))).diagnostics : []
}

/** What the scenarios beside a rubric expect of this version; nothing where it has no scenarios folder. */
async function testedBy(file: string, { rubric }: CompiledRubric, around: Surroundings): Promise<LintOptions> {
  const home = isDraftFile(file) ? dirname(dirname(file)) : dirname(file)
  const scenarios = await around.scenarios(join(home, 'scenarios'))
  if (!scenarios) return {}
  return {
    expected: [...scenarios.values()].flatMap((one) =>
      one.ok && isFor(one.value, rubric.key, rubric.version, !isDraftFile(file)) ? [one.value.expect] : [],
    ),
  }
}

async function readScenarios(folder: string): Promise<ReadonlyMap<string, Parsed<Scenario>> | undefined> {
  if (!existsSync(folder)) return undefined
  const files = await yamlFiles(folder)
  const read = await Promise.all(
    files.map(async ({ file }) => [nameOf(file), await parsedFile(file, parseScenario)] as const),
  )
  return new Map(read)
}

/** Reads a scenario and runs it on every version it is for. */
async function lintScenario(file: string, around: Surroundings): Promise<Diagnostic[]> {
  const beside = await around.scenarios(dirname(file))
  const read = beside?.get(nameOf(file)) ?? (await parsedFile(file, parseScenario))
  if (!read.ok) return read.diagnostics
  const folder = libraryAbove(file)
  if (!existsSync(join(folder, 'taxonomies'))) return []
  const library = await around.library(folder)
  const named = new Map([...(beside ?? [])].flatMap(([name, one]) => (one.ok ? [[name, one.value] as const] : [])))
  const { rubric, also = [] } = read.value
  return [rubric, ...also]
    .flatMap((name, i) => {
      const [key = '', version] = name.split('@')
      const found = version ? library.rubrics.get(key)?.find((one) => one.version === version) : library.latest(key)
      if (found) return checkScenario(read.value, `${found.key}@${found.version}`, found.compiled, named)
      // A version that cannot be read is named where it stands.
      const places = [`${key}/${version}.yaml`, `${key}/drafts/${version}.yaml`]
      const unread = library.diagnostics.some(({ severity, file }) => severity === 'error' && places.includes(file))
      const known = [...library.rubrics.values()].flat().map((one) => `${one.key}@${one.version}`)
      return unread ? [] : [unknownVersion(name, i === 0 ? 'rubric' : `also[${i - 1}]`, known)]
    })
    .map((one) => withLine(one, read.lineOf))
}

const nameOf = (file: string): string => basename(file).replace(/\.ya?ml$/, '')

const lintTable = (parsed: Parsed<PolicyTable>): Diagnostic[] =>
  parsed.ok ? checkTable(parsed.value, parsed.lineOf) : parsed.diagnostics

async function parsedFile<T>(file: string, parse: (text: string) => Parsed<T>): Promise<Parsed<T>> {
  const read = await readTextFile(file, libraryAbove(file))
  return read.ok ? parse(read.text) : read
}
