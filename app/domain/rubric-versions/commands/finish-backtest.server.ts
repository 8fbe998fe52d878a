import { eq } from 'drizzle-orm'
import { fail, ok } from '#app/platform/result.ts'
import { rubricBacktestRows, rubricBacktestRuns, rubricBacktests } from '#db/schema/rubrics.ts'
import type { Ctx } from '../../ctx.server.ts'
import { lockDraft, saveDraft } from '../draft-records.server.ts'

/** What a back-test found, ready to be kept. */
export type BacktestFindings = {
  runId: string
  draftId: string
  /** Of the text that was tested. */
  sha256: string
  summary: object
  rows: readonly { reviewId: string; flips: string[]; before: object; after: object; added: number }[]
}

const ROWS_AT_ONCE = 1_000

/**
 * Keeps what a back-test found. In consultation it moves the draft on: what was discussed is now tested, and a lead may publish exactly
 * that. A text that changed while the test ran keeps nothing.
 */
export const finishBacktest = (ctx: Ctx, { runId, draftId, sha256, summary, rows }: BacktestFindings) =>
  ctx.transaction(async (tx) => {
    const draft = await lockDraft(tx, draftId, 'backtest')
    if (draft.sha256 !== sha256)
      return fail({
        code: 'conflict',
        message:
          'The text was changed while the back-test ran, so its result says nothing of the new one. Run it again.',
      })
    const id = tx.newId()
    const flips = rows.filter((row) => row.flips.length > 0).length
    await tx.db
      .insert(rubricBacktests)
      .values({ id, draftId, sha256, reviews: rows.length, flips, summary, ranBy: tx.actor.id, ranAt: tx.now })
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
      await tx.db
        .insert(rubricBacktestRows)
        .values(rows.slice(from, from + ROWS_AT_ONCE).map((row) => ({ ...row, backtestId: id })))
    await tx.db.update(rubricBacktestRuns).set({ endedAt: tx.now }).where(eq(rubricBacktestRuns.id, runId))
    await saveDraft(tx, draft, draft.state === 'in_consultation' ? { state: 'back_tested' } : {})
    tx.record('rubric.backtested', { draftId, backtestId: id, sha256, reviews: rows.length, flips })
    return ok({ backtestId: id })
  })
