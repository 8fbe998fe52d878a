import { reviews } from '#db/schema/reviews.ts'
import type { Tx } from '../ctx.server.ts'
import { activeVersion } from '../rubric-versions/index.server.ts'

/** A new review of a launch, by whoever acts, pinned to the rubric versions in force today. */
export async function startDraft(tx: Tx, of: { launchId: string; teamId: string; previousId?: string }) {
  const triage = await activeVersion(tx.db, 'launch-triage', tx.now)
  const full = await activeVersion(tx.db, 'launch-full', tx.now)
  const draft = { id: tx.newId(), triageVersionId: triage.id, fullVersionId: full.id }
  await tx.db.insert(reviews).values({
    ...draft,
    ...of,
    state: 'draft',
    submitterId: tx.actor.id,
    createdAt: tx.now,
    changedAt: tx.now,
  })
  return draft
}
