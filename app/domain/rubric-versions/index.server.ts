/** The door to published rubric versions, for the server. */
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
