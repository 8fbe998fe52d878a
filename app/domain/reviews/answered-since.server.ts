import { and, eq, gt, ne } from 'drizzle-orm'
import { answers, changeRequestQuestions, changeRequests } from '#db/schema/reviews.ts'
import type { Reading } from '../ctx.server.ts'

/** Joins a question of a request for changes with its answer, if it was given after the request. The same one saved again is no new answer. */
export const answeredSince = and(
  eq(answers.reviewId, changeRequests.reviewId),
  eq(answers.questionKey, changeRequestQuestions.questionKey),
  ne(answers.state, 'blank'),
  gt(answers.updatedAt, changeRequests.requestedAt),
)

/** The questions of a request for changes that somebody has answered since. The caller may read the answers. */
export async function findAnsweredSince({ db }: Reading, requestId: string): Promise<string[]> {
  const rows = await db
    .select({ key: changeRequestQuestions.questionKey })
    .from(changeRequestQuestions)
    .innerJoin(changeRequests, eq(changeRequests.id, changeRequestQuestions.requestId))
    .innerJoin(answers, answeredSince)
    .where(eq(changeRequests.id, requestId))
  return rows.map(({ key }) => key)
}
