import { questionPlaces } from '../places.ts'
import type { OutcomeValue, Rubric } from '../rubric.ts'
import type { LintRule } from './rule.ts'

const outcomeUnreachable: LintRule = {
  code: 'outcome-unreachable',
  severity: 'warning',
  finds: 'No rule that anything gets to, no knock-out and not `otherwise` leads to an outcome.',
  matters: 'People read it as a possible end, and nobody ever gets there.',
  remedy: 'Add a rule that leads to it, or remove it.',
  find: ({ compiled: { rubric }, dead }) => {
    const led = new Set<string | undefined>([
      rubric.outcome?.otherwise,
      ...(rubric.outcome?.rules ?? []).filter(({ code }) => !dead.some(({ id }) => id === code)).map(({ to }) => to),
      ...questionPlaces(rubric).flatMap(({ question }) => (question.knockouts ?? []).map(({ to }) => to)),
    ])
    return valuesOf(rubric)
      .filter(({ id }) => !led.has(id))
      .map(({ id, path }) => ({ path, message: `nothing leads to ${id}.` }))
  },
}

const outcomeWithoutScenario: LintRule = {
  code: 'outcome-without-scenario',
  severity: 'warning',
  finds: 'No scenario beside the rubric expects an outcome.',
  matters: 'Nobody has seen it come out, and a later change of a rule can make it impossible unnoticed.',
  remedy: 'Add a scenario that expects it.',
  find: ({ compiled: { rubric }, tested }) =>
    valuesOf(rubric)
      .filter(({ id }) => tested && !tested.outcomes.has(id))
      .map(({ id, path }) => ({
        path,
        message: `no scenario expects ${id}.`,
        remedy: `Add a scenario with expect: {outcome: ${id}}.`,
      })),
}

export const outcomes = [outcomeUnreachable, outcomeWithoutScenario]

const valuesOf = ({ outcome }: Rubric): (OutcomeValue & { path: string })[] =>
  (outcome?.values ?? []).map((value, i) => ({ ...value, path: `outcome.values[${i}]` }))
