import type { Logger } from 'pino'
import { isLostConnection } from '../database.server.ts'
import type { Shutdown } from './shutdown.server.ts'

/**
 * A promise nobody waited for: when the database went away it is noise, and the process goes on; anything else is a mistake in
 * the portal whose damage nobody knows, so the process ends in order and a fresh one takes its place.
 */
export function survive(log: Logger, shutdown: Shutdown): void {
  const meet = (kind: string) => (error: unknown) => {
    if (isLostConnection(error)) {
      log.warn({ err: error }, `${kind}: the database went away`)
      return
    }
    log.fatal({ err: error }, kind)
    void shutdown.now(1)
  }
  process.on('unhandledRejection', meet('unhandled rejection'))
  process.on('uncaughtException', meet('uncaught exception'))
}
