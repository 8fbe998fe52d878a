import { eq } from 'drizzle-orm'
import { answerAuthors, answers } from '#db/schema/reviews.ts'
import type { Tx } from '../ctx.server.ts'
import { TRIAGE_PREFIX } from './answer-row.ts'
import type { ReviewRecord } from './records.server.ts'
import { rubricsOf } from './records.server.ts'

/** A re-scoped review starts from the triage answers of the one before … */
export async function carryTriage(
  tx: Tx,
  review: Pick<ReviewRecord, 'id' | 'triageVersionId'>,
  previousId: string,
): Promise<void> {
  const before = await answersOf(tx, previousId)
  const carried = before.filter((row) => row.questionKey.startsWith(TRIAGE_PREFIX) && row.state !== 'blank')
  if (carried.length === 0) return
  await tx.db
    .insert(answers)
    .values(
      carried.map((row) => ({ ...row, reviewId: review.id, rubricVersionId: review.triageVersionId, version: 1 })),
    )
}

/** … and, once its tier is known, from the submitter's full answers. What the reviewer answered is looked at afresh. */
export async function carryAnswers(
  tx: Tx,
  review: Pick<ReviewRecord, 'id' | 'triageVersionId' | 'fullVersionId'>,
  previousId: string,
): Promise<void> {
  const { full } = await rubricsOf(tx, review)
  const present = new Set((await answersOf(tx, review.id)).map(({ questionKey }) => questionKey))
  const carried = (await answersOf(tx, previousId)).filter(
    ({ questionKey, state }) =>
      full.compiled.byId.get(questionKey)?.question.answered_by === 'submitter' &&
      state !== 'blank' &&
      !present.has(questionKey),
  )
  if (carried.length === 0) return
  await tx.db
    .insert(answers)
    .values(carried.map((row) => ({ ...row, reviewId: review.id, rubricVersionId: review.fullVersionId, version: 1 })))
}

/** Whoever wrote a carried answer stays its author, and so never judges it (R1). */
export async function carryAuthors(tx: Tx, reviewId: string, personIds: readonly string[]): Promise<void> {
  await tx.db
    .insert(answerAuthors)
    .values([...new Set(personIds)].map((personId) => ({ reviewId, personId, firstAt: tx.now })))
    .onConflictDoNothing()
}

const answersOf = (tx: Tx, reviewId: string) => tx.db.select().from(answers).where(eq(answers.reviewId, reviewId))
