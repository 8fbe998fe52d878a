import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { rubricJsonSchema } from '#app/rubric/json-schema.ts'
import type { Outcome } from './output.ts'
import { rubricFolder } from './rubric-files.ts'

/** Prints the JSON Schema of rubric files for editors, or writes it beside the rubrics. */
export async function schema(options: { write?: boolean; rubrics?: string }): Promise<Outcome> {
  const text = `${JSON.stringify(rubricJsonSchema(), null, 2)}\n`
  if (!options.write) return { code: 0, text: text.trimEnd(), json: rubricJsonSchema() }
  const file = join(rubricFolder(options.rubrics), 'rubric.schema.json')
  await writeFile(file, text)
  return { code: 0, text: `Wrote ${file}.`, json: { ok: true, file } }
}
