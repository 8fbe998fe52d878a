import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type PreviewFor, previewPage } from '#app/rubric/preview/page.ts'
import { type Outcome, Refused } from './output.ts'
import { findRubric, rubricFolder } from './rubric-files.ts'

export type PreviewOptions = { as: PreviewFor; out?: string; rubrics?: string; language?: string }

/** A rubric as one HTML page, printed or written to a file. */
export async function preview(name: string, options: PreviewOptions): Promise<Outcome> {
  const compiled = await findRubric(name, rubricFolder(options.rubrics), options.language)
  const page = previewPage(compiled, options.as)
  const { key, version, language } = compiled.rubric
  const about = { ok: true, rubric: key, version, language, as: options.as }
  if (options.out === undefined) return { code: 0, text: page.trimEnd(), json: { ...about, html: page } }
  await written(options.out, page)
  return { code: 0, text: `Wrote ${options.out}.`, json: { ...about, file: options.out } }
}

async function written(file: string, text: string): Promise<void> {
  try {
    await writeFile(resolve(file), text)
  } catch (cause) {
    throw new Refused(`${file} cannot be written (${(cause as { code?: string }).code}).`)
  }
}
