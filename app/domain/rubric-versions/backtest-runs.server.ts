import { eq } from 'drizzle-orm'
import { rubricBacktestRuns } from '#db/schema/rubrics.ts'
import type { Reading } from '../ctx.server.ts'

/** A back-test under way says how far it is, so that a page that waits can tell, and knows that it is not lost. */
export async function hearOfBacktest(
  { db }: Pick<Reading, 'db'>,
  runId: string,
  progress: { done: number; total: number; heardAt: Date },
): Promise<void> {
  await db.update(rubricBacktestRuns).set(progress).where(eq(rubricBacktestRuns.id, runId))
}

/** A back-test ended without a result. @param failure why, in words for the person */
export async function failBacktest(
  { db }: Pick<Reading, 'db'>,
  runId: string,
  failure: string,
  endedAt: Date,
): Promise<void> {
  await db.update(rubricBacktestRuns).set({ failure, endedAt }).where(eq(rubricBacktestRuns.id, runId))
}
