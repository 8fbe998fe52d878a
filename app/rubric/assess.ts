import type { Control } from './answers.ts'
import type { CompiledRubric, Harm } from './compile.ts'
import { type Contribution, gatherContributions, pickedHarms } from './contributions.ts'
import { type ControlEffect, effectOf, gatherControls } from './controls.ts'
import type { Facts } from './facts.ts'
import { type ConfidenceGrade, type Level, levelIn, levelRank, namesHarm, type PolicyTable } from './rubric.ts'
import type { HarmScore, Scoring } from './scoring.ts'

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

/** Safeguards take off this many steps at most, however many there are. */
const CREDIT_CAP = { likelihood: 2, severity: 1 }

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
