/** Why the portal cannot start here, in words that say what to do. */
export class StartError extends Error {
  override name = 'StartError'
}
