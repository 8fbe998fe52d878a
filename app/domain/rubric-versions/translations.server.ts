import { existsSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { type Diagnostic, withLine } from '#app/rubric/diagnostic.ts'
import type { Rubric } from '#app/rubric/index.ts'
import { error } from '#app/rubric/parse/error.ts'
import type { Parsed } from '#app/rubric/parse/parse.ts'
import { parseTranslation } from '#app/rubric/parse/parse-translation.ts'
import { type Translation, withAddOnTexts } from '#app/rubric/translation.ts'
import type { LibraryRubric } from './library.server.ts'
import { readTextFile } from './text-file.server.ts'

const NAME = /^(\d+\.\d+\.\d+)\.([A-Za-z][A-Za-z-]*)\.ya?ml$/

/** Is it called like a translation: `1.0.0.pt-BR.yaml`? */
export const isTranslationFile = (file: string): boolean => NAME.test(basename(file))

/** The file of the version that a translation stands beside. */
export const translatedFile = (file: string): string =>
  join(dirname(file), `${basename(file).match(NAME)?.[1] ?? basename(file)}.yaml`)

/** Said of a translation that stands beside no version. */
export const translationOfNothing = (file: string): Diagnostic =>
  error('not-its-translation', '', `there is no ${basename(translatedFile(file))} beside it.`)

/** One translation file, read against the rubric it stands beside. */
export async function readTranslation(file: string, rubric: Rubric, library: string): Promise<Parsed<Translation>> {
  const text = await readTextFile(file, library)
  if (!text.ok) return text
  const parsed = parseTranslation(text.text, rubric)
  const language = basename(file).match(NAME)?.[2]
  if (!parsed.ok || parsed.value.language === language) return parsed
  const message = `it is written in ${parsed.value.language}, and called after ${language}.`
  const wrong = error('not-its-translation', 'language', message)
  return { ok: false, diagnostics: [withLine(wrong, parsed.lineOf)] }
}

type Translations = {
  /** A rubric in its languages; the add-ons in a language they are not translated to stay as they are. */
  of: (rubric: Rubric) => readonly Translation[]
  diagnostics: (Diagnostic & { file: string })[]
}

/** The translations of a library. One beside a version that cannot be read is left for when it can. */
export async function readTranslations(
  folder: string,
  files: readonly string[],
  rubrics: readonly LibraryRubric[],
): Promise<Translations> {
  const found = new Map<string, Translation[]>()
  const diagnostics: Translations['diagnostics'] = []
  for (const path of files) {
    const beside = relative(folder, translatedFile(path)).split(sep).join('/')
    const rubric = rubrics.find(({ file }) => file === beside)
    const file = relative(folder, path).split(sep).join('/')
    if (!rubric) {
      if (!existsSync(translatedFile(path))) diagnostics.push({ file, ...translationOfNothing(path) })
      continue
    }
    const read = await readTranslation(path, rubric.compiled.rubric, folder)
    diagnostics.push(...read.diagnostics.map((one) => ({ file, ...one })))
    if (read.ok) found.set(read.value.translates, [...(found.get(read.value.translates) ?? []), read.value])
  }
  return {
    diagnostics,
    of: ({ key, version, add_ons = [] }) =>
      (found.get(`${key}@${version}`) ?? []).map((base) =>
        withAddOnTexts(
          base,
          add_ons.flatMap((name) => found.get(name)?.filter(({ language }) => language === base.language) ?? []),
        ),
      ),
  }
}
