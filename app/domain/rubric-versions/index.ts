/** The door to rubric versions, proposed and published, for pure code. */
export { DRAFT_LIMITS, DRAFT_STATES, DRAFT_WORDS, type DraftState } from './draft.ts'
export type { BacktestView, DraftEntry, DraftHead, DraftView, RemarkView, RunView } from './draft-views.ts'
export {
  changeDraftInput,
  openConsultationInput,
  proposeDraftInput,
  publishDraftInput,
  remarkInput,
  retireVersionInput,
  startBacktestInput,
  withdrawDraftInput,
} from './schemas.ts'
export { newerVersion } from './version.ts'
