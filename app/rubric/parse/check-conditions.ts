import { idsToShow, isReserved, readCondition, readTest, type Test } from '../condition.ts'
import { nearest } from '../nearest.ts'
import { conditionPlaces, ownTestPlaces, type QuestionPlace, questionPlaces } from '../places.ts'
import { choicesOf, type Rubric } from '../rubric.ts'
import type { Findings } from './findings.ts'

/** Conditions are well formed, name questions that exist and values these can have, and never go round in a circle. */
export function checkConditions(rubric: Rubric, findings: Findings): void {
  const questions = questionPlaces(rubric)
  const values = valuesById(rubric, questions)
  for (const { path, source } of conditionPlaces(rubric)) {
    const { tests, problems } = readCondition(source, path)
    for (const { code, path: at, message, remedy } of problems) findings.report(code, at, `${message}.`, remedy)
    for (const { id, test, path: at } of tests) {
      if (findings.isFull) break
      if (values.has(id)) checkValues(test, id, at, values.get(id), findings)
      else
        findings.report('unknown-question', at, `there is no question ${id}.`, findings.suggestion(id, values.keys()))
    }
  }
  for (const place of questions)
    for (const { path, source } of ownTestPlaces(place))
      checkValues(readTest(source), place.question.id, path, values.get(place.question.id), findings)
  const cycle = findCycle(new Map(questions.map((place) => [place.question.id, idsToShow(place)])))
  if (cycle) {
    const path = questions.find(({ question }) => question.id === cycle[0])?.path ?? 'sections'
    const circle = [...cycle, cycle[0]].join(' → ')
    findings.report('condition-cycle', `${path}.show_when`, `these questions wait for each other: ${circle}.`)
  }
}

/** The option values each question and given fact can take; undefined where any value may come. */
function valuesById(rubric: Rubric, questions: readonly QuestionPlace[]): Map<string, Set<string> | undefined> {
  const asked = [...(rubric.given ?? []), ...questions.map(({ question }) => question)]
  return new Map(
    asked.map((one) => {
      const choices = choicesOf(one)
      return [one.id, choices && new Set(choices)]
    }),
  )
}

/** Does the test name only values the answer can have? Options are text: `1` never equals the option "1". */
function checkValues(
  test: Test,
  id: string,
  path: string,
  values: ReadonlySet<string> | undefined,
  findings: Findings,
): void {
  if (!values) return
  for (const value of [...(test.in ?? []), ...(test.includesAll ?? [])]) {
    if (isReserved(value) || (typeof value === 'string' && values.has(value))) continue
    const near = values.has(String(value)) ? `"${value}", in quotes` : nearest(String(value), values)
    findings.report(
      'unknown-option',
      path,
      `${id} has no option ${String(value)}.`,
      near ? `Did you mean ${near}?` : `Use one of ${[...values].join(', ')}.`,
    )
  }
}

/** A cycle in "is shown depending on", if there is one. */
function findCycle(dependsOn: ReadonlyMap<string, ReadonlySet<string>>): string[] | undefined {
  const done = new Set<string>()
  const walk = (id: string, trail: string[]): string[] | undefined => {
    const at = trail.indexOf(id)
    if (at >= 0) return trail.slice(at)
    if (done.has(id)) return undefined
    for (const next of dependsOn.get(id) ?? []) {
      const cycle = walk(next, [...trail, id])
      if (cycle) return cycle
    }
    done.add(id)
    return undefined
  }
  for (const id of dependsOn.keys()) {
    const cycle = walk(id, [])
    if (cycle) return cycle
  }
  return undefined
}
