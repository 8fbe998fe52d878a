import type { Answer, AnswerValue } from './answers.ts'
import type { CompiledQuestion, CompiledRubric } from './compile.ts'
import { gatherControls } from './controls.ts'
import type { Evaluation, EvaluationInput } from './evaluate.ts'
import { answerText } from './explain.ts'

/** One thing that could be different. */
export type Change =
  | { kind: 'answer'; questionId: string; from: string; to: string; value: AnswerValue }
  | { kind: 'control'; controlId: string; name: string; from: string }
  | { kind: 'complete'; questionIds: string[] }

/** Only what could matter: answers that drive a harm at or above M, open a gate or fire a knock-out; safeguards not yet working. */
export function candidateChanges(compiled: CompiledRubric, input: EvaluationInput, before: Evaluation): Change[] {
  const { facts, assessment } = before
  const changes: Change[] = []
  const driving = new Set<string>(facts.openGates)
  for (const harm of assessment?.harms ?? [])
    if (harm.current.level !== 'N' && harm.current.level !== 'L')
      for (const step of harm.contributions) driving.add(step.questionId)
  for (const fired of facts.knockouts) {
    driving.add(fired.questionId)
    const condition = JSON.stringify(fired.knockout.when)
    for (const { question } of facts.visible) if (condition.includes(`"${question.id}"`)) driving.add(question.id)
  }
  for (const question of facts.visible) {
    if (!driving.has(question.question.id)) continue
    const current = facts.slots[question.slot]
    for (const value of alternatives(question, current)) {
      changes.push({
        kind: 'answer',
        questionId: question.question.id,
        from: answerText(question.question, current),
        to: answerText(question.question, { state: 'answered', value }),
        value,
      })
    }
  }
  for (const control of gatherControls(facts, input.scoring)) {
    if (control.status === 'planned' || control.status === 'built')
      changes.push({ kind: 'control', controlId: control.id, name: control.name, from: control.status })
  }
  const unfinished = new Set([...facts.missing, ...facts.invalid.map((one) => one.questionId), ...facts.openGates])
  const open = [...unfinished].filter(
    (id) => alternatives(compiled.byId.get(id), undefined).length === 0 || !driving.has(id),
  )
  if (open.length > 0) changes.push({ kind: 'complete', questionIds: open })
  return changes
}

/** The milder answers a question offers: fewer steps on its harms than the present answer, mildest first. */
export function alternatives(question: CompiledQuestion | undefined, current: Answer | undefined): AnswerValue[] {
  if (!question) return []
  const { kind, options } = question.question
  const present = current?.state === 'answered' ? current.value : undefined
  const weight = (value: AnswerValue) => stepsOf(question, value)
  const milder = (values: AnswerValue[]) =>
    values
      .filter((value) => value !== present && (present === undefined || weight(value) <= weight(present)))
      .sort((a, b) => weight(a) - weight(b))
  if (kind === 'yes_no' || kind === 'single') return milder(options?.map((option) => option.value) ?? ['yes', 'no'])
  if (kind === 'scale')
    return question.byTest.length > 0 || question.knockouts.length > 0 ? milder([4, 3, 2, 1, 0]) : []
  if (kind === 'multi') {
    const alone = options?.find((option) => option.exclusive)?.value
    const chosen = Array.isArray(present) ? (present as string[]) : []
    const harmless = chosen.filter((value) => weight(value) === 0)
    const fewer = chosen
      .filter((value) => weight(value) > 0)
      .map((gone) => chosen.filter((value) => value !== gone))
      .filter((rest) => rest.length > 0)
    return [
      ...(harmless.length > 0 && harmless.length < chosen.length ? [harmless] : []),
      ...(alone && !chosen.includes(alone) ? [[alone]] : []),
      ...fewer,
    ]
  }
  if (kind === 'attest') return present === true ? [] : [true]
  return []
}

/** How many steps of likelihood and gravity one value adds, over all harms. */
function stepsOf(question: CompiledQuestion, value: AnswerValue): number {
  const effects = [
    ...(typeof value === 'string' ? (question.byOption.get(value) ?? []) : []),
    ...question.byTest.filter(({ test }) => test({ state: 'answered', value })).map(({ effect }) => effect),
  ]
  return effects.reduce((sum, effect) => sum + effect.dL + effect.dS, 0)
}

/** What a change is about: of two changes to one thing only one can be made. */
export const subject = (change: Change): string =>
  change.kind === 'answer' ? change.questionId : change.kind === 'control' ? `control ${change.controlId}` : 'complete'

/** A change as a sentence. */
export function changeText(compiled: CompiledRubric, change: Change): string {
  if (change.kind === 'control') return `Build and test the safeguard "${change.name}" (now ${change.from}).`
  if (change.kind === 'complete')
    return `Answer the ${change.questionIds.length} open ${change.questionIds.length === 1 ? 'question' : 'questions'}.`
  return `"${compiled.byId.get(change.questionId)?.question.text ?? change.questionId}": from ${change.from} to ${change.to}.`
}
