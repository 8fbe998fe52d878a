import type { AnswerValue } from './answers.ts'
import type { CompiledRubric, HarmEffect } from './compile.ts'
import type { Facts } from './facts.ts'

/** One step of likelihood or gravity and the answer it comes from. */
export type Contribution = {
  questionId: string
  because: 'answer' | 'unknown'
  value: AnswerValue | null
  dL: number
  dS: number
}

/** The steps that the answers add, by the place of the harm in `CompiledRubric.harms`; nothing where no answer speaks of it. */
export function gatherContributions(
  compiled: Pick<CompiledRubric, 'harms'>,
  facts: Pick<Facts, 'visible' | 'slots'>,
): (Contribution[] | undefined)[] {
  const found: (Contribution[] | undefined)[] = new Array(compiled.harms.length)
  for (const { question, slot, byOption, byTest, whenUnknown } of facts.visible) {
    const answer = facts.slots[slot]
    if (!answer || answer.state === 'n_a') continue
    if (answer.state === 'unknown') {
      for (const effect of whenUnknown) addStep(found, effect, question.id, 'unknown', null)
      continue
    }
    const { value } = answer
    if (byOption.size > 0) {
      if (Array.isArray(value))
        for (const word of value) addSteps(found, byOption.get(word as string), question.id, value)
      else addSteps(found, byOption.get(value as string), question.id, value)
    }
    for (const { test, effect } of byTest) if (test(answer)) addStep(found, effect, question.id, 'answer', value)
  }
  return found
}

function addSteps(
  found: (Contribution[] | undefined)[],
  effects: readonly HarmEffect[] | undefined,
  questionId: string,
  value: AnswerValue,
): void {
  if (effects) for (const effect of effects) addStep(found, effect, questionId, 'answer', value)
}

function addStep(
  found: (Contribution[] | undefined)[],
  { harm, dL, dS }: HarmEffect,
  questionId: string,
  because: Contribution['because'],
  value: AnswerValue | null,
): void {
  const list = found[harm]
  const last = list?.[list.length - 1]
  if (!list) found[harm] = [{ questionId, because, value, dL, dS }]
  else if (last?.questionId === questionId) {
    // Two options of one multi question that name the same harm: the heavier one counts, so that a long list does not multiply.
    last.dL = Math.max(last.dL, dL)
    last.dS = Math.max(last.dS, dS)
  } else list.push({ questionId, because, value, dL, dS })
}

/** The harms that somebody picked from the list. */
export function pickedHarms(facts: Pick<Facts, 'visible' | 'slots'>): Set<string> {
  const picked = new Set<string>()
  for (const { question, slot } of facts.visible) {
    if (question.kind !== 'harms') continue
    const answer = facts.slots[slot]
    if (answer?.state !== 'answered') continue
    for (const code of answer.value as string[]) picked.add(code)
  }
  return picked
}
