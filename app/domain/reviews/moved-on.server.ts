import { can } from '#app/platform/access/ability.ts'
import { AccessDenied } from '#app/platform/access/authorize.ts'
import { fail, type Problem, type Result } from '#app/platform/result.ts'
import type { Ctx, Reading } from '../ctx.server.ts'
import type { ReviewAction } from './policy.ts'
import { findReview } from './queries.server.ts'
import { REVIEW_STATES, type ReviewState, STATE_WORDS } from './review.ts'
import type { ReviewView } from './views.ts'

/**
 * Carries out an act of a form. When it is refused only because the review stands elsewhere by now, that is said in words: what somebody
 * wrote meanwhile must come back to them, and not end on an error page.
 */
export async function unlessMovedOn<T>(
  ctx: Ctx,
  reviewId: string,
  action: ReviewAction,
  act: () => Promise<Result<T>>,
): Promise<Result<T>> {
  try {
    return await act()
  } catch (error) {
    const review = error instanceof AccessDenied ? await findReview(ctx, reviewId) : undefined
    const late = review && movedOn(ctx, review, action)
    if (late) return fail(late)
    throw error
  }
}

/** Why this act is closed only because the review stands elsewhere by now; undefined when it is open, or never was this person's. */
function movedOn(reading: Reading, review: ReviewView, action: ReviewAction): Problem | undefined {
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
