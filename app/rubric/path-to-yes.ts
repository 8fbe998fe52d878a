import type { Answer, AnswerValue } from './answers.ts'
import { gatherControls, type HarmScore } from './assess.ts'
import type { CompiledQuestion, CompiledRubric } from './compile.ts'
import { type Proposal, STRICTNESS } from './decide.ts'
import { type Evaluation, type EvaluationInput, evaluate } from './evaluate.ts'
import { answerText } from './explain.ts'

/** One thing that could be different. */
export type Change =
  | { kind: 'answer'; questionId: string; from: string; to: string; value: AnswerValue }
  | { kind: 'control'; controlId: string; name: string; from: string }
  | { kind: 'complete'; questionIds: string[] }

export type PathToYes = {
  from: Proposal
  to: Proposal
  changes: Change[]
  /** True where every smaller set of changes was tried; false where the search was cut short and a shorter way may exist. */
  fewest: boolean
}

const MOST_CHANGES = 4
const MOST_EVALUATIONS = 6_000

/**
 * The fewest changes that reach the next better decision: another answer to an exposure or gate question, a planned safeguard
 * built and tested, or the open questions answered. Sets of one change are tried first, then two, up to four.
 * A likelihood the reviewer set moves along with the suggestion it corrected.
 * @param most how many attempts at most; a search cut short says so in `fewest`
 * @returns undefined when the decision is already "approve", or nothing within reach improves it
 */
export function pathToYes(
  compiled: CompiledRubric,
  input: EvaluationInput,
  most: number = MOST_EVALUATIONS,
): PathToYes | undefined {
  const search = searchPathToYes(compiled, input, most)
  for (;;) {
    const step = search.next()
    if (step.done) return step.value
  }
}

/** The same search, one attempt at a time: a browser can pause between attempts, so that typing never waits for it. */
export function* searchPathToYes(
  compiled: CompiledRubric,
  input: EvaluationInput,
  most: number = MOST_EVALUATIONS,
): Generator<undefined, PathToYes | undefined> {
  const before = evaluate(compiled, input)
  const from = before.decision?.proposal
  if (!from || from === 'approve') return undefined
  const candidates = candidateChanges(compiled, input, before)
  let spent = 0
  let best: { to: Proposal; changes: Change[] } | undefined
  const tryOut = (changes: Change[]) => {
    spent++
    const to = evaluate(compiled, apply(compiled, input, before, changes)).decision?.proposal
    // "Request changes" is a stop on the way, not a destination.
    if (
      to &&
      to !== 'request_changes' &&
      STRICTNESS[to] < STRICTNESS[from] &&
      (!best || STRICTNESS[to] < STRICTNESS[best.to])
    )
      best = { to, changes }
  }
  for (let size = 1; size <= MOST_CHANGES && !best; size++) {
    for (const changes of combinations(candidates, size)) {
      if (spent >= most) break
      tryOut(changes)
      yield
    }
    if (best || spent >= most) break
  }
  const exact = spent < most
  if (!best) {
    const everything = oneEach(candidates)
    tryOut(everything)
    const found = best as { to: Proposal; changes: Change[] } | undefined
    if (!found) return undefined
    return { from, ...thinOut(compiled, input, before, found), fewest: false }
  }
  return { from, to: best.to, changes: best.changes, fewest: exact }
}

/** Only what could matter: answers that drive a harm at or above M, open a gate or fire a knock-out; safeguards not yet working. */
function candidateChanges(compiled: CompiledRubric, input: EvaluationInput, before: Evaluation): Change[] {
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
function alternatives(question: CompiledQuestion | undefined, current: Answer | undefined): AnswerValue[] {
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

function apply(
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

const subject = (change: Change): string =>
  change.kind === 'answer' ? change.questionId : change.kind === 'control' ? `control ${change.controlId}` : 'complete'

/** All sets of `size` changes to different things, in order. */
function* combinations(changes: readonly Change[], size: number, from = 0): Generator<Change[]> {
  if (size === 0) return yield []
  for (let i = from; i < changes.length; i++) {
    const first = changes[i] as Change
    for (const rest of combinations(changes, size - 1, i + 1))
      if (!rest.some((other) => subject(other) === subject(first))) yield [first, ...rest]
  }
}

const oneEach = (changes: readonly Change[]): Change[] =>
  [...new Map([...changes].reverse().map((change) => [subject(change), change])).values()].reverse()

/** Drops every change that is not needed, so that a long list is at least minimal in itself. */
function thinOut(
  compiled: CompiledRubric,
  input: EvaluationInput,
  before: Evaluation,
  found: { to: Proposal; changes: Change[] },
): { to: Proposal; changes: Change[] } {
  let kept = found
  for (const change of found.changes) {
    const changes = kept.changes.filter((other) => other !== change)
    const to = evaluate(compiled, apply(compiled, input, before, changes)).decision?.proposal
    if (to && to !== 'request_changes' && STRICTNESS[to] <= STRICTNESS[kept.to]) kept = { to, changes }
  }
  return kept
}

/** A change as a sentence. */
export function changeText(compiled: CompiledRubric, change: Change): string {
  if (change.kind === 'control') return `Build and test the safeguard "${change.name}" (now ${change.from}).`
  if (change.kind === 'complete')
    return `Answer the ${change.questionIds.length} open ${change.questionIds.length === 1 ? 'question' : 'questions'}.`
  return `"${compiled.byId.get(change.questionId)?.question.text ?? change.questionId}": from ${change.from} to ${change.to}.`
}
