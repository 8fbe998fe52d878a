import type { Answer } from './answers.ts'
import type { Assessment, HarmAssessment, Point } from './assess.ts'
import type { CompiledRubric } from './compile.ts'
import type { Decision } from './decide.ts'
import type { Evaluation } from './evaluate.ts'
import type { Facts, TierResult } from './facts.ts'
import type { OutcomeResult } from './outcome.ts'
import type { Level, Question } from './rubric.ts'

export const LEVEL_NAMES: Record<Level, string> = { N: 'none', L: 'low', M: 'medium', H: 'high', C: 'critical' }

/** Why a harm has its levels: one sentence a step, in the order the engine takes them. */
export type HarmExplanation = { code: string; name: string; summary: string; steps: string[] }

export type Explanation = {
  tier?: string
  /** The outcome with its rule, the answers that decided it, and what happens then; or what is still missing. */
  outcome?: string[]
  decision?: string[]
  harms: HarmExplanation[]
}

/** The evaluation in sentences: what a reviewer reads under "explain", and what the command line prints. */
export function explain(compiled: CompiledRubric, evaluation: Evaluation): Explanation {
  return {
    ...(evaluation.tier ? { tier: explainTier(evaluation.tier) } : {}),
    ...(evaluation.outcome ? { outcome: explainOutcome(compiled, evaluation.facts, evaluation.outcome) } : {}),
    ...(evaluation.decision && evaluation.assessment
      ? { decision: explainDecision(evaluation.decision, evaluation.assessment) }
      : {}),
    harms: (evaluation.assessment?.harms ?? []).map((harm) => explainHarm(compiled, evaluation.facts, harm)),
  }
}

export const explainTier = (tier: TierResult): string => `${tier.tier}, because ${tier.because}`

function explainOutcome(compiled: CompiledRubric, facts: Facts, result: OutcomeResult): string[] {
  if (result.state === 'open')
    return [
      'No outcome yet: these answers are missing.',
      ...result.missing.map((id) => `"${compiled.byId.get(id)?.question.text ?? id}"`),
    ]
  const { outcome, code, because, by, from } = result
  const why = by === 'unknown' ? ' An answer is not known, which counts as the worst case here.' : ''
  return [
    `${outcome.title} (${code}): ${ended(because)}${why}`,
    ...from.map((id) => factText(compiled, facts, id)),
    outcome.next,
  ]
}

