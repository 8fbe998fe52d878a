import { fail, ok } from '#app/platform/result.ts'
import type { Ctx } from '../../ctx.server.ts'
import { changedMeanwhile, lockDraft, saveDraft } from '../draft-records.server.ts'
import { readProposal } from '../proposal.server.ts'
import type { ChangeDraftInput } from '../schemas.ts'

/** Its author puts another text in its place. With another meaning it is a draft again: nobody has discussed or tested that. */
export const changeDraft = (ctx: Ctx, input: ChangeDraftInput) =>
  ctx.transaction(async (tx) => {
    const draft = await lockDraft(tx, input.draftId, 'change')
    if (draft.revision !== input.revision) return changedMeanwhile(draft)
    const read = await readProposal(tx, input.source)
    if (!read.ok) return read
    const { key, version, effective, sha256, canonical, baseVersionId } = read.value
    if (key !== draft.key || version !== draft.version)
      return fail({
        code: 'invalid',
        message: 'This is the file of another version.',
        fields: {
          source: `The file holds ${key} ${version}, the draft is ${draft.key} ${draft.version}. Propose it as a version of its own.`,
        },
      })
    // The same meaning in another layout says nothing new: what was discussed and tested stays, and so does its text.
    const text = { source: input.source, canonical, sha256, effectiveOn: effective, state: 'draft' as const }
    const said = { reason: input.reason, baseVersionId }
    await saveDraft(tx, draft, sha256 === draft.sha256 ? said : { ...said, ...text })
    tx.record('rubric.draft_changed', { draftId: draft.id, sha256, from: draft.sha256 })
    return ok({ draftId: draft.id })
  })
