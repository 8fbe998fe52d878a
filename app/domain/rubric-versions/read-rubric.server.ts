import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { composeRubric, type NamedAddOn } from '#app/rubric/compose.ts'
import type { Diagnostic, LineOf } from '#app/rubric/diagnostic.ts'
import { type CompiledRubric, canonicalJson, compileRubric, type Rubric } from '#app/rubric/index.ts'
import { checkTable } from '#app/rubric/lint/lint.ts'
import { policyTableSchema, taxonomySchema } from '#app/rubric/pack-schema.ts'
import { error } from '#app/rubric/parse/error.ts'
import { lineAt } from '#app/rubric/parse/lines.ts'
import { type Parsed, parsePolicyTable, parseRubric, parseTaxonomy } from '#app/rubric/parse/parse.ts'
import type { PolicyTable, Taxonomy } from '#app/rubric/rubric.ts'
import { rubricSchema } from '#app/rubric/schema.ts'
import { readTextFile } from './text-file.server.ts'

/** What rubrics of a library name: dated packs, each read once, and add-ons. */
export type Packs = {
  /** The library that all of it lies in. */
  folder: string
  taxonomy: (name: string) => Promise<Parsed<Taxonomy>>
  table: (name: string) => Promise<Parsed<PolicyTable>>
  /** An add-on by name and version, read with the taxonomy of its base. */
  addOn: (name: string, taxonomy: Taxonomy) => Promise<Parsed<Rubric>>
}

/** @param options.drafts an add-on that is not published may be a draft; a published rubric never rests on one */
export function packsOf(folder: string, { drafts = false } = {}): Packs {
  const once = <T>(kind: 'taxonomies' | 'tables', parse: (text: string) => Parsed<T>) => {
    const read = new Map<string, Promise<Parsed<T>>>()
    return (name: string): Promise<Parsed<T>> => {
      const known = read.get(name) ?? readPack(folder, `${kind}/${name}.yaml`, parse)
      read.set(name, known)
      return known
    }
  }
  return {
    folder,
    taxonomy: once('taxonomies', parseTaxonomy),
    table: once('tables', parseTable),
    addOn: async (name, taxonomy) => {
      const [key = '', version = ''] = name.split('@')
      const read = (file: string) => readPack(folder, file, (text) => parseRubric(text, taxonomy))
      const published = await read(`${key}/${version}.yaml`)
      const missing = published.diagnostics.some(({ code }) => code === 'pack-missing')
      const draft = drafts && missing ? await read(`${key}/drafts/${version}.yaml`) : published
      return draft.diagnostics.some(({ code }) => code === 'pack-missing') ? published : draft
    },
  }
}

function parseTable(text: string): Parsed<PolicyTable> {
  const parsed = parsePolicyTable(text)
  if (!parsed.ok) return parsed
  const diagnostics = checkTable(parsed.value, parsed.lineOf)
  return diagnostics.some(({ severity }) => severity === 'error') ? { ok: false, diagnostics } : parsed
}

async function readPack<T>(folder: string, file: string, parse: (text: string) => Parsed<T>): Promise<Parsed<T>> {
  const read = await readTextFile(join(folder, file), folder)
  if (read.ok) return parse(read.text)
  return read.missing ? { ok: false, diagnostics: [error('pack-missing', '', `there is no ${file}.`)] } : read
}

/** A rubric as a file holds it. */
export type RubricOfFile = {
  key: string
  version: string
  effective: string
  /** Of `canonical`: what a review is pinned to. */
  sha256: string
  /** The rubric with its taxonomy and policy table as one text: everything needed to evaluate it again. */
  canonical: string
  compiled: CompiledRubric
}

export type ReadRubric = {
  rubric?: RubricOfFile
  diagnostics: Diagnostic[]
  /** Finds lines in the text of the file, where it could be read. */
  lineOf?: LineOf
}

/** One rubric file → compiled rubric with its hash, or what is wrong with it. */
export async function readRubric(file: string, packs: Packs): Promise<ReadRubric> {
  const read = await readTextFile(file, packs.folder)
  return read.ok ? readRubricText(read.text, packs) : read
}

