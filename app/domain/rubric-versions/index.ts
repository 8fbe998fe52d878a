/** The door to rubric versions, proposed and published, for pure code. */
export * from './browse.ts'
export type { ChangeLine, ChangesView } from './browse-changes.ts'
export { type KnockoutView, type QuestionView, READERS, type Reader, type SectionView } from './browse-questions.ts'
export type { RulesView } from './browse-rules.ts'
export { DRAFT_LIMITS, DRAFT_STATES, DRAFT_WORDS, type DraftState } from './draft.ts'
export {
  type BacktestView,
  briefly,
  type DraftBrief,
  type DraftEntry,
  type DraftHead,
  type DraftView,
  type ProposableFile,
  type RemarkView,
  type RunView,
} from './draft-views.ts'
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
export * from './try.ts'
export { newerVersion } from './version.ts'
