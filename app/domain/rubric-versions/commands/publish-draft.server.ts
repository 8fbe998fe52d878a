import { and, desc, eq } from 'drizzle-orm'
import { fail, ok } from '#app/platform/result.ts'
import { rubricBacktests, rubricPublications, rubricVersions } from '#db/schema/rubrics.ts'
import type { Ctx } from '../../ctx.server.ts'
import { changedMeanwhile, holdVersions, lockDraft, newestPublished, saveDraft } from '../draft-records.server.ts'
import { packsOf, readRubricText } from '../read-rubric.server.ts'
import type { PublishDraftInput } from '../schemas.ts'

/**
 * Puts a draft in force: exactly what was back-tested, by a lead who did not propose it (domain reference G). New reviews start with it
 * from the day its file names, or from today where that day is past.
 */
export const publishDraft = (ctx: Ctx, input: PublishDraftInput) =>
  ctx.transaction(async (tx) => {
    const draft = await lockDraft(tx, input.draftId, 'publish')
    if (draft.revision !== input.revision) return changedMeanwhile(draft)
    await holdVersions(tx, draft.key)
    const newest = await newestPublished(tx, draft.key)
    if ((newest?.id ?? null) !== draft.baseVersionId)
      return fail({
        code: 'conflict',
        message: `${newest?.version} was published since this draft was compared. Its author has to change it first, so that it is compared with that one.`,
      })
    const alone = await readRubricText(draft.source, packsOf('rubrics'))
    if (alone.rubric?.sha256 !== draft.sha256)
      return fail({
        code: 'conflict',
        message:
          'It rests on an add-on, a taxonomy or a table that is no published file, or that has changed since. Publish and commit that one first; then its author sends this file again.',
      })
    const [backtest] = await tx.db
      .select({ id: rubricBacktests.id })
      .from(rubricBacktests)
      .where(and(eq(rubricBacktests.draftId, draft.id), eq(rubricBacktests.sha256, draft.sha256)))
      .orderBy(desc(rubricBacktests.ranAt))
      .limit(1)
    if (!backtest)
      return fail({ code: 'conflict', message: 'This text was never back-tested. Run the back-test first.' })
    const today = tx.now.toISOString().slice(0, 10)
    const { key, version, sha256, canonical } = draft
    const versionId = tx.newId()
    const effectiveOn = draft.effectiveOn > today ? draft.effectiveOn : today
    await tx.db
      .insert(rubricVersions)
      .values({ id: versionId, key, version, sha256, canonical, effectiveOn, publishedAt: tx.now })
    await tx.db.insert(rubricPublications).values({
      ...{ versionId, draftId: draft.id, backtestId: backtest.id, publishedBy: tx.actor.id, publishedAt: tx.now },
      reason: input.reason,
    })
    await saveDraft(tx, draft, { state: 'published' })
    const published = { draftId: draft.id, versionId, sha256, backtestId: backtest.id, effectiveOn }
    tx.record('rubric.published', published, { as: 'lead', reason: input.reason })
    return ok({ draftId: draft.id, versionId, key, version, effectiveOn })
  })
