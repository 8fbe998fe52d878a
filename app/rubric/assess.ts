import type { AnswerValue, Control } from './answers.ts'
import type { CompiledRubric, HarmEffect } from './compile.ts'
import type { Facts } from './facts.ts'
import { type ConfidenceGrade, type ControlStatus, type Level, levelIn, levelRank, namesHarm } from './rubric.ts'

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
  compiled.harms.forEach((harm, i) => {
    const found = contributions[i]
    const score = scoring.harms?.[harm.code]
    if (!found && !picked.has(harm.code) && !score?.added) return
    const steps = found ?? []
    const suggested = {
      likelihood: Math.min(5, 1 + steps.reduce((sum, step) => sum + step.dL, 0)),
      gravity: Math.min(5, harm.floor + steps.reduce((sum, step) => sum + step.dS, 0)),
      wideScope,
    }
    const likelihood = score?.likelihood ?? suggested.likelihood
    const uncertaintyBump = score?.confidence === 'D' ? 1 : 0
    const bumped = Math.min(5, likelihood + uncertaintyBump)
    const gravity = score?.gravity ?? suggested.gravity
    const scoped = score?.wideScope ?? suggested.wideScope
    const irreversible = score?.irreversible ?? false
    // The floor comes last: scope raises the gravity a reviewer sees, not the floor.
    const base = Math.max(harm.floor, gravity)
    const severity = Math.max(harm.floor, Math.min(5, gravity + (scoped || irreversible ? 1 : 0)))
    const raised = severity > base
    const raisedBy = !raised ? null : scoped && irreversible ? 'both' : scoped ? 'scope' : 'irreversible'
    const effects = controls
      .filter((control) => control.harms.some((ref) => namesHarm(ref, harm.code)))
      .map((control) => effectOf(control, raisedBy === 'scope'))
    const noMechanism = score?.noMechanism === true && bumped === 1
    const point = (l: number, s: number, attested: boolean): Point => ({
      likelihood: l,
      severity: s,
      level: attested ? 'N' : levelIn(table, s, l),
    })
    const residual = (counted: ControlEffect[]): Point => {
      const offL = Math.min(
        CREDIT_CAP.likelihood,
        counted.reduce((sum, effect) => sum + effect.likelihood, 0),
      )
      const offS = Math.min(
        CREDIT_CAP.severity,
        counted.reduce((sum, effect) => sum + effect.severity, 0),
      )
      return point(Math.max(1, bumped - offL), Math.max(harm.floor, severity - offS), noMechanism)
    }
    harms.push({
      code: harm.code,
      name: harm.name,
      floor: harm.floor,
      contributions: steps,
      suggested,
      gravity,
      raisedBy,
      likelihood,
      overridden: { likelihood: score?.likelihood !== undefined, gravity: score?.gravity !== undefined },
      confidence: score?.confidence ?? null,
      uncertaintyBump,
      probability: score?.probability ?? null,
      controls: effects,
      noMechanism,
      inherent: point(bumped, severity, false),
      current: residual(effects.filter((effect) => effect.counts === 'now')),
      target: residual(effects.filter((effect) => effect.counts !== 'no')),
    })
  })
  harms.sort(
    (a, b) =>
      levelRank(b.current.level) - levelRank(a.current.level) ||
      levelRank(b.inherent.level) - levelRank(a.inherent.level) ||
      (a.code < b.code ? -1 : 1),
  )
  const worst = (of: (harm: HarmAssessment) => Level): Level =>
    harms.reduce<Level>((most, harm) => (levelRank(of(harm)) > levelRank(most) ? of(harm) : most), 'N')
  const atOrAboveM = harms.filter((harm) => levelRank(harm.current.level) >= levelRank('M')).length
  return {
    harms,
    overall: {
      inherent: worst((h) => h.inherent.level),
      current: worst((h) => h.current.level),
      target: worst((h) => h.target.level),
    },
    atOrAboveM,
    multiRisk: atOrAboveM >= (compiled.rubric.decision?.multi_risk ?? 2),
  }
}

function gatherContributions(compiled: CompiledRubric, facts: Facts): (Contribution[] | undefined)[] {
  const found: (Contribution[] | undefined)[] = new Array(compiled.harms.length)
  for (const question of facts.visible) {
    const answer = facts.slots[question.slot]
    if (!answer || answer.state === 'n_a') continue
    const add = (effect: HarmEffect, because: Contribution['because'], value: AnswerValue | null) => {
      const list = found[effect.harm] ?? []
      found[effect.harm] = list
      const same = list.find((step) => step.questionId === question.question.id)
      // Two options of one multi question that name the same harm: the heavier one counts, so that a long list does not multiply.
      if (!same) list.push({ questionId: question.question.id, because, value, dL: effect.dL, dS: effect.dS })
      else {
        same.dL = Math.max(same.dL, effect.dL)
        same.dS = Math.max(same.dS, effect.dS)
      }
    }
    if (answer.state === 'unknown') {
      for (const effect of question.whenUnknown) add(effect, 'unknown', null)
      continue
    }
    const { value } = answer
    if (question.byOption.size > 0) {
      for (const word of Array.isArray(value) ? value : [value])
        for (const effect of question.byOption.get(word as string) ?? []) add(effect, 'answer', value)
    }
    for (const { test, effect } of question.byTest) if (test(answer)) add(effect, 'answer', value)
  }
  return found
}

function pickedHarms(facts: Facts): Set<string> {
  const picked = new Set<string>()
  for (const { question, slot } of facts.visible) {
    const answer = facts.slots[slot]
    if (question.kind !== 'harms' || answer?.state !== 'answered') continue
    for (const code of answer.value as string[]) picked.add(code)
  }
  return picked
}

/** The safeguards in the answers, as the reviewer credits them, and those the reviewer added. One id is one safeguard: the last counts. */
export function gatherControls(facts: Facts, scoring: Scoring = {}): Control[] {
  const listed = facts.visible.flatMap(({ question, slot }) => {
    const answer = facts.slots[slot]
    return question.kind === 'controls' && answer?.state === 'answered' && Array.isArray(answer.value)
      ? (answer.value as Control[])
      : []
  })
  const byId = new Map([...listed, ...(scoring.controls ?? [])].map((control) => [control.id, control]))
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
