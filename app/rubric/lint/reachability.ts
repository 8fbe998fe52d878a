import { type Condition, readCondition } from '../condition.ts'
import { conditionPlaces, questionPlaces } from '../places.ts'
import { deadPart } from './dead-tests.ts'
import { both, impossibleIn } from './reach.ts'
import type { Found, LintRule } from './rule.ts'

const neverHolds: LintRule = {
  code: 'never-holds',
  severity: 'warning',
  finds: 'A condition asks for two answers to one question at once, or counts more conditions than it lists.',
  matters: 'Whatever hangs on it is dead: a question nobody sees, a knock-out that never fires, a tier nobody gets.',
  remedy: 'Correct the condition.',
  find: ({ compiled, reach }) =>
    conditionPlaces(compiled.rubric).flatMap(({ path, source, within }) => {
      const { condition, tests } = readCondition(source, path)
      const found: Found[] = []
      const around = within && reach.needsToShow(within.id)
      const needs = reach.needsOf(source)
      const id = impossibleIn(around ? both(needs, around) : needs)
      // A dead test is the cause; saying the consequence as well would only be noise.
      const dead = tests.some(({ id: asked, test }) => deadPart(test, asked, compiled))
      if (id && !dead) found.push({ path, message: `this can never hold: it asks for two answers to ${id} at once.` })
      for (const { least, most, of } of countsIn(condition))
        if (least > of.length || least > most)
          found.push({ path, message: 'a count asks for more conditions than it lists.', remedy: 'Lower the count.' })
      return found
    }),
}

const unreachableQuestion: LintRule = {
  code: 'unreachable-question',
  severity: 'warning',
  finds:
    'A question is never shown, because its section and the questions before it need answers that exclude each other.',
  matters: 'The author believes it is asked, and its harms are looked at; they are not.',
  remedy: 'Correct one of the conditions, or remove the question.',
  find: ({ compiled, reach }) =>
    questionPlaces(compiled.rubric).flatMap(({ path, question, section }) => {
      const id = impossibleIn(reach.needsToShow(question.id))
      const alone = [question, section].some(({ show_when }) => impossibleIn(reach.needsOf(show_when)))
      if (!id || alone) return []
      const why = `what its section and earlier questions need of ${id} leaves no answer.`
      return [{ path: `${path}.show_when`, message: `${question.id} is never shown: ${why}` }]
    }),
}

const unreachableOption: LintRule = {
  code: 'unreachable-option',
  severity: 'warning',
  finds:
    'A test names an answer that cannot have been given where it is asked, because the question would not be shown then.',
  matters: 'That part of the rule is dead; the author believes that the answer is looked at.',
  remedy: 'Take the answer out of the test, or show the question more often.',
  find: ({ compiled, reach }) =>
    conditionPlaces(compiled.rubric).flatMap(({ path, source, within }) => {
      const around = within ? reach.needsToShow(within.id) : new Map()
      if (impossibleIn(around) !== undefined || impossibleIn(both(reach.needsOf(source), around))) return []
      return readCondition(source, path).tests.flatMap(({ id, test, path: at }) => {
        const values = test.in ?? []
        if (deadPart(test, id, compiled) || !values.some((value) => reach.isOpen(id, value, around))) return []
        return values
          .filter((value) => !reach.isOpen(id, value, around))
          .map((value) => ({ path: at, message: `${id} is never ${value} where ${within?.id} is shown.` }))
      })
    }),
}

export const reachability = [neverHolds, unreachableQuestion, unreachableOption]

const countsIn = (condition: Condition): Extract<Condition, { op: 'count' }>[] =>
  condition.op === 'test'
    ? []
    : condition.op === 'not'
      ? countsIn(condition.of)
      : [...(condition.op === 'count' ? [condition] : []), ...condition.of.flatMap(countsIn)]
