/** Why the embedded database cannot run here, in words that say what to do. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError'
}
