import { eq, inArray, sql } from 'drizzle-orm'
import type { AnswerMove } from '#app/rubric/move.ts'
import { people } from '#db/schema/people.ts'
import { reviewMoveAnswers } from '#db/schema/reviews.ts'
import type { Reading } from '../ctx.server.ts'
import { storedVersion } from '../rubric-versions/index.server.ts'
import { type Offer, offersTo, planFor, rubricOfMove, standingMoves, stopsBetween, storedKey } from './move.server.ts'
import type { MoveDone, MovedAnswer, MovePreview, VersionDesk } from './move-desk.ts'
import { newsFor } from './move-news.ts'
import { findAnswers } from './queries.server.ts'
import { spellOut } from './rounds.ts'

type Found = NonNullable<Awaited<ReturnType<typeof findAnswers>>>

/** What a move to the versions in force would do, and the moves that stand. Undefined without the right to move the review. */
export async function findVersionDesk(reading: Reading, id: string | undefined): Promise<VersionDesk | undefined> {
  const found = await findAnswers(reading, id)
  if (!found?.review.may.move_version || found.review.submittedAt !== null) return undefined
  const { review } = found
  return {
    reviewId: review.id,
    code: review.code,
    title: review.title,
    previews: (await offersTo(reading, review)).map((offer) => previewOf(offer, found)),
    done: await movesDone(reading, found),
    person: { timeZone: reading.actor.timeZone },
  }
}

/** The answers that moves left behind. Undefined without the right to read answers. */
export async function findArchivedAnswers(reading: Reading, id: string | undefined) {
  const found = await findAnswers(reading, id)
  return found && { review: found.review, archived: found.archived, person: { timeZone: reading.actor.timeZone } }
}

function previewOf(offer: Offer, found: Found): MovePreview {
  const { which, from, to } = offer
  const plan = planFor(offer, found.review, found)
  const moved = (fate: AnswerMove['fate']): MovedAnswer[] =>
    plan.answers
      .filter((one) => one.fate === fate)
      .map(({ questionId, asked, answer, why }) => ({
        questionKey: storedKey(which, questionId),
        asked: asked.text,
        answer: spellOut(asked, answer),
        why,
      }))
  return {
    ...{ which, title: to.compiled.rubric.title, from: from.version, to: to.version, toVersionId: to.id },
    effectiveOn: to.effectiveOn,
    news: newsFor(from.compiled, to.compiled),
    carried: moved('carried'),
    toReconfirm: moved('to_reconfirm'),
    archived: moved('archived'),
    asks: plan.questions.map(({ text, section, gate }) => ({ text, section, gate })),
    gates: plan.gates.map(({ text }) => text),
    knockouts: [...new Set(plan.knockouts.map(({ text }) => text))],
    stops: which === 'full' && stopsBetween(from, to) > 0,
  }
}

async function movesDone(reading: Reading, { review, rubrics }: Found): Promise<MoveDone[]> {
  const moves = await standingMoves(reading, review.id)
  const ids = moves.map(({ id }) => id)
  if (ids.length === 0) return []
  const counts = await reading.db
    .select({ moveId: reviewMoveAnswers.moveId, fate: reviewMoveAnswers.fate, many: sql<number>`count(*)::int` })
    .from(reviewMoveAnswers)
    .where(inArray(reviewMoveAnswers.moveId, ids))
    .groupBy(reviewMoveAnswers.moveId, reviewMoveAnswers.fate)
  const many = (moveId: string, fate: string) =>
    counts.find((one) => one.moveId === moveId && one.fate === fate)?.many ?? 0
  return Promise.all(
    moves.map(async (move) => {
      const from = await storedVersion(reading.db, move.fromVersionId)
      const to = await storedVersion(reading.db, move.toVersionId)
      const [by] = await reading.db.select({ name: people.name }).from(people).where(eq(people.id, move.movedBy))
      const which = rubricOfMove(move, rubrics)
      return {
        ...{ moveId: move.id, title: to.compiled.rubric.title, from: from.version, to: to.version },
        ...{ by: by?.name ?? 'Somebody', at: move.movedAt.toISOString() },
        carried: many(move.id, 'carried'),
        toReconfirm: many(move.id, 'to_reconfirm'),
        archived: many(move.id, 'archived'),
        latest: which !== undefined && moves.find(({ toVersionId }) => toVersionId === move.toVersionId) === move,
      }
    }),
  )
}
