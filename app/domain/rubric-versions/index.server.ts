/** The door to rubric versions, proposed and published, for the server. */

export { failBacktest, hearOfBacktest } from './backtest-runs.server.ts'
export { findRubric, listRubrics } from './browse.server.ts'
export { findCoverage } from './browse-coverage.server.ts'
export { type ComparedVersions, findChanges, findQuestions, findRules } from './browse-pages.server.ts'
export { changeDraft } from './commands/change-draft.server.ts'
export { type BacktestFindings, finishBacktest } from './commands/finish-backtest.server.ts'
export { openConsultation } from './commands/open-consultation.server.ts'
export { proposeDraft } from './commands/propose-draft.server.ts'
export { publishDraft } from './commands/publish-draft.server.ts'
export { remarkOnDraft } from './commands/remark-on-draft.server.ts'
export { retireVersion } from './commands/retire-version.server.ts'
export { startBacktest } from './commands/start-backtest.server.ts'
export { withdrawDraft } from './commands/withdraw-draft.server.ts'
export { listProposableFiles, readProposableFile } from './draft-files.server.ts'
export { unlessDraftMovedOn } from './draft-moved-on.server.ts'
export { findDraft, findDraftFile, mayPropose } from './drafts.server.ts'
export {
  compiledFromCanonical,
  draftOfPublished,
  type FileDiagnostic,
  isDraftFile,
  type Library,
  type LibraryRubric,
  loadLibrary,
  misplaced,
  rubricFiles,
} from './library.server.ts'
export { prepareRubrics } from './prepare.server.ts'
export { activeVersion, type StoredVersion, storedVersion, versionById, versionFor } from './queries.server.ts'
export { packsOf, readRubric, readRubricText } from './read-rubric.server.ts'
export { ChangedVersion, registerLibrary } from './register.server.ts'
export { findVersionToRetire, type VersionToRetire } from './retirement.server.ts'
export { readTextFile } from './text-file.server.ts'
export {
  isTranslationFile,
  readTranslation,
  translatedFile,
  translationOfNothing,
} from './translations.server.ts'
export { findScenario, findTrial } from './try.server.ts'
