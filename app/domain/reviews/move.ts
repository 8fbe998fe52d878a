/** What becomes of an answer when its review moves to a newer version. Nothing is deleted: an archived answer stays visible. */
export const ANSWER_FATES = ['carried', 'to_reconfirm', 'archived'] as const
export type AnswerFate = (typeof ANSWER_FATES)[number]

/** Why an answer has to be looked at again. */
export const RECONFIRM_CAUSES = ['version', 'reuse'] as const
export type ReconfirmCause = (typeof RECONFIRM_CAUSES)[number]

/** How that ended: still true, answered anew, or the move was taken back. */
export const SETTLEMENTS = ['confirmed', 'answered', 'undone'] as const
export type Settlement = (typeof SETTLEMENTS)[number]
