import { fail, ok, type Problem, type Result } from '#app/platform/result.ts'
import { type Level, levelRank } from '#app/rubric/index.ts'
import type { Authority, Outcome } from './review.ts'

/** What is being decided and by whom. */
export type VerdictInput = {
  /** The roles of the person, as they are now. */
  roles: readonly string[]
  outcome: Exclude<Outcome, 'request_changes'>
  proposal: Outcome
  residual: Level
  /** Who the rules say may sign. */
  authority: Authority | 'nobody'
  escalated: boolean
  overrideReason: string
  conditions: number
}

export type Verdict = { authority: Authority; overridden: boolean }

const RANK: Readonly<Record<Authority | 'nobody', number>> = { reviewer: 1, lead: 2, council: 3, nobody: 4 }
const STRICT: Readonly<Record<Outcome, number>> = {
  approve: 0,
  approve_with_conditions: 1,
  escalate: 2,
  request_changes: 3,
  block: 4,
}

/**
 * May this person take this decision? The decision the rules propose, or a stricter one, is free to whoever has the authority
 * for the residual level; a looser one needs a lead or the council and a written reason, and a proposed block only the council
 * can loosen. Level C is never approved. Source: domain reference B0.
 * @returns the authority used, and whether the proposal was overridden; or why not, and who has the key
 */
export function judge(input: VerdictInput): Result<Verdict> {
  const own = highestAuthority(input.roles)
  const no = (code: string, message: string, fields?: Problem['fields']) =>
    fail(fields ? { code, message, fields } : { code, message })
  if (!own) return no('forbidden', 'Only a reviewer, a lead or the council decides.')
  const { outcome } = input
  const approving = outcome === 'approve' || outcome === 'approve_with_conditions'

  if (outcome === 'escalate') {
    if (input.escalated) return no('conflict', 'The council already has this one.')
    return ok({ authority: own, overridden: false })
  }
  if (approving && input.authority === 'nobody') {
    return no(
      'forbidden',
      'A critical risk (C) cannot be approved. Block the launch, or ask for changes that remove the exposure.',
    )
  }
  if (input.escalated && own !== 'council') return no('forbidden', 'This was escalated: the safety council decides.')
  if (approving && RANK[own] < RANK[input.authority]) {
    return no(
      'forbidden',
      `The residual level ${input.residual} needs ${input.authority === 'council' ? 'the safety council' : `a ${input.authority}`}.`,
    )
  }
  if (outcome === 'block' && own === 'reviewer' && levelRank(input.residual) >= levelRank('M')) {
    return no('forbidden', `The residual level ${input.residual} needs a lead or the council.`)
  }
  if (outcome === 'approve_with_conditions' && input.conditions === 0)
    return no('invalid', 'An approval with conditions needs at least one condition.', {
      conditions: 'Add a condition, or approve without.',
    })
  if (outcome !== 'approve_with_conditions' && input.conditions > 0)
    return no('invalid', 'Only an approval with conditions carries conditions.', {
      conditions: 'Remove the conditions, or choose "approve with conditions".',
    })

  // An escalation proposes nothing but the right table; the council's answer to it is an approval with conditions.
  const proposed = STRICT[input.proposal === 'escalate' ? 'approve_with_conditions' : input.proposal]
  const looser = STRICT[outcome] < proposed
  if (!looser) return ok({ authority: own, overridden: false })
  if (own === 'reviewer')
    return no('forbidden', 'A looser decision than the rules propose needs a lead or the council.')
  if (input.proposal === 'block' && own !== 'council')
    return no('forbidden', 'The rules propose to block: only the safety council may decide otherwise.')
  if (input.overrideReason === '') {
    return no('invalid', 'A looser decision than the rules propose needs a written reason.', {
      overrideReason: 'Say why the proposal does not fit here.',
    })
  }
  return ok({ authority: own, overridden: true })
}

/** The strongest authority among these roles. */
export function highestAuthority(roles: readonly string[]): Authority | undefined {
  return (['council', 'lead', 'reviewer'] as const).find((role) => roles.includes(role))
}
