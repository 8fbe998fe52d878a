/** The door to published rubric versions, for the server. */
export {
  compiledFromCanonical,
  type FileDiagnostic,
  type Library,
  type LibraryRubric,
  loadLibrary,
  packsOf,
  readRubric,
  rubricFiles,
} from './library.server.ts'
export { prepareRubrics } from './prepare.server.ts'
export { activeVersion, type StoredVersion, storedVersion, versionById, versionFor } from './queries.server.ts'
export { ChangedVersion, registerLibrary } from './register.server.ts'
