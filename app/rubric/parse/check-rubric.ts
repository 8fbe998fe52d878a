import { isCalendarDay } from '../check-answer.ts'
import { isCombinator } from '../condition.ts'
import type { Diagnostic } from '../diagnostic.ts'
import { effectPlaces, questionPlaces } from '../places.ts'
import { namesHarm, RESERVED_IDS, type Rubric, type Taxonomy } from '../rubric.ts'
import { checkAddOn, checkAskedElsewhere } from './check-add-ons.ts'
import { checkConditions } from './check-conditions.ts'
import { checkOutcome } from './check-outcome.ts'
import { checkQuestion } from './check-question.ts'
import { Findings } from './findings.ts'

/**
 * Everything wrong with a rubric of the right shape.
 * @param whole true for a rubric composed with its add-ons, which leaves no name to be found elsewhere
 */
export function checkRubric(rubric: Rubric, taxonomy: Taxonomy, whole = false): Diagnostic[] {
  const findings = new Findings()
  if (!isCalendarDay(rubric.effective))
    findings.report('not-a-day', 'effective', `${rubric.effective} is not a day of the calendar.`)
  const pack = `${taxonomy.key}@${taxonomy.edition}`
  if (rubric.taxonomy !== pack)
    findings.report('unknown-taxonomy', 'taxonomy', `the rubric names ${rubric.taxonomy}, the pack at hand is ${pack}.`)
  checkIds(rubric, findings)
  for (const place of questionPlaces(rubric)) checkQuestion(place, findings)
  checkHarms(rubric, taxonomy, findings)
  checkConditions(rubric, findings)
  checkReasons(rubric, findings)
  checkOutcome(rubric, findings)
  checkAddOn(rubric, findings)
  checkAskedElsewhere(rubric, whole, findings)
  return findings.all
}

function checkIds(rubric: Rubric, findings: Findings): void {
  const known = new Set<string>()
  const check = (id: string, path: string) => {
    if (known.has(id)) findings.report('duplicate-id', path, `the id ${id} stands twice.`)
    if (isCombinator(id) || (RESERVED_IDS as readonly string[]).includes(id))
      findings.report('reserved-id', path, `${id} is a word with a meaning of its own.`)
    known.add(id)
  }
  rubric.given?.forEach((given, g) => {
    check(given.id, `given[${g}].id`)
  })
  checkUnique(rubric.sections, 'sections', findings)
  checkUnique(rubric.tiers?.rules ?? [], 'tiers.rules', findings)
  for (const { path, question } of questionPlaces(rubric)) check(question.id, `${path}.id`)
}

function checkUnique(items: readonly { id: string }[], path: string, findings: Findings): void {
  const seen = new Set<string>()
  items.forEach(({ id }, i) => {
    if (seen.has(id)) findings.report('duplicate-id', `${path}[${i}].id`, `the id ${id} stands twice.`, 'Rename one.')
    seen.add(id)
  })
}

function checkHarms(rubric: Rubric, taxonomy: Taxonomy, findings: Findings): void {
  const codes = taxonomy.harms.filter((harm) => !harm.incident_only).map((harm) => harm.code)
  for (const { path, effect } of questionPlaces(rubric).flatMap(effectPlaces)) {
    if (codes.some((code) => namesHarm(effect.harm, code))) continue
    const remedy = findings.suggestion(effect.harm, codes)
    findings.report('unknown-harm', path, `${effect.harm} is not in ${rubric.taxonomy}.`, remedy)
  }
}

function checkReasons(rubric: Rubric, findings: Findings): void {
  const codes = new Map<string, string>()
  const check = (code: string, path: string) => {
    const before = codes.get(code)
    if (before) findings.report('duplicate-reason', path, `the reason code ${code} is also used at ${before}.`)
    codes.set(code, path)
  }
  for (const { path, question } of questionPlaces(rubric))
    question.knockouts?.forEach(({ code }) => {
      check(code, `${path}.knockouts`)
    })
  rubric.outcome?.rules.forEach(({ code }, i) => {
    check(code, `outcome.rules[${i}].code`)
  })
}