const ended = (sentence: string): string => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`)

/** A question or given fact with what stands in it. */
function factText(compiled: CompiledRubric, facts: Facts, id: string): string {
  const asked = compiled.byId.get(id)?.question ?? compiled.rubric.given?.find((given) => given.id === id)
  return asked ? `"${asked.text}" – ${answerText(asked, facts.slots[compiled.slotOf(id)])}.` : id
}

function explainDecision(decision: Decision, assessment: Assessment): string[] {
  const { inherent, current, target } = assessment.overall
  return [
    `Worst harm: ${word(inherent)} before safeguards, ${word(current)} now, ${word(target)} with everything planned.`,
    ...decision.reasons.map((reason) => (reason.remedy ? `${reason.text} ${reason.remedy}` : reason.text)),
  ]
}

/** Why one harm has its inherent, current and target level. */
export function explainHarm(compiled: CompiledRubric, facts: Facts, harm: HarmAssessment): HarmExplanation {
  const steps: string[] = []
  steps.push(
    harm.contributions.length === 0
      ? 'No answer raises its likelihood: it starts at 1.'
      : `Likelihood starts at 1. ${harm.contributions.map((step) => contributionText(compiled, facts, step)).join(' ')} Suggested: ${harm.suggested.likelihood}.`,
  )
  if (harm.overridden.likelihood)
    steps.push(`The reviewer set the likelihood to ${harm.likelihood} instead of ${harm.suggested.likelihood}.`)
  if (harm.uncertaintyBump > 0)
    steps.push(`The evidence is only an assumption (grade D), so likelihood rises by 1 to ${harm.inherent.likelihood}.`)
  steps.push(severityText(harm))
  steps.push(
    `Severity ${harm.inherent.severity} and likelihood ${harm.inherent.likelihood} give ${word(harm.inherent.level)} before safeguards.`,
  )
  for (const control of harm.controls)
    steps.push(
      `Safeguard "${control.name}" (${control.kind}, strength ${control.strength}, ${control.status}): ${creditText(control.likelihood, control.severity, control.counts)}${control.because}`,
    )
  if (harm.noMechanism) steps.push('A lead attested that no mechanism for this harm exists, so it counts as none.')
  steps.push(`Now: ${pointText(harm.current)}. With everything planned: ${pointText(harm.target)}.`)
  return {
    code: harm.code,
    name: harm.name,
    summary: `${harm.code} ${harm.name}: ${word(harm.inherent.level)} before safeguards, ${word(harm.current.level)} now, ${word(harm.target.level)} as planned.`,
    steps,
  }
}

function severityText(harm: HarmAssessment): string {
  const gravity = harm.overridden.gravity
    ? `set to ${harm.gravity} by the reviewer (suggested ${harm.suggested.gravity})`
    : String(harm.gravity)
  const raised = {
    scope: ' It could reach 100,000 people or more: plus 1.',
    irreversible: ' It cannot be undone: plus 1.',
    both: ' It could reach many people and cannot be undone: plus 1.',
  }
  const floor = harm.gravity < harm.floor ? ` The floor of ${harm.floor} for this harm holds.` : ''
  return `Gravity is ${gravity}; this harm is never below ${harm.floor}.${floor}${harm.raisedBy ? raised[harm.raisedBy] : ''}`
}

function contributionText(
  compiled: CompiledRubric,
  facts: Facts,
  step: HarmAssessment['contributions'][number],
): string {
  const question = compiled.byId.get(step.questionId)
  const what = question
    ? `"${question.question.text}" – ${answerText(question.question, facts.slots[question.slot])}`
    : step.questionId
  const moves =
    [step.dL > 0 ? `+${step.dL} likelihood` : '', step.dS > 0 ? `+${step.dS} gravity` : '']
      .filter(Boolean)
      .join(', ') || 'puts it in scope'
  return `${what}: ${moves}${step.because === 'unknown' ? ' (not known counts against)' : ''}.`
}

const creditText = (likelihood: number, severity: number, counts: 'now' | 'target' | 'no'): string =>
  counts === 'no'
    ? ''
    : `${[likelihood > 0 ? `−${likelihood} likelihood` : '', severity > 0 ? `−${severity} severity` : ''].filter(Boolean).join(', ')}. `

const pointText = (point: Point): string =>
  `severity ${point.severity}, likelihood ${point.likelihood}, ${word(point.level)}`
const word = (level: Level): string => `${LEVEL_NAMES[level]} (${level})`

/** An answer in words: option labels instead of values. */
export function answerText(
  question: Pick<Question, 'kind' | 'options' | 'anchors' | 'unit'>,
  answer: Answer | undefined,
): string {
  if (!answer) return 'not answered'
  if (answer.state === 'unknown') return answer.note ? `not known (${answer.note})` : 'not known'
  if (answer.state === 'n_a') return `does not apply: ${answer.reason}`
  const label = (value: unknown) => question.options?.find((option) => option.value === value)?.label ?? String(value)
  const { value } = answer
  switch (question.kind) {
    case 'yes_no':
      return question.options ? label(value) : value === 'yes' ? 'Yes' : 'No'
    case 'single':
      return label(value)
    case 'multi':
      return Array.isArray(value) ? value.map(label).join(', ') : label(value)
    case 'scale':
      return `${value}: ${question.anchors?.[Number(value)] ?? ''}`
    case 'number':
      return `${Number(value).toLocaleString('en')}${question.unit ? ` ${question.unit}` : ''}`
    case 'probability':
      return `${value} %`
    case 'attest':
      return 'Confirmed'
    case 'evidence':
      return Array.isArray(value) ? value.map((item) => (item as { label: string }).label).join(', ') : ''
    case 'controls':
      return Array.isArray(value) ? value.map((item) => (item as { name: string }).name).join(', ') : ''
    case 'grid':
      return Array.isArray(value) ? `${value.length} ${value.length === 1 ? 'row' : 'rows'}` : ''
    default:
      return Array.isArray(value) ? value.join(', ') : String(value)
  }
}
