import { and, eq, ne } from 'drizzle-orm'
import { authorize } from '#app/platform/access/authorize.ts'
import { fail, ok } from '#app/platform/result.ts'
import { rubricDrafts } from '#db/schema/rubrics.ts'
import type { Ctx } from '../../ctx.server.ts'
import { readProposal } from '../proposal.server.ts'
import type { ProposeDraftInput } from '../schemas.ts'

/** Proposes a version: the text of its file, and what it is to put right. It is a draft until others were asked. */
export const proposeDraft = (ctx: Ctx, input: ProposeDraftInput) =>
  ctx.transaction(async (tx) => {
    const id = tx.newId()
    authorize(tx.ability, 'propose', 'RubricDraft', { id, proposedBy: tx.actor.id, state: 'draft' })
    const read = await readProposal(tx, input.source)
    if (!read.ok) return read
    const { key, version, effective, sha256, canonical, baseVersionId } = read.value
    const inserted = await tx.db
      .insert(rubricDrafts)
      .values({
        ...{ id, key, version, baseVersionId, source: input.source, canonical, sha256, effectiveOn: effective },
        ...{ state: 'draft', reason: input.reason, proposedBy: tx.actor.id, proposedAt: tx.now, changedAt: tx.now },
      })
      .onConflictDoNothing()
      .returning({ id: rubricDrafts.id })
    if (inserted.length === 0) {
      const [open] = await tx.db
        .select({ id: rubricDrafts.id, sha256: rubricDrafts.sha256, proposedBy: rubricDrafts.proposedBy })
        .from(rubricDrafts)
        .where(and(eq(rubricDrafts.key, key), eq(rubricDrafts.version, version), ne(rubricDrafts.state, 'withdrawn')))
      // Sent twice: the first time counts.
      if (open?.sha256 === sha256 && open.proposedBy === tx.actor.id) return ok({ draftId: open.id })
      return fail({
        code: 'invalid',
        message: 'This version is proposed already.',
        fields: {
          source: `There is an open draft of ${key} ${version}. Change that one, or give the file another version.`,
        },
      })
    }
    tx.record('rubric.proposed', { draftId: id, key, version, sha256 })
    return ok({ draftId: id })
  })
