import { type Diagnostic, withLine } from '../diagnostic.ts'
import { policyTableSchema, taxonomySchema } from '../pack-schema.ts'
import type { PolicyTable, Rubric, Taxonomy } from '../rubric.ts'
import { rubricSchema } from '../schema.ts'
import { checkRubric } from './check-rubric.ts'
import { error } from './error.ts'
import { type Parsed, parseShape } from './shape.ts'

export type { Parsed } from './shape.ts'

/**
 * Text of a rubric file → rubric. Checks the shape, then everything the shape cannot say: unique ids, known questions, options and
 * harms in conditions and effects, no cycle of conditions.
 */
export const parseRubric = (text: string, taxonomy: Taxonomy): Parsed<Rubric> =>
  checked(parseShape(text, rubricSchema), (rubric) => checkRubric(rubric, taxonomy))

/** Text of a harm pack → pack, with every harm named once and in a group that exists. */
export const parseTaxonomy = (text: string): Parsed<Taxonomy> =>
  checked(parseShape(text, taxonomySchema), checkTaxonomy)

/** Text of a policy table → table; whether its levels make sense, `checkTable` says. */
export const parsePolicyTable = (text: string): Parsed<PolicyTable> => parseShape(text, policyTableSchema)

function checked<T>(shaped: Parsed<T>, check: (value: T) => Diagnostic[]): Parsed<T> {
  if (!shaped.ok) return shaped
  const diagnostics = check(shaped.value).map((one) => withLine(one, shaped.lineOf))
  return diagnostics.length > 0 ? { ok: false, diagnostics } : shaped
}

function checkTaxonomy(taxonomy: Taxonomy): Diagnostic[] {
  const groups = new Set(taxonomy.groups.map((group) => group.code))
  const seen = new Set<string>()
  return taxonomy.harms.flatMap(({ code }, i) => {
    const path = `harms[${i}].code`
    const group = code.slice(0, 3)
    const twice = seen.has(code)
    seen.add(code)
    return [
      ...(twice ? [error('duplicate-harm', path, `the harm ${code} stands twice.`)] : []),
      ...(groups.has(group)
        ? []
        : [
            error(
              'orphan-harm',
              path,
              `the harm ${code} belongs to no group.`,
              `List the group ${group} under groups.`,
            ),
          ]),
    ]
  })
}
