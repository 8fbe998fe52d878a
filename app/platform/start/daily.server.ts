import type { Logger } from 'pino'

const DAY = 24 * 3_600_000

/**
 * Does the work now, and then once a day for as long as the process lives; it keeps no process alive. What goes wrong is logged and
 * tried again the next day. @returns how to stop it
 */
export function daily(work: () => Promise<unknown>, log: Logger, every = DAY): () => void {
  const run = () => {
    work().catch((error: unknown) => log.warn({ err: error }, 'the daily work failed; it is tried again tomorrow'))
  }
  run()
  const timer = setInterval(run, every)
  timer.unref()
  return () => clearInterval(timer)
}