/** The same for the text of a file. */
export async function readRubricText(text: string, packs: Packs): Promise<ReadRubric> {
  // The names of the packs stand in the file itself; a first look finds them, the parse then judges the whole.
  const named =
    text.match(/^taxonomy: *["']?([a-z][a-z0-9-]*@\d{4}-\d{2})/m) ??
    text.match(/"taxonomy": {0,8}"([a-z][a-z0-9-]*@\d{4}-\d{2})"/)
  const taxonomyName = named?.[1] ?? ''
  const taxonomy = named ? await packs.taxonomy(taxonomyName) : undefined
  if (taxonomy && !taxonomy.ok)
    return { diagnostics: inPack(taxonomyName, 'taxonomy', lineAt(text, named?.index ?? 0), taxonomy.diagnostics) }
  const parsed = parseRubric(text, taxonomy?.value ?? NO_TAXONOMY)
  if (!parsed.ok) return { diagnostics: parsed.diagnostics }
  const whole = await withAddOns(parsed, packs, taxonomy?.value ?? NO_TAXONOMY)
  if (!whole.ok) return { diagnostics: whole.diagnostics }
  const tableName = parsed.value.decision?.table ?? ''
  const table = tableName ? await packs.table(tableName) : undefined
  if (table && !table.ok)
    return { diagnostics: inPack(tableName, 'decision.table', parsed.lineOf('decision.table'), table.diagnostics) }
  const canonical = canonicalJson({
    rubric: whole.raw,
    taxonomy: taxonomy?.ok ? taxonomy.raw : null,
    table: table?.ok ? table.raw : null,
  })
  const { key, version, effective } = parsed.value
  return {
    rubric: {
      key,
      version,
      effective,
      sha256: sha256(canonical),
      canonical,
      compiled: compiledFromCanonical(canonical),
    },
    diagnostics: parsed.diagnostics,
    lineOf: parsed.lineOf,
  }
}

/** The rubric with the add-ons it names as one, or what is wrong with them. */
async function withAddOns(parsed: Read, packs: Packs, taxonomy: Taxonomy): Promise<Parsed<Rubric>> {
  const names = parsed.value.add_ons
  if (!names) return parsed
  const addOns: NamedAddOn[] = []
  const diagnostics: Diagnostic[] = []
  for (const [i, name] of names.entries()) {
    const path = `add_ons[${i}]`
    const read = await packs.addOn(name, taxonomy)
    if (read.ok) addOns.push({ name, read })
    else diagnostics.push(...inPack(name, path, parsed.lineOf(path), read.diagnostics))
  }
  return diagnostics.length > 0 ? { ok: false, diagnostics } : composeRubric(parsed, addOns, taxonomy)
}
type Read = Extract<Parsed<Rubric>, { ok: true }>

/** What is wrong with a pack, said where the rubric names it: path and line are those of the rubric, the pack's own go into the sentence. */
const inPack = (pack: string, path: string, line: number | undefined, found: readonly Diagnostic[]): Diagnostic[] =>
  found.map(({ path: inside, line: at, ...one }) => {
    const place = [inside ? ` at ${inside}` : '', at ? ` (line ${at})` : ''].join('')
    return { ...one, path, ...(line ? { line } : {}), message: `${pack}${place}: ${one.message}` }
  })

const NO_TAXONOMY: Taxonomy = { schema: 1, key: 'none', edition: '0000-00', title: 'None', groups: [], harms: [] }

// The one used last stands last.
const compiledBySha = new Map<string, CompiledRubric>()
/** As many are kept: more than there are versions in use. What is proposed and refused is compiled too, without end. */
export const COMPILED_KEPT = 64

/** The compiled form of a stored version. Kept while it is used: a version never changes. */
export function compiledFromCanonical(canonical: string): CompiledRubric {
  const key = sha256(canonical)
  const known = compiledBySha.get(key)
  if (known) {
    compiledBySha.delete(key)
    compiledBySha.set(key, known)
    return known
  }
  const stored = JSON.parse(canonical) as { rubric: unknown; taxonomy: unknown; table: unknown }
  const compiled = compileRubric(
    rubricSchema.parse(stored.rubric),
    taxonomySchema.parse(stored.taxonomy),
    stored.table === null ? undefined : policyTableSchema.parse(stored.table),
  )
  compiledBySha.set(key, compiled)
  const [oldest] = compiledBySha.keys()
  if (oldest !== undefined && compiledBySha.size > COMPILED_KEPT) compiledBySha.delete(oldest)
  return compiled
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
