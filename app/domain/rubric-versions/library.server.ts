import { readdir } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import type { Diagnostic } from '#app/rubric/diagnostic.ts'
import type { Rubric } from '#app/rubric/index.ts'
import { error } from '#app/rubric/parse/error.ts'
import type { Translation } from '#app/rubric/translation.ts'
import { packsOf, type RubricOfFile, readRubric } from './read-rubric.server.ts'
import { isTranslationFile, readTranslations } from './translations.server.ts'
import { newerVersion } from './version.ts'

export { compiledFromCanonical, sha256 } from './read-rubric.server.ts'

/** One version as it stands in the folder. */
export type LibraryRubric = RubricOfFile & {
  /** Where it was read, relative to the folder. */
  file: string
  /** Not published: never registered, never in force. */
  draft: boolean
}

export type FileDiagnostic = Diagnostic & { file: string }

export type Library = {
  folder: string
  /** Key → versions, newest first; drafts among them only where they were asked for. */
  rubrics: ReadonlyMap<string, readonly LibraryRubric[]>
  diagnostics: readonly FileDiagnostic[]
  /** The newest published version of a rubric. */
  latest: (key: string) => LibraryRubric | undefined
  /** A version in the languages it is translated to, the add-ons it draws in included. */
  translationsOf: (key: string, version: string) => readonly Translation[]
}

/**
 * Reads every rubric below a folder with the taxonomy and the table it names (`taxonomies/`, `tables/`).
 * A file that cannot be used is left out and reported; the others still count.
 * @param options.drafts reads `<key>/drafts/` too, for whoever writes rubrics; without it they are not there
 * @param options.read reads one file; for whoever keeps what was read
 */
export async function loadLibrary(folder: string, { drafts = false, read = readRubric } = {}): Promise<Library> {
  const published = await readFiles(folder, await rubricFiles(folder), read, false)
  const drafted = drafts ? await readFiles(folder, await draftFiles(folder), read, true) : NOTHING
  const twice = new Map(drafted.rubrics.flatMap((draft) => publishedTwin(draft, published.rubrics)))
  const rubrics = new Map<string, LibraryRubric[]>()
  for (const rubric of [...published.rubrics, ...drafted.rubrics.filter((draft) => !twice.has(draft))])
    rubrics.set(rubric.key, [...(rubrics.get(rubric.key) ?? []), rubric].sort(newerVersion))
  const all = [...rubrics.values()].flat()
  const translations = await readTranslations(folder, await translationFiles(folder, drafts), all)
  return {
    folder,
    rubrics,
    diagnostics: [...published.diagnostics, ...drafted.diagnostics, ...twice.values(), ...translations.diagnostics],
    latest: (key) => rubrics.get(key)?.find(({ draft }) => !draft),
    translationsOf: (key, version) => {
      const rubric = rubrics.get(key)?.find((one) => one.version === version)
      return rubric ? translations.of(rubric.compiled.rubric) : []
    },
  }
}

type Files = { rubrics: LibraryRubric[]; diagnostics: FileDiagnostic[] }
const NOTHING: Files = { rubrics: [], diagnostics: [] }

async function readFiles(
  folder: string,
  files: readonly string[],
  readOne: typeof readRubric,
  draft: boolean,
): Promise<Files> {
  const packs = packsOf(folder, { drafts: draft })
  const rubrics: LibraryRubric[] = []
  const diagnostics: FileDiagnostic[] = []
  for (const path of files) {
    const read = await readOne(path, packs)
    const file = relative(folder, path).split(sep).join('/')
    const wrongPlace = read.rubric && misplaced(path, read.rubric.compiled.rubric)
    diagnostics.push(...[...read.diagnostics, ...(wrongPlace ? [wrongPlace] : [])].map((found) => ({ file, ...found })))
    if (read.rubric && !wrongPlace) rubrics.push({ ...read.rubric, file, draft })
  }
  return { rubrics, diagnostics }
}

/** A version is either published or a draft: with both, nobody could tell which one a name means. */
function publishedTwin(draft: LibraryRubric, published: readonly LibraryRubric[]): [LibraryRubric, FileDiagnostic][] {
  const { key, version, file } = draft
  const twin = published.find((one) => one.key === key && one.version === version)
  return twin ? [[draft, { file, ...draftOfPublished(key, version, twin.file) }]] : []
}

/** Said of a draft whose version is published already. @param published where it is */
export const draftOfPublished = (key: string, version: string, published: string): Diagnostic =>
  error('draft-of-published', 'version', `${key} ${version} is published already, in ${published}.`)

/** The files of a library that hold a published version: `<key>/<version>.yaml`. */
export const rubricFiles = (folder: string): Promise<string[]> => filesIn(folder, '', isVersionFile)

/** The files of a library that hold a draft: `<key>/drafts/<version>.yaml`. */
const draftFiles = (folder: string): Promise<string[]> => filesIn(folder, DRAFTS, isVersionFile)

/** The files of a library that hold a translation: `<key>/<version>.<language>.yaml`. */
const translationFiles = async (folder: string, drafts: boolean): Promise<string[]> => [
  ...(await filesIn(folder, '', isTranslationFile)),
  ...(drafts ? await filesIn(folder, DRAFTS, isTranslationFile) : []),
]

const isVersionFile = (name: string): boolean => /^\d.*\.ya?ml$/.test(name) && !isTranslationFile(name)

/** Does a path lie among the drafts of its rubric? */
export const isDraftFile = (file: string): boolean => basename(dirname(file)) === DRAFTS

const DRAFTS = 'drafts'

async function filesIn(folder: string, below: string, isWanted: (name: string) => boolean): Promise<string[]> {
  const keys = (await readdir(folder, { withFileTypes: true })).filter(
    (entry) => entry.isDirectory() && entry.name !== 'taxonomies' && entry.name !== 'tables',
  )
  const files = await Promise.all(
    keys.map(async ({ name }) =>
      (await namesIn(join(folder, name, below))).filter(isWanted).map((file) => join(folder, name, below, file)),
    ),
  )
  return files.flat().sort()
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (cause) {
    // Most rubrics have no folder of drafts.
    if ((cause as { code?: unknown }).code === 'ENOENT') return []
    throw cause
  }
}

/** A version is found by the name of its file, so the name has to say what is in it. */
export function misplaced(file: string, { key, version }: Rubric): Diagnostic | undefined {
  const draft = isDraftFile(file)
  const folder = basename(draft ? dirname(dirname(file)) : dirname(file))
  const name = basename(file).replace(/\.ya?ml$/, '')
  const right = `${key}/${draft ? `${DRAFTS}/` : ''}${version}.yaml`
  return folder === key && name === version
    ? undefined
    : error('misplaced-file', 'version', `the file holds ${key} ${version}.`, `Move it to ${right}.`)
}
