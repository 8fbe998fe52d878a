import { join } from 'node:path'
import { type Translation, translate } from '#app/rubric/translation.ts'
import type { FoundVersion } from './browse-records.server.ts'
import { namesIn } from './names-in.server.ts'
import { isTranslationFile, readTranslation, translatedFile } from './translations.server.ts'

export type Language = { code: string; name: string }

/** The version in a language, and the languages it is written in, its own first. One that it is not written in gives its own. */
export async function inLanguage(
  { line, stored }: FoundVersion,
  wanted: string | null,
  folder: string,
): Promise<{ compiled: FoundVersion['stored']['compiled']; language: string; languages: Language[] }> {
  const { compiled } = stored
  const own = compiled.rubric.language
  const translations = await translationsOf({ line, stored }, folder)
  const chosen = translations.find(({ language }) => language === wanted)
  return {
    compiled: chosen ? { ...compiled, rubric: translate(compiled.rubric, chosen) } : compiled,
    language: chosen?.language ?? own,
    languages: [own, ...translations.map(({ language }) => language)].map((code) => ({ code, name: nameOf(code) })),
  }
}

/** What cannot be read as a translation is left to the lint. */
async function translationsOf({ line, stored }: Pick<FoundVersion, 'line' | 'stored'>, folder: string) {
  const place = join(folder, line.key)
  const files = (await namesIn(place)).filter(
    (file) => isTranslationFile(file) && translatedFile(file) === `${line.version}.yaml`,
  )
  const found: Translation[] = []
  for (const file of files.sort()) {
    const read = await readTranslation(join(place, file), stored.compiled.rubric, folder)
    if (read.ok) found.push(read.value)
  }
  return found
}

/** A language in its own words. */
function nameOf(code: string): string {
  const name = new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1)
}
