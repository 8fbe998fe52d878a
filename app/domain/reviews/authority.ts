import type { DecisionReason, Level } from '#app/rubric/index.ts'
import type { Authority, Outcome, ReviewState } from './review.ts'
import { judge, type VerdictInput } from './verdict.ts'

export const AUTHORITY_WORDS: Readonly<Record<Authority | 'nobody', string>> = {
  reviewer: 'a reviewer',
  lead: 'a lead',
  council: 'the safety council',
  nobody: 'nobody',
}

type Standing = {
  authority: Authority | 'nobody'
  residual: Level
  reasons: readonly DecisionReason[]
  escalated: boolean
}

/** Who has the key to an approval, and why: "Needs the safety council: 2 harms at H". */
export function whoHasTheKey({ authority, reasons, escalated }: Standing): string {
  const at = (code: DecisionReason['code']) => reasons.filter((reason) => reason.code === code).length
  const harms = (count: number, level: Level) => `${count} ${count === 1 ? 'harm' : 'harms'} at ${level}`
  if (authority === 'nobody') return `Cannot be approved: ${harms(at('level_critical'), 'C')}`
  if (authority === 'council')
    return at('level_high') > 0
      ? `Needs the safety council: ${harms(at('level_high'), 'H')}`
      : 'Needs the safety council: a rule escalates this launch'
  if (escalated) return 'Needs the safety council: a lead escalated it'
  if (authority === 'lead')
    return at('level_medium') > 0
      ? `Needs a lead: ${harms(at('level_medium'), 'M')}`
      : 'Needs a lead: several harms at once'
  return 'A reviewer may sign: no harm is above low'
}

export const DECIDABLE = [
  'approve',
  'approve_with_conditions',
  'escalate',
  'block',
] as const satisfies readonly Outcome[]
export type Decidable = (typeof DECIDABLE)[number]

export type Possibility =
  | { outcome: Decidable; possible: true; needsReason: boolean }
  | { outcome: Decidable; possible: false; because: string }

/** What this person could decide, and for the rest why not: the same judge that the command asks. */
export function possibilities(
  standing: Pick<VerdictInput, 'roles' | 'proposal' | 'residual' | 'authority' | 'escalated'>,
): Possibility[] {
  return DECIDABLE.map((outcome) => {
    const conditions = outcome === 'approve_with_conditions' ? 1 : 0
    const verdict = judge({ ...standing, outcome, conditions, overrideReason: 'given' })
    return verdict.ok
      ? { outcome, possible: true, needsReason: verdict.value.overridden }
      : { outcome, possible: false, because: verdict.problem.message }
  })
}

/** Why somebody does not decide now: whose turn it is. Without a standing, for those who may not see the scores. */
export function whyNotYours(
  review: { state: ReviewState; reviewer: string | null; submitter: string },
  standing: Standing | undefined,
): string {
  switch (review.state) {
    case 'in_review':
      return `The scores are not locked yet. ${review.reviewer ?? 'A reviewer'} scores first; then it can be decided.`
    case 'changes_requested':
      return `Changes were requested. ${review.submitter} answers first; then the launch is scored and decided.`
    case 'scored':
    case 'escalated':
      return `${standing ? whoHasTheKey(standing) : 'It waits for a decision'}.`
    case 'withdrawn':
      return 'The launch was withdrawn; there is nothing to decide.'
    default:
      return 'It has not been submitted yet.'
  }
}
