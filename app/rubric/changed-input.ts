import type { Answer, AnswerValue } from './answers.ts'
import { alternatives, type Change } from './change.ts'
import type { CompiledQuestion, CompiledRubric } from './compile.ts'
import { gatherControls } from './controls.ts'
import { type Evaluation, type EvaluationInput, evaluate } from './evaluate.ts'
import type { HarmScore } from './scoring.ts'

/** The input as it would be after some changes. @param before the evaluation of the input as it is */
export function changedInput(
  compiled: CompiledRubric,
  input: EvaluationInput,
  before: Evaluation,
  changes: readonly Change[],
): EvaluationInput {
  const answers: Record<string, Answer> = { ...input.answers }
  const credits = { ...input.scoring?.credits }
  for (const change of changes) {
    if (change.kind === 'answer') answers[change.questionId] = { state: 'answered', value: change.value }
    if (change.kind === 'control') {
      const control = gatherControls(before.facts, input.scoring).find((one) => one.id === change.controlId)
      credits[change.controlId] = { strength: control?.strength ?? 0, status: 'tested' }
    }
    if (change.kind === 'complete')
      for (const id of change.questionIds) answers[id] = placeholder(compiled, before, compiled.byId.get(id))
  }
  return {
    ...input,
    answers,
    scoring: { ...input.scoring, credits, harms: shiftOverrides(compiled, input, before, answers) },
  }
}

/** A reviewer who set 3 where the answers suggested 4 still thinks one step less when the answers change. */
function shiftOverrides(
  compiled: CompiledRubric,
  input: EvaluationInput,
  before: Evaluation,
  answers: Record<string, Answer>,
): Record<string, HarmScore> {
  const scores: Record<string, HarmScore> = { ...input.scoring?.harms }
  const overridden = (before.assessment?.harms ?? []).filter((harm) => harm.overridden.likelihood)
  if (overridden.length === 0) return scores
  const after = evaluate(compiled, {
    ...input,
    answers,
    scoring: { ...input.scoring, harms: withoutLikelihood(scores) },
  }).assessment
  for (const harm of overridden) {
    const suggested = after?.harms.find((one) => one.code === harm.code)?.suggested.likelihood ?? 1
    scores[harm.code] = {
      ...scores[harm.code],
      likelihood: Math.max(1, Math.min(5, suggested + harm.likelihood - harm.suggested.likelihood)),
    }
  }
  return scores
}

const withoutLikelihood = (scores: Record<string, HarmScore>): Record<string, HarmScore> =>
  Object.fromEntries(Object.entries(scores).map(([code, { likelihood: _, ...rest }]) => [code, rest]))

/** Stands for "answered, and nothing bad in it"; only the search uses it. */
function placeholder(compiled: CompiledRubric, before: Evaluation, question: CompiledQuestion | undefined): Answer {
  if (!question) return { state: 'unknown' }
  const clear = (value: AnswerValue) => {
    const slots = [...before.facts.slots]
    slots[question.slot] = { state: 'answered', value }
    return question.knockouts.every(({ fires }) => fires(slots) === 0)
  }
  const choices = alternatives(question, undefined)
  const mildest = choices.find(clear) ?? choices[0]
  if (mildest !== undefined) return { state: 'answered', value: mildest }
  if (question.question.allow_na) return { state: 'n_a', reason: 'assumed' }
  return { state: 'answered', value: neutralValue(compiled, before, question) }
}

/** A value that passes the check for its kind and says as little as possible. */
function neutralValue(
  compiled: CompiledRubric,
  before: Evaluation,
  { question, minRows }: CompiledQuestion,
): AnswerValue {
  const harm = compiled.harms.reduce((least, one) => (one.floor < least.floor ? one : least)).code
  switch (question.kind) {
    case 'number':
      return Math.min(question.max ?? 0, Math.max(question.min ?? 0, 0))
    case 'probability':
      return 0
    case 'scale':
      return 4
    case 'date':
      return '2000-01-01'
    case 'multi':
      return [question.options?.[0]?.value ?? '']
    case 'evidence':
      return [{ label: '…', url: 'https://example.org' }]
    case 'harms':
      return [harm]
    case 'controls':
      return [{ id: 'assumed', name: '…', kind: 'detect', strength: 0, status: 'planned', harms: [harm] }]
    case 'grid': {
      const rows = Math.max(
        1,
        ...minRows.filter(({ when }) => !when || when(before.facts.slots)).map((one) => one.rows),
      )
      const cells = (question.columns ?? []).map((column) => [
        column.id,
        column.kind === 'number' ? 0 : column.kind === 'harm' ? harm : (column.options?.[0]?.value ?? '…'),
      ])
      return Array.from({ length: rows }, () => Object.fromEntries(cells) as Record<string, string | number>)
    }
    default:
      return '…'
  }
}
