import { existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isTranslationFile, loadLibrary, packsOf, readRubric } from '#app/domain/rubric-versions/index.server.ts'
import { type CompiledRubric, compileRubric, diagnosticText } from '#app/rubric/index.ts'
import { type Translation, translate } from '#app/rubric/translation.ts'
import { Refused } from './output.ts'

const OWN_RUBRICS = fileURLToPath(new URL('../../rubrics', import.meta.url))
const MOST_BYTES = 1024 * 1024

/** The folder of rubrics: the one given, else `rubrics` here, else the one that came with the program. */
export const rubricFolder = (given?: string): string =>
  given ? resolve(given) : existsSync('rubrics/taxonomies') ? resolve('rubrics') : OWN_RUBRICS

/**
 * A rubric by key (the newest published version), `key@version` (published or a draft) or path.
 * @param language one of its translations; without it, the language it is written in
 */
export async function findRubric(name: string, folder: string, language?: string): Promise<CompiledRubric> {
  const compiled = await findWritten(name, folder)
  const { key, version, language: written } = compiled.rubric
  if (language === undefined || language === written) return compiled
  const home = isPath(name) ? libraryAbove(resolve(name)) : folder
  const translations = (await loadLibrary(home, { drafts: true })).translationsOf(key, version)
  return inLanguage(compiled, language, translations)
}

function inLanguage(
  { rubric, taxonomy, table }: CompiledRubric,
  language: string,
  translations: readonly Translation[],
): CompiledRubric {
  const found = translations.find((one) => one.language === language)
  if (found) return compileRubric(translate(rubric, found), taxonomy, table)
  const known = [rubric.language, ...translations.map((one) => one.language)].join(', ')
  throw new Refused(`${rubric.key}@${rubric.version} is not there in ${language}. It is there in: ${known}.`)
}

const isPath = (name: string): boolean => /\.ya?ml$/.test(name)

async function findWritten(name: string, folder: string): Promise<CompiledRubric> {
  if (isPath(name)) {
    const file = resolve(name)
    if (!existsSync(file)) throw new Refused(`There is no file ${name}. Check the path.`)
    const read = await readRubric(file, packsOf(libraryAbove(file), { drafts: true }))
    const [first, ...more] = read.diagnostics
    if (!read.rubric && first)
      throw new Refused(
        `${name}: ${diagnosticText(first)}${more.length > 0 ? ` And ${more.length} more: run plimsoll rubric lint ${name}.` : ''}`,
      )
    if (!read.rubric) throw new Refused(`${name} holds no rubric.`)
    return read.rubric.compiled
  }
  const library = await loadLibrary(folder, { drafts: true })
  const [key = '', version] = name.split('@')
  const found = version ? library.rubrics.get(key)?.find((one) => one.version === version) : library.latest(key)
  if (found) return found.compiled
  const known = [...library.rubrics.values()]
    .flat()
    .map((one) => `${one.key}@${one.version}${one.draft ? ' (draft)' : ''}`)
  throw new Refused(`There is no rubric ${name} in ${folder}. There is: ${known.join(', ') || 'none'}.`)
}

/** The nearest folder above a file that holds the taxonomies. */
export function libraryAbove(file: string): string {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(join(folder, 'taxonomies'))) return folder
  return dirname(dirname(file))
}

export type FileKind = 'rubric' | 'translation' | 'scenario' | 'taxonomy' | 'table'
export type RubricFile = { file: string; kind: FileKind }

/** The YAML files of a path with what each holds, which its folder says. */
export async function yamlFiles(path: string): Promise<RubricFile[]> {
  const at = resolve(path)
  if (!existsSync(at)) throw new Refused(`There is no file or folder ${path}. Check the path.`)
  if (!(await stat(at)).isDirectory()) return [{ file: at, kind: kindOf(at) }]
  const entries = await readdir(at, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => /\.ya?ml$/.test(entry.name) && !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => !file.includes('node_modules'))
    .sort()
    .map((file) => ({ file, kind: kindOf(file) }))
}

function kindOf(file: string): FileKind {
  const folder = basename(dirname(file))
  return folder === 'scenarios'
    ? 'scenario'
    : folder === 'taxonomies'
      ? 'taxonomy'
      : folder === 'tables'
        ? 'table'
        : isTranslationFile(file)
          ? 'translation'
          : 'rubric'
}

/** The text of a file the person named. */
export async function readText(file: string): Promise<string> {
  try {
    const found = await stat(file)
    if (found.isDirectory()) throw new Refused(`${file} is a folder; name a file.`)
    if (!found.isFile()) throw new Refused(`${file} is no plain file.`)
    if (found.size > MOST_BYTES) throw new Refused(`${file} has ${found.size} bytes; the limit is ${MOST_BYTES}.`)
    return await readFile(file, 'utf8')
  } catch (cause) {
    if (cause instanceof Refused) throw cause
    const code = (cause as { code?: string }).code
    throw new Refused(
      code === 'ENOENT' ? `There is no file ${file}. Check the path.` : `${file} cannot be read (${code}).`,
    )
  }
}
