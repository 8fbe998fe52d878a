import { withLine } from '../diagnostic.ts'
import type { Rubric } from '../rubric.ts'
import { textsOf } from '../translation.ts'
import { type Translation, translationSchema } from '../translation-schema.ts'
import { Findings } from './findings.ts'
import { type Parsed, parseShape } from './shape.ts'

/** Text of a translation file → translation of this rubric, with every text of it and no other. */
export function parseTranslation(text: string, rubric: Rubric): Parsed<Translation> {
  const shaped = parseShape(text, translationSchema)
  if (!shaped.ok) return shaped
  const { schema: _, translates, language, ...texts } = shaped.value
  const findings = new Findings()
  const version = `${rubric.key}@${rubric.version}`
  if (translates !== version)
    findings.report('not-its-translation', 'translates', `it translates ${translates}, and stands beside ${version}.`)
  if (language === rubric.language)
    findings.report('not-its-translation', 'language', `${version} is written in ${language} itself.`)
  compare(textsOf(rubric), texts, '', findings)
  const diagnostics = findings.all.map((one) => withLine(one, shaped.lineOf))
  return diagnostics.length > 0 ? { ok: false, diagnostics } : shaped
}

/** Both have the same form, so one walk finds what is missing and what is too much. */
function compare(original: unknown, translated: unknown, path: string, findings: Findings): void {
  if (!isMap(original)) {
    if (translated === undefined) findings.report('text-missing', path, `“${shortened(original)}” is not translated.`)
    return
  }
  const there = isMap(translated) ? translated : {}
  const at = (key: string) => (path ? `${path}.${key}` : key)
  const misspelt = new Set<string>()
  for (const key of Object.keys(there).filter((one) => !Object.hasOwn(original, one))) {
    const meant = findings.suggestion(key, Object.keys(original))
    if (meant) misspelt.add(meant)
    findings.report('text-unknown', at(key), 'the rubric has no such text.', meant)
  }
  for (const [key, part] of Object.entries(original)) {
    const given = Object.hasOwn(there, key)
    // Said once: what is there under a misspelt name is not missing as well.
    if (given || !misspelt.has(`Did you mean ${key}?`)) compare(part, given ? there[key] : undefined, at(key), findings)
  }
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function shortened(original: unknown): string {
  const text = Array.isArray(original) ? original.join(', ') : String(original)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
