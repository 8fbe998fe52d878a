import type { Level } from '#app/rubric/rubric.ts'
import type { Authority, ReviewState } from './review.ts'
import { highestAuthority } from './verdict.ts'

/** Up to which level each authority may accept (domain reference G). C is accepted by nobody. */
export const ACCEPTS: Readonly<Record<Authority, Level>> = { reviewer: 'L', lead: 'M', council: 'H' }

/**
 * The load line a person sees: what the present authority may accept. Once a review is with the council that is the council,
 * else the person's own authority; whoever decides nothing sees the first line, the reviewer's.
 */
export const lineFor = (roles: readonly string[], state: ReviewState): Level =>
  ACCEPTS[state === 'escalated' ? 'council' : (highestAuthority(roles) ?? 'reviewer')]
