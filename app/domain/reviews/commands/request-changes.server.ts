import { fail, ok } from '#app/platform/result.ts'
import { gatherFacts } from '#app/rubric/index.ts'
import { changeRequestQuestions, changeRequests } from '#db/schema/reviews.ts'
import type { Ctx } from '../../ctx.server.ts'
import { once } from '../once.server.ts'
import { givenFacts, loadAnswers, lockReview, rubricsOf, saveReview } from '../records.server.ts'
import type { RequestChangesInput } from '../schemas.ts'
import { roleOf } from '../scoring.server.ts'

/** Opens named questions again; all others stay as they were submitted. */
export const requestChanges = (ctx: Ctx, input: RequestChangesInput) =>
  ctx.transaction((tx) =>
    once(tx, 'request-changes', input, async () => {
      const review = await lockReview(tx, input.reviewId, 'request_changes')
      const { full } = await rubricsOf(tx, review)
      const set = await loadAnswers(tx, review.id)
      const facts = gatherFacts(full.compiled, set.full, givenFacts(review, set.triage))
      const askable = new Set(
        facts.visible.filter(({ question }) => question.answered_by === 'submitter').map(({ question }) => question.id),
      )
      const strange = input.questions.find(({ questionKey }) => !askable.has(questionKey))
      if (strange)
        return fail({
          code: 'invalid',
          message: `${strange.questionKey} is not a question the submitter sees.`,
          fields: { questions: 'Choose among the questions shown.' },
        })
      const requestId = tx.newId()
      await tx.db.insert(changeRequests).values({
        id: requestId,
        reviewId: review.id,
        round: review.round,
        note: input.note,
        requestedBy: tx.actor.id,
        requestedAt: tx.now,
      })
      await tx.db
        .insert(changeRequestQuestions)
        .values(input.questions.map(({ questionKey, note }) => ({ requestId, questionKey, note })))
      await saveReview(tx, review, { state: 'changes_requested', residual: null })
      tx.record(
        'review.changes_requested',
        { reviewId: review.id, round: review.round, questions: input.questions.map(({ questionKey }) => questionKey) },
        { reason: input.note, as: review.state === 'escalated' ? 'council' : roleOf(tx) },
      )
      return ok({ reviewId: review.id })
    }),
  )
