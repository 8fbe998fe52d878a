/** The door to published rubric versions, for pure code. */
export { newerVersion } from './version.ts'
