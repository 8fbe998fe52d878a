import { fail, ok } from '#app/platform/result.ts'
import { rubricRemarks } from '#db/schema/rubrics.ts'
import type { Ctx } from '../../ctx.server.ts'
import { lockDraft } from '../draft-records.server.ts'
import { compiledFromCanonical } from '../library.server.ts'
import type { RemarkInput } from '../schemas.ts'

/** Says something about a draft in consultation, of the text as it stands. Sent twice, it is one remark. */
export const remarkOnDraft = (ctx: Ctx, input: RemarkInput) =>
  ctx.transaction(async (tx) => {
    const draft = await lockDraft(tx, input.draftId, 'remark')
    const { rubric, byId } = compiledFromCanonical(draft.canonical)
    const known = byId.has(input.about) || rubric.sections.some(({ id }) => id === input.about)
    if (input.about !== '' && !known)
      return fail({
        code: 'invalid',
        message: 'There is no such question.',
        fields: { about: 'Choose a question or a section of this draft, or leave it empty.' },
      })
    const inserted = await tx.db
      .insert(rubricRemarks)
      .values({
        ...{
          id: input.remarkId,
          draftId: draft.id,
          sha256: draft.sha256,
          about: input.about || null,
          text: input.text,
        },
        ...{ saidBy: tx.actor.id, saidAt: tx.now },
      })
      .onConflictDoNothing()
      .returning({ id: rubricRemarks.id })
    if (inserted.length > 0)
      tx.record('rubric.remarked', { draftId: draft.id, remarkId: input.remarkId, about: input.about })
    return ok({ draftId: draft.id })
  })
