import { type Level, levelRank } from '#app/rubric/rubric.ts'
import { AUTHORITIES, type Authority, type Outcome, type ReviewState } from './review.ts'
import { highestAuthority } from './verdict.ts'

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
  const approved = decided?.outcome === 'approve' || decided?.outcome === 'approve_with_conditions'
  if (approved && decided.worst) return ACCEPTS[neededFor(decided.worst)]
  return ACCEPTS[state === 'escalated' ? 'council' : (highestAuthority(roles) ?? 'reviewer')]
}

const neededFor = (level: Level): Authority =>
  AUTHORITIES.find((authority) => levelRank(ACCEPTS[authority]) >= levelRank(level)) ?? 'council'
