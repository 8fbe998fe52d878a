import { verifyAudit } from '#app/platform/audit/verify.server.ts'
import { withDatabase } from './database.ts'
import type { Outcome } from './output.ts'

const FAULTS = {
  content: 'was changed after it was written',
  link: 'does not follow the one before it',
  number: 'is missing, or stands in the wrong place',
  end: 'was cut off, or the head does not match the log',
  version: 'has an unknown hash version',
} as const

/** Recomputes every hash and follows every chain of the audit log. */
export async function verify(): Promise<Outcome> {
  const { streams, events, bad } = await withDatabase((db) => verifyAudit(db))
  const good = bad.length === 0
  return {
    code: good ? 0 : 1,
    text: good
      ? `The audit log is intact: ${events} entries in ${streams} chains.`
      : [
          `The audit log is NOT intact: ${bad.length} faults in ${events} entries.`,
          ...bad.map(({ stream, seq, what }) => `- ${stream} entry ${seq} ${FAULTS[what]}`),
        ].join('\n'),
    json: { ok: good, streams, events, bad },
  }
}
