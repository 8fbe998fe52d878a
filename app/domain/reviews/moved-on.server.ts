import { can } from '#app/platform/access/ability.ts'
import type { Problem } from '#app/platform/result.ts'
import type { Reading } from '../ctx.server.ts'
import type { ReviewAction } from './policy.ts'
import { REVIEW_STATES, type ReviewState, STATE_WORDS } from './review.ts'
import type { ReviewView } from './views.ts'

/** Why this act is closed only because the review stands elsewhere by now; undefined when it is open, or never was this person's. */
export function movedOn(reading: Reading, review: ReviewView, action: ReviewAction): Problem | undefined {
  if (review.may[action]) return undefined
  const { id, teamId, submitterId } = review
  const facts = { id, teamId, submitterId, participantIds: [], authorIds: [] }
  const openIn = (state: ReviewState) => can(reading.ability, action, 'Review', { ...facts, state })
  if (openIn(review.state) || !REVIEW_STATES.some(openIn)) return undefined
  return {
    code: 'conflict',
    message: `The review has moved on since this page was opened: “${STATE_WORDS[review.state]}”. Nothing was changed.`,
  }
}
