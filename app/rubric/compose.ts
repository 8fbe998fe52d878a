import type { Diagnostic } from './diagnostic.ts'
import { orUnknown } from './or-unknown.ts'
import { checkRubric } from './parse/check-rubric.ts'
import { error } from './parse/error.ts'
import type { Parsed } from './parse/shape.ts'
import { type ConditionSource, choicesOf, type Given, isOfAddOn, type Rubric, type Taxonomy } from './rubric.ts'
import { rubricSchema } from './schema.ts'

type Read = Extract<Parsed<Rubric>, { ok: true }>

/** An add-on as the base names it: `livestream@1.0.0`. */
export type NamedAddOn = { name: string; read: Read }

/**
 * A base and its add-ons → one rubric: the sections of the add-ons follow those of the base, each shown when its add-on is drawn in and
 * its own condition holds. What comes out is a rubric like any other; nothing after this knows of add-ons but the lint, for the budget.
 */
export function composeRubric(base: Read, addOns: readonly NamedAddOn[], taxonomy: Taxonomy): Parsed<Rubric> {
  const apart = addOns.flatMap(({ name, read }, i) =>
    mismatches(base.value, name, read.value).map((one) => inAddOn(one, name, i)),
  )
  if (apart.length > 0) return { ok: false, diagnostics: apart.map((one) => withBaseLine(one, base)) }
  const raw = {
    ...(base.raw as Record<string, unknown>),
    sections: [...sectionsOf(base), ...addOns.flatMap(({ read }) => drawnInSections(read))],
  }
  const shaped = rubricSchema.safeParse(raw)
  if (!shaped.success) {
    const messages = shaped.error.issues.map(({ message }) => message).join(' ')
    return { ok: false, diagnostics: [withBaseLine(error('out-of-bounds', 'add_ons', messages), base)] }
  }
  const diagnostics = checkRubric(shaped.data, taxonomy, true).map((one) =>
    withBaseLine(placed(one, shaped.data), base),
  )
  return diagnostics.length > 0 ? { ok: false, diagnostics } : { ...base, value: shaped.data, raw }
}

/** A finding in a composed rubric, said where a person finds it: the add-on and the place in its own file. */
export function placed(found: Diagnostic, { sections, add_ons }: Rubric): Diagnostic {
  const [whole = '', at = '', rest = ''] = found.path.match(/^sections\[(\d+)\](.*)$/) ?? []
  const section = whole && sections[Number(at)]
  const name = section && add_ons?.find((one) => isOfAddOn(section.id, one))
  if (!section || !name || !add_ons) return found
  const own = sections.filter(({ id }) => isOfAddOn(id, name)).indexOf(section)
  return inAddOn({ ...found, path: `sections[${own}]${rest}` }, name, add_ons.indexOf(name))
}

const inAddOn = (found: Diagnostic, name: string, i: number): Diagnostic => ({
  ...found,
  path: `add_ons[${i}]`,
  message: `${name}${found.path ? ` at ${found.path}` : ''}: ${found.message}`,
})

const withBaseLine = (found: Diagnostic, { lineOf }: Read): Diagnostic => {
  const line = lineOf(found.path)
  return line ? { ...found, line } : found
}

type RawSection = Record<string, unknown> & { show_when?: ConditionSource }
const sectionsOf = ({ raw }: Read) => (raw as { sections: RawSection[] }).sections

function drawnInSections(read: Read): RawSection[] {
  const drawnIn = orUnknown(read.value.add_on?.when ?? {})
  return sectionsOf(read).map((section) => ({
    ...section,
    show_when: section.show_when ? { all: [drawnIn, section.show_when] } : drawnIn,
  }))
}

/** What an add-on takes for granted of its base and is not so. */
function mismatches(base: Rubric, name: string, { key, version, add_on, given }: Rubric): Diagnostic[] {
  if (`${key}@${version}` !== name) return [error('misplaced-file', 'version', `the file holds ${key} ${version}.`)]
  if (add_on?.to !== base.key)
    return [
      error('not-its-add-on', 'add_on.to', add_on ? `it is an add-on of ${add_on.to}.` : 'it is a rubric of its own.'),
    ]
  const asked = [...(base.given ?? []), ...base.sections.flatMap(({ questions }) => questions)]
  return (given ?? []).flatMap((fact, g) => {
    const there = asked.find(({ id }) => id === fact.id)
    const path = `given[${g}]`
    if (!there) return [error('given-differs', path, `${base.key} has no question or given fact ${fact.id}.`)]
    if (there.kind !== fact.kind)
      return [error('given-differs', path, `${fact.id} is a ${there.kind} answer in ${base.key}, not ${fact.kind}.`)]
    return sameValues(fact, choicesOf(there))
      ? []
      : [error('given-differs', path, `${fact.id} has other values in ${base.key}: ${choicesOf(there)?.join(', ')}.`)]
  })
}

function sameValues(fact: Given, there: readonly string[] | undefined): boolean {
  const here = choicesOf(fact)
  if (!here || !there) return here === there
  return here.length === there.length && here.every((value) => there.includes(value))
}
