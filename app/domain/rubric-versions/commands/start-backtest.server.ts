import { and, eq, gt, isNull } from 'drizzle-orm'
import { ok } from '#app/platform/result.ts'
import { rubricBacktestRuns } from '#db/schema/rubrics.ts'
import type { Ctx } from '../../ctx.server.ts'
import { SILENT_MS } from '../draft.ts'
import { changedMeanwhile, lockDraft } from '../draft-records.server.ts'
import type { StartBacktestInput } from '../schemas.ts'

/** Notes that a back-test of the draft as it stands begins. One at a time: whoever starts while another runs, waits for that one. */
export const startBacktest = (ctx: Ctx, input: StartBacktestInput) =>
  ctx.transaction(async (tx) => {
    const draft = await lockDraft(tx, input.draftId, 'backtest')
    if (draft.revision !== input.revision) return changedMeanwhile(draft)
    const { id, draftId, sha256, key } = { id: tx.newId(), draftId: draft.id, sha256: draft.sha256, key: draft.key }
    const [running] = await tx.db
      .select({ id: rubricBacktestRuns.id })
      .from(rubricBacktestRuns)
      .where(
        and(
          eq(rubricBacktestRuns.draftId, draftId),
          eq(rubricBacktestRuns.sha256, sha256),
          isNull(rubricBacktestRuns.endedAt),
          gt(rubricBacktestRuns.heardAt, new Date(tx.now.getTime() - SILENT_MS)),
        ),
      )
    if (running) return ok({ runId: running.id, isNew: false, draftId, key, sha256, canonical: draft.canonical })
    await tx.db.insert(rubricBacktestRuns).values({
      ...{ id, draftId, sha256, ranBy: tx.actor.id, startedAt: tx.now, heardAt: tx.now, done: 0, total: 0 },
    })
    tx.record('rubric.backtest_started', { draftId, runId: id, sha256 })
    return ok({ runId: id, isNew: true, draftId, key, sha256, canonical: draft.canonical })
  })
