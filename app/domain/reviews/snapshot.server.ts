import { createHash } from 'node:crypto'
import { type Answers, canonicalJson, withAskedEvidence } from '#app/rubric/index.ts'
import { reviewSnapshots } from '#db/schema/reviews.ts'
import type { Tx } from '../ctx.server.ts'
import type { StoredVersion } from '../rubric-versions/index.server.ts'

export const sha256Of = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex')

/**
 * Keeps the answers as they are now, with the rubric they answer, for ever. Evidence that another answer was asked for is not among them.
 * @returns the hash of the answers
 */
export async function takeSnapshot(
  tx: Tx,
  review: { id: string },
  round: number,
  version: StoredVersion,
  given: Answers,
): Promise<string> {
  const answers = Object.fromEntries(
    Object.entries(given).map(([id, answer]) => {
      const question = version.compiled.byId.get(id)
      return [id, question ? withAskedEvidence(question, answer) : answer]
    }),
  )
  const sha256 = sha256Of(answers)
  await tx.db.insert(reviewSnapshots).values({
    id: tx.newId(),
    reviewId: review.id,
    round,
    rubricKey: version.key,
    rubricVersion: version.version,
    rubricSha256: version.sha256,
    answers,
    sha256,
    takenBy: tx.actor.id,
    takenAt: tx.now,
  })
  return sha256
}
