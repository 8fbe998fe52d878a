import { idsIn } from '../condition.ts'
import { questionPlaces } from '../places.ts'
import { isOfAddOn, prefixOf, type Rubric } from '../rubric.ts'
import type { Findings } from './findings.ts'

/** An add-on keeps to its own part: its ids begin with its key, it declares what it takes from the base, and it decides nothing. */
export function checkAddOn(rubric: Rubric, findings: Findings): void {
  const { add_on, key } = rubric
  if (!add_on) return
  for (const part of ['tiers', 'decision', 'outcome', 'wide_scope_when', 'add_ons'] as const)
    if (rubric[part] !== undefined)
      findings.report('add-on-decides', part, `an add-on has no ${part} of its own.`, `Leave it to ${add_on.to}.`)
  const prefix = prefixOf(key)
  const check = (id: string, path: string) => {
    if (!isOfAddOn(id, key))
      findings.report('add-on-prefix', path, `${id} does not begin with ${prefix}.`, `Call it ${prefix}.${id}.`)
  }
  rubric.sections.forEach(({ id }, s) => {
    check(id, `sections[${s}].id`)
  })
  for (const { question, path } of questionPlaces(rubric)) check(question.id, `${path}.id`)
  const given = new Set(rubric.given?.map(({ id }) => id))
  const own = new Set(questionPlaces(rubric).map(({ question }) => question.id))
  for (const id of idsIn(add_on.when))
    if (own.has(id) && !given.has(id))
      findings.report('add-on-when', 'add_on.when', `${id} is a question of the add-on itself.`)
}

/**
 * What a section shows and what a question gives way to exists. In one file of several the names of the others are taken on trust;
 * composing looks at them again, with all of them there.
 */
export function checkAskedElsewhere(rubric: Rubric, whole: boolean, findings: Findings): void {
  const places = questionPlaces(rubric)
  const asked = new Set(places.map(({ question }) => question.id))
  const known = new Set([...asked, ...(rubric.given ?? []).map(({ id }) => id)])
  const isInAddOn = (id: string) => rubric.add_ons?.some((name) => isOfAddOn(id, name)) ?? false
  const isElsewhere = (id: string) => !whole && (rubric.add_on ? !isOfAddOn(id, rubric.key) : isInAddOn(id))
  const check = (id: string, ids: ReadonlySet<string>, path: string) => {
    if (!ids.has(id) && !isElsewhere(id))
      findings.report('unknown-question', path, `there is no question ${id}.`, findings.suggestion(id, ids))
  }
  if (!whole)
    for (const { path, id } of [
      ...rubric.sections.map(({ id }, s) => ({ path: `sections[${s}].id`, id })),
      ...places.map(({ question, path }) => ({ path: `${path}.id`, id: question.id })),
    ])
      if (isInAddOn(id)) findings.report('add-on-prefix', path, `${id} begins like the ids of an add-on.`, 'Rename it.')
  rubric.sections.forEach(({ shows }, s) => {
    const own = new Set(rubric.sections[s]?.questions.map(({ id }) => id))
    shows?.forEach((id, i) => {
      const path = `sections[${s}].shows[${i}]`
      if (own.has(id)) findings.report('shows-itself', path, `${id} is a question of this section.`)
      else check(id, known, path)
    })
  })
  for (const { question, path } of places)
    if (question.unless_asked !== undefined) check(question.unless_asked, asked, `${path}.unless_asked`)
}
