import { LEVELS, type Level, levelRank } from '#app/rubric/rubric.ts'
import { AUTHORITIES, type Authority, type Outcome, type ReviewState } from './review.ts'
import { highestAuthority } from './verdict.ts'
import type { DecisionView, HarmLevels, ReviewView } from './views.ts'

/** Up to which level each authority may accept (domain reference G). C is accepted by nobody. */
export const ACCEPTS: Readonly<Record<Authority, Level>> = { reviewer: 'L', lead: 'M', council: 'H' }

/**
 * The load line a person sees: what the present authority may accept. Once a review is with the council that is the council; once
 * it is approved, whoever had to approve its worst level; else the person's own authority. Whoever decides nothing sees the first
 * line, the reviewer's.
 */
export function lineFor(
  roles: readonly string[],
  state: ReviewState,
  decided?: { outcome: Outcome | null; worst: Level | undefined },
): Level {
  if (decided?.worst && approves(decided.outcome)) return ACCEPTS[neededFor(decided.worst)]
  return ACCEPTS[state === 'escalated' ? 'council' : (highestAuthority(roles) ?? 'reviewer')]
}

/** The line of a memo: a refusal stands at the line of whoever signed it, all else where the other pages draw theirs. */
export function memoLine(
  roles: readonly string[],
  { state, outcome }: Pick<ReviewView, 'state' | 'outcome'>,
  final: Pick<DecisionView, 'outcome' | 'authority'> | undefined,
  levels: readonly Pick<HarmLevels, 'current'>[],
): Level {
  if (final && !approves(final.outcome)) return ACCEPTS[final.authority as Authority]
  return lineFor(roles, state, {
    outcome,
    worst: LEVELS.findLast((one) => levels.some(({ current }) => current === one)),
  })
}

const approves = (outcome: Outcome | null | undefined): boolean =>
  outcome === 'approve' || outcome === 'approve_with_conditions'

const neededFor = (level: Level): Authority =>
  AUTHORITIES.find((authority) => levelRank(ACCEPTS[authority]) >= levelRank(level)) ?? 'council'
