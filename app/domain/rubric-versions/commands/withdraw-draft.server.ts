import { ok } from '#app/platform/result.ts'
import type { Ctx } from '../../ctx.server.ts'
import { changedMeanwhile, lockDraft, saveDraft } from '../draft-records.server.ts'
import type { WithdrawDraftInput } from '../schemas.ts'

/** Gives a draft up, with a reason. What was said and tested stays readable; its version number is free again. */
export const withdrawDraft = (ctx: Ctx, input: WithdrawDraftInput) =>
  ctx.transaction(async (tx) => {
    const draft = await lockDraft(tx, input.draftId, 'withdraw')
    if (draft.revision !== input.revision) return changedMeanwhile(draft)
    await saveDraft(tx, draft, { state: 'withdrawn' })
    tx.record('rubric.withdrawn', { draftId: draft.id }, { reason: input.reason })
    return ok({ draftId: draft.id })
  })
