import type { ReviewState } from './review.ts'

/** What becomes of an answer when its review moves to a newer version. Nothing is deleted: an archived answer stays visible. */
export const ANSWER_FATES = ['carried', 'to_reconfirm', 'archived'] as const

/** Why an answer has to be looked at again. */
export const RECONFIRM_CAUSES = ['version', 'reuse'] as const
export type ReconfirmCause = (typeof RECONFIRM_CAUSES)[number]

/** How that ended: still true, answered anew, or the move was taken back. */
export const SETTLEMENTS = ['confirmed', 'answered', 'undone'] as const
export type Settlement = (typeof SETTLEMENTS)[number]

/** The rubrics of a review that can move, each for itself. */
export type MovingRubric = 'full' | 'triage'

/** A review moves while nobody has submitted it; the triage only while it is being answered. */
export function mayMove(
  { state, submittedAt }: { state: ReviewState; submittedAt: Date | string | null },
  which: MovingRubric,
): boolean {
  if (submittedAt !== null) return false
  return state === 'draft' || (state === 'triaged' && which === 'full')
}

/** Another version of a review's rubric is in force. */
export type NewerVersion = {
  which: MovingRubric
  title: string
  from: string
  to: string
  /** It has a knock-out or a gate that the review's version lacks or has weaker: the review is submitted under it, or not at all. */
  stops: boolean
}

/** An answer that somebody has to stand by again before the review is submitted. */
export type Reconfirmation = {
  cause: ReconfirmCause
  why: string
  lastTrueAt: string
  /** The launch that the answer comes from: "L-12 Raid Boost". */
  from: string | null
}

/** An answer that a move left behind: its question is gone, or it no longer fits. */
export type ArchivedAnswer = {
  questionKey: string
  asked: string
  /** In words. */
  answer: string
  why: string
  rubric: string
  from: string
  to: string
  by: string
  at: string
}
