/** Launch reviews: the door for routes, jobs and the command line. */
export { findBench } from './bench.server.ts'
export { actAtBench, type BenchOutcome } from './bench-acts.server.ts'
export { findChangeDesk } from './change-desk.server.ts'
export { addHarm } from './commands/add-harm.server.ts'
export { attestNoMechanism } from './commands/attest-no-mechanism.server.ts'
export { changeLaunch } from './commands/change-launch.server.ts'
export { creditControl } from './commands/credit-control.server.ts'
export { decideReview } from './commands/decide-review.server.ts'
export { describeLaunch } from './commands/describe-launch.server.ts'
export { giveBackReview } from './commands/give-back-review.server.ts'
export { lockScores } from './commands/lock-scores.server.ts'
export { raiseTier } from './commands/raise-tier.server.ts'
export { reopenTriage } from './commands/reopen-triage.server.ts'
export { requestChanges } from './commands/request-changes.server.ts'
export { rescopeReview } from './commands/rescope-review.server.ts'
export { type SavedAnswer, saveAnswer } from './commands/save-answer.server.ts'
export { scoreHarm } from './commands/score-harm.server.ts'
export { openAnswers, submitReview } from './commands/submit-review.server.ts'
export { submitTriage } from './commands/submit-triage.server.ts'
export { takeOverReview } from './commands/take-over-review.server.ts'
export { takeReview } from './commands/take-review.server.ts'
export { withdrawReview } from './commands/withdraw-review.server.ts'
export { findDecisionDesk } from './decision-desk.server.ts'
export { findHistory } from './history.server.ts'
export { countNeeds, findHome } from './home.server.ts'
export { listReviews } from './list.server.ts'
export type { ListFilter } from './list.ts'
export { findMemo, worstLevels } from './memo.server.ts'
export { unlessMovedOn } from './moved-on.server.ts'
export {
  findAnswers,
  findReview,
  findScoring,
  findSnapshots,
  lastChangeRequest,
  reviewsOfLaunch,
} from './queries.server.ts'
export { findCheck, findSection, findTasks, findTriage } from './questionnaire.server.ts'
export { findRounds, type RoundView } from './rounds.server.ts'
export { type AskedQuestion, saveForm } from './save-form.server.ts'
