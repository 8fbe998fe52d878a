import type { Assessment } from './assess.ts'
import type { CompiledRubric } from './compile.ts'
import type { Facts } from './facts.ts'
import { type Level, levelRank } from './rubric.ts'

export const PROPOSALS = ['approve', 'approve_with_conditions', 'request_changes', 'escalate', 'block'] as const
export type Proposal = (typeof PROPOSALS)[number]

/** One rule of the decision order that had something to say, in plain words. */
export type DecisionReason = {
  code:
    | 'knockout'
    | 'gate_open'
    | 'incomplete'
    | 'level_critical'
    | 'level_high'
    | 'level_medium'
    | 'open_condition'
    | 'multi_risk'
    | 'clear'
  text: string
  /** The question or harm it speaks of. */
  about?: string
  remedy?: string
}

export type Decision = {
  proposal: Proposal
  /** What made the proposal; first the deciding ones. */
  reasons: DecisionReason[]
  /** Who may sign, by the residual level: N and L a reviewer, M a lead, H the council; C nobody. */
  authority: Authority
}

export type Authority = 'reviewer' | 'lead' | 'council' | 'nobody'

/**
 * The decision the rules propose, in this order: knock-out → open gates or incomplete answers → level C → level H (or a knock-out that
 * escalates) → level M or open conditions → approve. Source: domain reference B0.
 * @param openConditions conditions of an earlier approval that are not met yet
 */
export function decide(compiled: CompiledRubric, facts: Facts, assessment: Assessment, openConditions = 0): Decision {
  const residual = assessment.overall.current
  const reasons: DecisionReason[] = []
  const say = (reason: DecisionReason) => reasons.push(reason)
  for (const { knockout, questionId, because } of facts.knockouts) {
    if (knockout.action === 'tier_up') continue
    const why = because === 'unknown' ? ' The answer is not known, which counts as the worst case here.' : ''
    say({ code: 'knockout', text: `${knockout.reason}${why}`, about: questionId, remedy: knockout.remedy })
  }
  const blocked = facts.knockouts.some(({ knockout }) => knockout.action === 'block')
  const stopped = facts.knockouts.some(({ knockout }) => knockout.action === 'escalate')

  for (const id of facts.openGates) {
    const unknown = facts.unknown.includes(id)
    say({
      code: 'gate_open',
      about: id,
      text: `"${compiled.byId.get(id)?.question.text ?? id}" must be ${unknown ? 'known' : 'answered'} before this can be approved.`,
    })
  }
  const least = compiled.rubric.decision?.completeness ?? 0.95
  const incomplete = facts.completeness < least
  if (incomplete)
    say({
      code: 'incomplete',
      text: `${percent(facts.completeness)} of the questions are answered; ${percent(least)} are needed.`,
    })

  const at = (level: Level) => assessment.harms.filter((harm) => harm.current.level === level)
  for (const harm of at('C'))
    say({
      code: 'level_critical',
      about: harm.code,
      text: `Critical (C) with the safeguards that work today: ${harm.name}. A critical risk is not launched.`,
      remedy: 'Remove the exposure, or bring a tested safeguard.',
    })
  for (const harm of at('H'))
    say({ code: 'level_high', about: harm.code, text: `Stays high (H), so the council decides: ${harm.name}.` })
  for (const harm of at('M'))
    say({
      code: 'level_medium',
      about: harm.code,
      text: `Stays medium (M), so approval needs conditions: ${harm.name}.`,
    })
  if (assessment.multiRisk)
    say({ code: 'multi_risk', text: `${assessment.atOrAboveM} harms are at medium or above at once: a lead signs.` })
  if (openConditions > 0)
    say({
      code: 'open_condition',
      text: `${openConditions} ${openConditions === 1 ? 'condition is' : 'conditions are'} still open.`,
    })

  const proposal: Proposal = blocked
    ? 'block'
    : facts.openGates.length > 0 || incomplete
      ? 'request_changes'
      : at('C').length > 0
        ? 'block'
        : at('H').length > 0 || stopped
          ? 'escalate'
          : at('M').length > 0 || openConditions > 0
            ? 'approve_with_conditions'
            : 'approve'
  if (reasons.length === 0)
    say({ code: 'clear', text: 'No harm is above low, nothing is open and no knock-out applies.' })
  return { proposal, reasons, authority: authorityFor(residual, assessment.multiRisk, stopped) }
}

/** Who may sign off a residual level. A knock-out that escalates needs the council whatever the level; several harms at M need a lead. */
export function authorityFor(residual: Level, multiRisk = false, escalated = false): Authority {
  if (residual === 'C') return 'nobody'
  if (residual === 'H' || escalated) return 'council'
  if (levelRank(residual) >= levelRank('M') || multiRisk) return 'lead'
  return 'reviewer'
}

/** How strict a decision is: 0 for approve, up to 4 for block. */
export const STRICTNESS: Readonly<Record<Proposal, number>> = {
  approve: 0,
  approve_with_conditions: 1,
  escalate: 2,
  request_changes: 3,
  block: 4,
}

const percent = (share: number): string => `${Math.floor(share * 100)} %`
