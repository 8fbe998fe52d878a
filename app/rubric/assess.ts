import type { AnswerValue, Control } from './answers.ts'
import type { CompiledRubric, Harm, HarmEffect } from './compile.ts'
import type { Facts } from './facts.ts'
import {
  type ConfidenceGrade,
  type ControlStatus,
  type Level,
  levelIn,
  levelRank,
  namesHarm,
  type PolicyTable,
} from './rubric.ts'

/** What a reviewer says of one harm. Everything left out stays as the answers suggest. */
export type HarmScore = {
  /** 1 to 5, in place of the suggested likelihood. */
  likelihood?: number
  /** 1 to 5, in place of the suggested gravity. */
  gravity?: number
  wideScope?: boolean
  irreversible?: boolean
  confidence?: ConfidenceGrade
  /** Chance in percent of a linked SEV1 or SEV2 incident within 90 days of full rollout. */
  probability?: number
  /** A lead attests that no mechanism for this harm exists; counts only at likelihood 1. */
  noMechanism?: boolean
  /** The reviewer put this harm in scope; no answer did. */
  added?: boolean
}

export type ControlCredit = { strength: number; status: ControlStatus }

/** The reviewer's part of an assessment. */
export type Scoring = {
  harms?: Readonly<Record<string, HarmScore>>
  /** Control id → what the reviewer credits, in place of what the submitter claimed. */
  credits?: Readonly<Record<string, ControlCredit>>
  /** Safeguards besides those in the answers. */
  controls?: readonly Control[]
}

/** One step of likelihood or gravity and the answer it comes from. */
export type Contribution = {
  questionId: string
  because: 'answer' | 'unknown'
  value: AnswerValue | null
  dL: number
  dS: number
}

/** What one safeguard does for one harm, and why it does no more. */
export type ControlEffect = {
  id: string
  name: string
  kind: Control['kind']
  strength: number
  status: ControlStatus
  /** Steps off the likelihood and severity before the caps. */
  likelihood: number
  severity: number
  counts: 'now' | 'target' | 'no'
  because: string
}

export type Point = { likelihood: number; severity: number; level: Level }

export type HarmAssessment = {
  code: string
  name: string
  floor: number
  contributions: Contribution[]
  suggested: { likelihood: number; gravity: number; wideScope: boolean }
  /** Gravity 1 to 5 before scope and irreversibility. */
  gravity: number
  raisedBy: 'scope' | 'irreversible' | 'both' | null
  /** Likelihood before the step for weak evidence. */
  likelihood: number
  overridden: { likelihood: boolean; gravity: boolean }
  confidence: ConfidenceGrade | null
  /** 1 where the evidence is only an assumption (grade D), else 0. */
  uncertaintyBump: number
  probability: number | null
  controls: ControlEffect[]
  noMechanism: boolean
  inherent: Point
  current: Point
  target: Point
}

export type Assessment = {
  /** Worst first. */
  harms: HarmAssessment[]
  overall: { inherent: Level; current: Level; target: Level }
  atOrAboveM: number
  multiRisk: boolean
}

const CREDIT_CAP = { likelihood: 2, severity: 1 }

/**
 * Facts and the reviewer's scores → inherent, current and target level per harm. The overall level is the worst one, never an average.
 * Rules: domain reference B0.
 */
export function assess(compiled: CompiledRubric, facts: Facts, scoring: Scoring = {}): Assessment {
  const { table } = compiled
  if (!table) throw new RangeError(`${compiled.rubric.key} has no policy table to assess with`)
  const contributions = gatherContributions(compiled, facts)
  const picked = pickedHarms(facts)
  const controls = gatherControls(facts, scoring)
  const wideScope = compiled.wideScope?.(facts.slots) ?? false

  const harms: HarmAssessment[] = []
  for (const [i, harm] of compiled.harms.entries()) {
    const steps = contributions[i]
    const score = scoring.harms?.[harm.code]
    if (steps || picked.has(harm.code) || score?.added)
      harms.push(assessHarm(table, harm, steps ?? [], score ?? {}, controls, wideScope))
  }
  harms.sort(
    (a, b) =>
      levelRank(b.current.level) - levelRank(a.current.level) ||
      levelRank(b.inherent.level) - levelRank(a.inherent.level) ||
      (a.code < b.code ? -1 : 1),
  )
  const atOrAboveM = harms.filter((harm) => levelRank(harm.current.level) >= levelRank('M')).length
  return {
    harms,
    overall: {
      inherent: worst(harms, 'inherent'),
      current: worst(harms, 'current'),
      target: worst(harms, 'target'),
    },
    atOrAboveM,
    multiRisk: atOrAboveM >= (compiled.rubric.decision?.multi_risk ?? 2),
  }
}

