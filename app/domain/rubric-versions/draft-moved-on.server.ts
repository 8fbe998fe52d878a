import { eq } from 'drizzle-orm'
import { can } from '#app/platform/access/ability.ts'
import { AccessDenied } from '#app/platform/access/authorize.ts'
import { isId } from '#app/platform/ids.ts'
import type { Result } from '#app/platform/result.ts'
import { rubricDrafts } from '#db/schema/rubrics.ts'
import type { Ctx } from '../ctx.server.ts'
import { DRAFT_STATES } from './draft.ts'
import { changedMeanwhile } from './draft-records.server.ts'
import type { DRAFT_ACTIONS } from './policy.ts'

/**
 * Carries out an act of a form on a draft. When it is refused only because the draft stands elsewhere by now, that is said in words: what
 * somebody wrote meanwhile must come back to them, and not end on an error page.
 */
export async function unlessDraftMovedOn<T>(
  ctx: Ctx,
  draftId: string,
  action: (typeof DRAFT_ACTIONS)[number],
  act: () => Promise<Result<T>>,
): Promise<Result<T>> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof AccessDenied) || !isId(draftId)) throw error
    const [draft] = await ctx.db.select().from(rubricDrafts).where(eq(rubricDrafts.id, draftId))
    const open = draft && can(ctx.ability, action, 'RubricDraft', draft)
    const wasOpen = DRAFT_STATES.some((state) => draft && can(ctx.ability, action, 'RubricDraft', { ...draft, state }))
    if (draft && !open && wasOpen) return changedMeanwhile(draft)
    throw error
  }
}
