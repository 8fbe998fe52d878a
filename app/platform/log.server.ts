import { type Logger, pino } from 'pino'

/**
 * The one logger: JSON lines in UTC. Callers name the fields they want; nothing else is written, so that a database
 * error (whose parameters may be what a person typed) or a request can never bring personal data into the log.
 */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError, error: describeError },
  })
}

/** What may be said about an error in a log: its kind, its code and where it happened; never its message or parameters. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error }
  const { code } = error as { code?: unknown }
  return {
    kind: error.name,
    code: typeof code === 'string' ? code : undefined,
    cause: error.cause instanceof Error ? describeError(error.cause) : undefined,
    at: framesOf(error),
  }
}

function framesOf(error: Error): string[] {
  const lines = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return lines.slice(0, 8).map((line) => line.trim())
}
