import { ok } from '#app/platform/result.ts'
import type { Ctx } from '../../ctx.server.ts'
import { changedMeanwhile, lockDraft, saveDraft } from '../draft-records.server.ts'
import type { OpenConsultationInput } from '../schemas.ts'

/** The author asks what others think: from now on everybody may read the draft, and say something about it. */
export const openConsultation = (ctx: Ctx, input: OpenConsultationInput) =>
  ctx.transaction(async (tx) => {
    const draft = await lockDraft(tx, input.draftId, 'consult')
    if (draft.revision !== input.revision || draft.state !== 'draft') return changedMeanwhile(draft)
    await saveDraft(tx, draft, { state: 'in_consultation' })
    tx.record('rubric.consultation_opened', { draftId: draft.id, sha256: draft.sha256 })
    return ok({ draftId: draft.id })
  })