function assessHarm(
  table: PolicyTable,
  { code, name, floor }: Harm,
  contributions: Contribution[],
  score: HarmScore,
  controls: readonly Control[],
  wideScope: boolean,
): HarmAssessment {
  let suggestedLikelihood = 1
  let suggestedGravity = floor
  for (const { dL, dS } of contributions) {
    suggestedLikelihood += dL
    suggestedGravity += dS
  }
  const suggested = {
    likelihood: Math.min(5, suggestedLikelihood),
    gravity: Math.min(5, suggestedGravity),
    wideScope,
  }
  const likelihood = score.likelihood ?? suggested.likelihood
  const gravity = score.gravity ?? suggested.gravity
  const uncertaintyBump = score.confidence === 'D' ? 1 : 0
  const bumped = Math.min(5, likelihood + uncertaintyBump)
  const scoped = score.wideScope ?? wideScope
  const irreversible = score.irreversible ?? false
  // The floor comes last: scope raises the gravity a reviewer sees, not the floor.
  const severity = Math.max(floor, Math.min(5, gravity + (scoped || irreversible ? 1 : 0)))
  const raised = severity > Math.max(floor, gravity)
  const raisedBy = !raised ? null : scoped && irreversible ? 'both' : scoped ? 'scope' : 'irreversible'
  const effects = controls
    .filter((control) => control.harms.some((ref) => namesHarm(ref, code)))
    .map((control) => effectOf(control, raisedBy === 'scope'))
  const noMechanism = score.noMechanism === true && bumped === 1
  const start = { table, floor, severity, likelihood: bumped, noMechanism }
  return {
    code,
    name,
    floor,
    contributions,
    suggested,
    gravity,
    raisedBy,
    likelihood,
    overridden: { likelihood: score.likelihood !== undefined, gravity: score.gravity !== undefined },
    confidence: score.confidence ?? null,
    uncertaintyBump,
    probability: score.probability ?? null,
    controls: effects,
    noMechanism,
    inherent: { likelihood: bumped, severity, level: levelIn(table, severity, bumped) },
    current: residual(start, effects, 'now'),
    target: residual(start, effects, 'target'),
  }
}

type Start = { table: PolicyTable; floor: number; severity: number; likelihood: number; noMechanism: boolean }

/** Where a harm stands with the safeguards that count now, or with those planned as well. */
function residual(start: Start, effects: readonly ControlEffect[], until: 'now' | 'target'): Point {
  let offL = 0
  let offS = 0
  for (const effect of effects) {
    if (effect.counts === 'no' || (until === 'now' && effect.counts === 'target')) continue
    offL += effect.likelihood
    offS += effect.severity
  }
  const likelihood = Math.max(1, start.likelihood - Math.min(CREDIT_CAP.likelihood, offL))
  const severity = Math.max(start.floor, start.severity - Math.min(CREDIT_CAP.severity, offS))
  return { likelihood, severity, level: start.noMechanism ? 'N' : levelIn(start.table, severity, likelihood) }
}

function worst(harms: readonly HarmAssessment[], of: 'inherent' | 'current' | 'target'): Level {
  let most: Level = 'N'
  for (const harm of harms) if (levelRank(harm[of].level) > levelRank(most)) most = harm[of].level
  return most
}

function gatherContributions(compiled: CompiledRubric, facts: Facts): (Contribution[] | undefined)[] {
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

function pickedHarms(facts: Facts): Set<string> {
  const picked = new Set<string>()
  for (const { question, slot } of facts.visible) {
    if (question.kind !== 'harms') continue
    const answer = facts.slots[slot]
    if (answer?.state !== 'answered') continue
    for (const code of answer.value as string[]) picked.add(code)
  }
  return picked
}

/** The safeguards in the answers, as the reviewer credits them, and those the reviewer added. One id is one safeguard: the last counts. */
export function gatherControls(facts: Facts, scoring: Scoring = {}): Control[] {
  const byId = new Map<string, Control>()
  for (const { question, slot } of facts.visible) {
    if (question.kind !== 'controls') continue
    const answer = facts.slots[slot]
    if (answer?.state === 'answered') for (const control of answer.value as Control[]) byId.set(control.id, control)
  }
  for (const control of scoring.controls ?? []) byId.set(control.id, control)
  return [...byId.values()].map((control) => ({ ...control, ...scoring.credits?.[control.id] }))
}

/**
 * What a safeguard is worth: only tested or monitored ones count now; planned and built ones move the target alone.
 * Prevent and deter take 1 (strength 2) or 2 (strength 3) off the likelihood; respond and recover of strength 3 take 1 off
 * the severity, but only where wide scope raised it. Detect and empower help people; they move no level.
 */
function effectOf(control: Control, raisedByScope: boolean): ControlEffect {
  const stops = control.kind === 'prevent' || control.kind === 'deter'
  const softens = control.kind === 'respond' || control.kind === 'recover'
  const likelihood = stops ? Math.max(0, control.strength - 1) : 0
  const severity = softens && control.strength === 3 && raisedByScope ? 1 : 0
  const works = control.status === 'tested' || control.status === 'monitored'
  const moves = likelihood + severity > 0
  return {
    id: control.id,
    name: control.name,
    kind: control.kind,
    strength: control.strength,
    status: control.status,
    likelihood,
    severity,
    counts: !moves ? 'no' : works ? 'now' : 'target',
    because: reasonFor(control, { stops, softens, raisedByScope, moves, works }),
  }
}

function reasonFor(
  control: Control,
  is: { stops: boolean; softens: boolean; raisedByScope: boolean; moves: boolean; works: boolean },
): string {
  if (is.moves)
    return is.works
      ? `It is ${control.status}, so it counts now.`
      : `It is only ${control.status}: it counts towards the target until it is tested.`
  if (is.stops) return 'Its strength is below 2, too weak to move the likelihood.'
  if (is.softens)
    return is.raisedByScope
      ? 'Only strength 3 takes severity back.'
      : 'It limits spread, but severity was not raised by wide scope.'
  return control.kind === 'detect'
    ? 'Detection alone moves no level; what follows it may.'
    : 'It helps the people concerned; it moves no level.'
}
