import { and, eq } from 'drizzle-orm'
import { authorize } from '#app/platform/access/authorize.ts'
import { isId } from '#app/platform/ids.ts'
import { fail, ok } from '#app/platform/result.ts'
import { type Answer, type AnswerProblem, canonicalJson, checkAnswer, checkEvidence } from '#app/rubric/index.ts'
import { people } from '#db/schema/people.ts'
import { answers, reviews } from '#db/schema/reviews.ts'
import type { Ctx, Tx } from '../../ctx.server.ts'
import { answerChange } from '../answer-change.ts'
import type { AnswerConflict } from '../answer-conflict.ts'
import { KEPT_UNFINISHED } from '../answer-form.ts'
import { fromColumns, TRIAGE_PREFIX, toColumns } from '../answer-row.ts'
import { settle } from '../move-reconfirm.server.ts'
import { openQuestions, peopleOf, type ReviewRecord, rubricsOf } from '../records.server.ts'
import type { SaveAnswerInput } from '../schemas.ts'

/**
 * Saves one answer. `version` is the one the writer saw: if somebody else saved meanwhile, nothing is overwritten and both texts come back.
 * The review row is share-locked, so that answers to different questions do not wait for each other, but none slips in behind a submit.
 * That the writer is an author, and so never judges, is noted by the database itself.
 */
export const saveAnswer = (ctx: Ctx, input: SaveAnswerInput) =>
  ctx.transaction(async (tx) => {
    const [row] = isId(input.reviewId)
      ? await tx.db.select().from(reviews).where(eq(reviews.id, input.reviewId)).for('share')
      : []
    const review = row && { ...row, ...(await peopleOf(tx, row.id)) }
    const question = row && (await questionOf(tx, row, input.questionKey))
    const byReviewer = question?.question.answered_by === 'reviewer'
    authorize(tx.ability, byReviewer ? 'answer_as_reviewer' : 'answer', 'Review', review)
    if (!question) return fail({ code: 'not-found', message: 'This question is not part of the review.' })
    const closed = await whyClosed(tx, review, input.questionKey, byReviewer)
    if (closed) return fail({ code: 'conflict', message: closed })

    const answer = toAnswer(input.answer)
    const problem = answer && (checkEvidence(question, answer) ?? checkAnswer(question, answer))
    if (problem && !KEPT_UNFINISHED.has(problem.code)) {
      return fail({ code: 'invalid', message: problem.message, fields: { [input.questionKey]: problem.message } })
    }
    const where = and(eq(answers.reviewId, review.id), eq(answers.questionKey, input.questionKey))
    const [before] = await tx.db.select().from(answers).where(where).for('update')
    // Sent again after a lost reply, or unchanged: what stands is what was meant.
    if (before ? sameAnswer(fromColumns(before), answer) : !answer) {
      const savedAt = (before?.updatedAt ?? tx.now).toISOString()
      return ok({ version: before?.version ?? 0, savedAt, problem: problem ?? null })
    }
    if ((before?.version ?? 0) !== input.version) return conflict(tx, input, before)

    const version = input.version + 1
    const stored = {
      ...toColumns(question.question.kind, answer),
      version,
      updatedBy: tx.actor.id,
      updatedAt: tx.now,
      rubricVersionId: question.versionId,
    }
    if (before) await tx.db.update(answers).set(stored).where(where)
    else {
      const inserted = await tx.db
        .insert(answers)
        .values({ ...stored, reviewId: review.id, questionKey: input.questionKey })
        .onConflictDoNothing()
        .returning({ version: answers.version })
      if (inserted.length === 0) {
        const [first] = await tx.db.select().from(answers).where(where)
        return conflict(tx, input, first)
      }
    }
    await settle(tx, review.id, input.questionKey, 'answered')
    const saved = { reviewId: review.id, question: input.questionKey, version, state: stored.state }
    const reply = ok({ version, savedAt: tx.now.toISOString(), problem: problem ?? null })
    if (byReviewer) {
      tx.record('review.answered_by_reviewer', saved, { as: 'reviewer' })
      return reply
    }
    const change = answerChange(question.question, before && fromColumns(before), answer)
    tx.record('review.answered', { ...saved, ...change }, { as: 'submitter' })
    return reply
  })

/** What a save gives back: the new version, and what is still missing in the answer. */
export type SavedAnswer = { version: number; savedAt: string; problem: AnswerProblem | null }

async function questionOf(tx: Tx, review: ReviewRecord, key: string) {
  const rubrics = await rubricsOf(tx, review)
  const version = key.startsWith(TRIAGE_PREFIX) ? rubrics.triage : rubrics.full
  const compiled = version.compiled.byId.get(key.startsWith(TRIAGE_PREFIX) ? key.slice(TRIAGE_PREFIX.length) : key)
  return compiled && { ...compiled, versionId: version.id }
}

async function whyClosed(tx: Tx, review: ReviewRecord, key: string, byReviewer: boolean): Promise<string | undefined> {
  const triage = key.startsWith(TRIAGE_PREFIX)
  if (byReviewer) return undefined
  if (triage) return review.state === 'draft' ? undefined : 'The triage was submitted; open it again to change it.'
  if (review.state === 'draft') return 'Submit the triage first; it decides which questions are asked.'
  const open = await openQuestions(tx, review)
  if (!open || open.named.has(key) || !open.answeredBefore.has(key)) return undefined
  return 'This question was not opened again. The reviewer asked for changes to other questions only.'
}

function toAnswer(input: SaveAnswerInput['answer']): Answer | undefined {
  switch (input.state) {
    case 'blank':
      return undefined
    case 'unknown':
      return { state: 'unknown', ...(input.note ? { note: input.note } : {}) }
    case 'n_a':
      return input
    case 'answered': {
      // No evidence is no list, so that an answer has one form.
      const { evidence, ...alone } = input
      return (evidence?.length ? input : alone) as Answer
    }
  }
}

const sameAnswer = (one: Answer | undefined, other: Answer | undefined) =>
  canonicalJson(one ?? null) === canonicalJson(other ?? null)

async function conflict(tx: Tx, input: SaveAnswerInput, standing: typeof answers.$inferSelect | undefined) {
  const [author] = standing
    ? await tx.db.select({ name: people.name }).from(people).where(eq(people.id, standing.updatedBy))
    : []
  const detail: AnswerConflict = {
    theirs: (standing && fromColumns(standing)) ?? null,
    version: standing?.version ?? 0,
    by: author?.name ?? 'Somebody',
    at: (standing?.updatedAt ?? tx.now).toISOString(),
  }
  return fail({
    code: 'conflict',
    message: `${detail.by} changed this answer while you were writing. Nothing was overwritten; choose which one stays.`,
    fields: { [input.questionKey]: 'Changed by somebody else meanwhile.' },
    detail,
  })
}
