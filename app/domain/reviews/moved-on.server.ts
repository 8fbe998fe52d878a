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

/** Stands for whoever else may have a review. */
const SOMEBODY = 'somebody else'

/** Why this act is closed only because the review stands elsewhere or is in other hands by now; undefined when it is open, or never was this person's. */
function movedOn(reading: Reading, review: ReviewView, action: ReviewAction): Problem | undefined {
  if (review.may[action]) return undefined
  const { id, teamId, submitterId, reviewer } = review
  const facts = { id, teamId, submitterId, participantIds: [], authorIds: [] }
  const openTo = (state: ReviewState, reviewerId: string | null) =>
    can(reading.ability, action, 'Review', { ...facts, state, reviewerId })
  const openIn = (state: ReviewState) => [null, reading.actor.id, SOMEBODY].some((one) => openTo(state, one))
  if (openTo(review.state, review.reviewerId) || !REVIEW_STATES.some(openIn)) return undefined
  const now = openIn(review.state)
    ? `${reviewer ? `${reviewer} has` : 'Nobody has'} this review by now.`
    : `The review has moved on since this page was opened: “${STATE_WORDS[review.state]}”.`
  return { code: 'conflict', message: `${now} Nothing was changed.` }
}
