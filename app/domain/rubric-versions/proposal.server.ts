import { fail, ok, type Result } from '#app/platform/result.ts'
import type { Diagnostic } from '#app/rubric/diagnostic.ts'
import { checkBump, diffRubrics } from '#app/rubric/diff.ts'
import type { Tx } from '../ctx.server.ts'
import { purposeOf } from './browse.ts'
import { newestPublished } from './draft-records.server.ts'
import { compiledFromCanonical } from './library.server.ts'
import { packsOf, type RubricOfFile, readRubricText } from './read-rubric.server.ts'
import { newerVersion } from './version.ts'

/** Findings shown at once; the command line lists them all. */
const SHOWN = 8

/** What stands where a key would stand: below /rubrics, or in the folder of rubrics. */
const ADDRESSES: ReadonlySet<string> = new Set(['coverage', 'drafts', 'propose', 'versions', 'tables', 'taxonomies'])

export type Proposal = RubricOfFile & { baseVersionId: string | null }

/**
 * Reads the text of a proposed version and compares it with the newest published one of its rubric.
 * @param folder where the taxonomies, tables and add-ons are that it names
 * @returns the rubric, or what has to be put right in the file: what cannot be read, a key that no page can have, a version
 *   number that is taken, that is not newer, or that takes too small a step for what changed, another kind of rubric under the same key
 */
export async function readProposal(tx: Pick<Tx, 'db'>, source: string, folder = 'rubrics'): Promise<Result<Proposal>> {
  const { rubric, diagnostics } = await readRubricText(source, packsOf(folder, { drafts: true }))
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  if (!rubric || errors.length > 0) return unreadable(errors)
  const base = await newestPublished(tx, rubric.key)
  if (!base)
    return ADDRESSES.has(rubric.key)
      ? wrong(`“${rubric.key}” is an address of the portal, so no page could show this rubric. Give it another key.`)
      : ok({ ...rubric, baseVersionId: null })
  const name = `${rubric.key} ${rubric.version}`
  if (base.version === rubric.version)
    return wrong(`${name} is published, and a published version never changes. Give the file a higher version.`)
  if (newerVersion(rubric, base) > 0)
    return wrong(`${name} comes before ${base.version}, which is published. Give the file a higher version.`)
  const before = compiledFromCanonical(base.canonical)
  const [was, would] = [purposeOf(before.rubric), purposeOf(rubric.compiled.rubric)]
  if (was !== would)
    return wrong(
      `${base.version} is of another kind (“${was}”) than this file (“${would}”), and what uses ${rubric.key} relies on that. Give the file the key of its own rubric.`,
    )
  const changes = diffRubrics(before, rubric.compiled)
  if (changes.length === 0) return wrong(`${name} says the same as ${base.version}. There is nothing to publish.`)
  const bump = checkBump(base.version, rubric.version, changes)
  return bump ? wrong(`${bump.message} ${bump.remedy}`) : ok({ ...rubric, baseVersionId: base.id })
}

function unreadable(errors: readonly Diagnostic[]) {
  const lines = errors.slice(0, SHOWN).map(lineOf)
  const more = errors.length > SHOWN ? [`And ${errors.length - SHOWN} more: plimsoll rubric lint names them all.`] : []
  return wrong([...lines, ...more].join('\n'))
}

/** Severity and code are for tools; a person needs the place, the trouble and the remedy. */
const lineOf = ({ line, path, message, remedy }: Diagnostic): string => {
  const place = [line ? `Line ${line}` : '', path ? `(${path})` : ''].filter(Boolean).join(' ')
  return `${place ? `${place}: ` : ''}${message} ${remedy}`
}

const wrong = (message: string) =>
  fail({ code: 'invalid', message: 'This file cannot be proposed yet.', fields: { source: message } })
