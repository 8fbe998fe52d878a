import {
  type Change,
  type CompiledRubric,
  type ControlEffect,
  changeText,
  type HarmAssessment,
} from '#app/rubric/index.ts'
import type { Gate } from './review.ts'

/** A condition somebody could attach with one press, and where the idea comes from. */
export type ConditionIdea = { text: string; gate: Gate; from: 'path' | 'safeguard' }

/** What could be asked of the submitter: the steps of the path to yes, and every safeguard that is planned but does not count yet. */
export function conditionIdeas(
  compiled: CompiledRubric,
  { path, harms }: { path: readonly Change[]; harms: readonly HarmAssessment[] },
): ConditionIdea[] {
  const planned = new Map<string, { effect: ControlEffect; codes: string[] }>()
  for (const harm of harms)
    for (const effect of harm.controls) {
      if (effect.counts !== 'target') continue
      const known = planned.get(effect.id)
      if (known) known.codes.push(harm.code)
      else planned.set(effect.id, { effect, codes: [harm.code] })
    }
  return [
    ...[...planned.values()].map(
      ({ effect, codes }): ConditionIdea => ({
        text: `"${effect.name}" is built and tested, and holds against ${codes.join(', ')}.`,
        gate: 'before_launch',
        from: 'safeguard',
      }),
    ),
    ...path
      .filter((change) => change.kind !== 'control' || !planned.has(change.controlId))
      .map((change): ConditionIdea => ({ text: textOf(compiled, change), gate: 'before_launch', from: 'path' })),
  ]
}

const textOf = (compiled: CompiledRubric, change: Change): string =>
  change.kind === 'answer'
    ? `The answer to "${compiled.byId.get(change.questionId)?.question.text ?? change.questionId}" is "${change.to}" (today: "${change.from}").`
    : changeText(compiled, change)
