import { AccessDenied } from '#app/platform/access/authorize.ts'
import { ok } from '#app/platform/result.ts'
import type { Services } from '#app/platform/services.server.ts'
import type { Ctx } from '../ctx.server.ts'
import {
  compiledFromCanonical,
  failBacktest,
  finishBacktest,
  hearOfBacktest,
  startBacktest,
} from '../rubric-versions/index.server.ts'
import { backtestStored } from './backtest.server.ts'

/** Progress is written down so often, in milliseconds: a page that waits looks about as often. */
const HEARD_EVERY_MS = 1_000
/** A short back-test is waited for, so that its result is there with the page. */
const WAIT_MS = 1_500

/**
 * Replays a draft over all decided reviews and keeps what was found. It goes on after the reply where it takes long; the page looks again.
 * It counts as run at the moment it was started, over the answers as they were then.
 * @param services the clock says when it was last heard of, what is recorded happened at the moment of the context; the log hears of trouble
 */
export async function backtestDraft(ctx: Ctx, input: { draftId: string; revision: number }, services: Around) {
  const started = await startBacktest(ctx, input)
  if (!started.ok) return started
  const { runId, isNew, draftId, key, sha256, canonical } = started.value
  if (isNew) {
    const running = run(ctx, { runId, draftId, key, sha256, canonical }, services)
    await Promise.race([running, new Promise((resolve) => setTimeout(resolve, WAIT_MS).unref())])
  }
  return ok({ draftId })
}

/** What goes on around a back-test that outlives its request. */
type Around = Pick<Services, 'now' | 'log'>
type Run = { runId: string; draftId: string; key: string; sha256: string; canonical: string }

/** Ends in a finished back-test or in a failure on record, never in a throw: nobody waits for it any more. */
async function run(ctx: Ctx, { runId, draftId, key, sha256, canonical }: Run, { now, log }: Around): Promise<void> {
  let heard = now().getTime()
  try {
    const { rows, summary } = await backtestStored(ctx, compiledFromCanonical(canonical), key, {
      onProgress: async (done, total) => {
        const heardAt = now()
        if (heardAt.getTime() - heard < HEARD_EVERY_MS && done < total) return
        heard = heardAt.getTime()
        await hearOfBacktest(ctx, runId, { done, total, heardAt })
      },
    })
    const found = rows.map(({ reviewId, flips, before, after, added }) => ({
      ...{ reviewId, before, after, added },
      flips: flips.map(({ what }) => what),
    }))
    const kept = await finishBacktest(ctx, { runId, draftId, sha256, summary, rows: found })
    if (!kept.ok) await failBacktest(ctx, runId, kept.problem.message, now())
  } catch (error) {
    const closed = error instanceof AccessDenied
    if (!closed) log.error({ err: error, draftId }, 'back-test failed')
    const failure = closed
      ? 'The draft was withdrawn or published while it ran, so nothing was kept.'
      : 'Something broke while it ran. Nothing was kept; run it again.'
    await failBacktest(ctx, runId, failure, now()).catch((err) => log.error({ err, draftId }, 'back-test failed'))
  }
}
