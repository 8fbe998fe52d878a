/** Launch reviews: the door for routes, jobs and the command line. */
export { raiseTier, reopenTriage, rescopeReview, withdrawReview } from './commands/change-course.server.ts'
export { decideReview } from './commands/decide-review.server.ts'
export { describeLaunch } from './commands/describe-launch.server.ts'
export { lockScores } from './commands/lock-scores.server.ts'
export { requestChanges } from './commands/request-changes.server.ts'
export { type AnswerConflict, type SavedAnswer, saveAnswer } from './commands/save-answer.server.ts'
export { addHarm, attestNoMechanism, creditControl, scoreHarm, takeReview } from './commands/score.server.ts'
export { openAnswers, submitReview } from './commands/submit-review.server.ts'
export { submitTriage } from './commands/submit-triage.server.ts'
export { findHome, type Home, type Lane } from './home.server.ts'
export {
  COUNT_CAP,
  LIST_SORTS,
  type ListFilter,
  listFilter,
  listReviews,
  PAGE_SIZE,
  type ReviewList,
} from './list.server.ts'
export {
  findAnswers,
  findHistory,
  findMemo,
  findReview,
  findScoring,
  findSnapshots,
  lastChangeRequest,
  reviewsOfLaunch,
  worstLevels,
} from './queries.server.ts'
