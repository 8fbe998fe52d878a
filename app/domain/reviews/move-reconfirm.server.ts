import { and, eq, isNull } from 'drizzle-orm'
import type { Facts } from '#app/rubric/index.ts'
import { answersToReconfirm, launches, reviews } from '#db/schema/reviews.ts'
import type { Reading, Tx } from '../ctx.server.ts'
import type { Reconfirmation, Settlement } from './move.ts'
import { launchCode } from './views.ts'

const open = (reviewId: string) => and(eq(answersToReconfirm.reviewId, reviewId), isNull(answersToReconfirm.settled))

/** The answers of a review that somebody has to stand by again, by stored key. The caller may read the answers. */
export async function findReconfirmations(
  { db }: Reading,
  reviewId: string,
): Promise<Readonly<Record<string, Reconfirmation>>> {
  const rows = await db
    .select({
      key: answersToReconfirm.questionKey,
      cause: answersToReconfirm.cause,
      why: answersToReconfirm.why,
      lastTrueAt: answersToReconfirm.lastTrueAt,
      number: launches.number,
      title: launches.title,
    })
    .from(answersToReconfirm)
    .leftJoin(reviews, eq(reviews.id, answersToReconfirm.fromReviewId))
    .leftJoin(launches, eq(launches.id, reviews.launchId))
    .where(open(reviewId))
    .prepare('reconfirmations')
    .execute()
  return Object.fromEntries(
    rows.map(({ key, cause, why, lastTrueAt, number, title }) => [
      key,
      {
        cause,
        why,
        lastTrueAt: lastTrueAt.toISOString(),
        from: number === null ? null : `${launchCode(number)} ${title}`,
      },
    ]),
  )
}

/** Of these questions, those whose answer counts now and has to be stood by again. What is hidden or no longer fits is not asked. */
export const stillToConfirm = (facts: Facts, waiting: Readonly<Record<string, unknown>>, prefix = ''): string[] =>
  facts.visible
    .filter(({ question, slot }) => facts.slots[slot] && Object.hasOwn(waiting, `${prefix}${question.id}`))
    .filter(({ question }) => question.answered_by === 'submitter')
    .map(({ question }) => question.id)

/** Somebody stood by an answer, or gave another one. @returns whether anybody waited for that */
export async function settle(tx: Tx, reviewId: string, questionKey: string, settled: Settlement): Promise<boolean> {
  const rows = await tx.db
    .update(answersToReconfirm)
    .set({ settled, settledBy: tx.actor.id, settledAt: tx.now })
    .where(and(open(reviewId), eq(answersToReconfirm.questionKey, questionKey)))
    .returning({ id: answersToReconfirm.id })
  return rows.length > 0
}
