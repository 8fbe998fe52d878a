import { fail, ok } from '#app/platform/result.ts'
import { type Facts, gatherFacts, raisedTier, type Tier } from '#app/rubric/index.ts'
import type { Ctx } from '../../ctx.server.ts'
import { expectedDay } from '../expected-day.server.ts'
import { offersTo, stopsBetween } from '../move.server.ts'
import { findReconfirmations, stillToConfirm } from '../move-reconfirm.server.ts'
import { once } from '../once.server.ts'
import { givenFacts, lastRound, loadAnswers, lockReview, rubricsOf, saveReview, wrongState } from '../records.server.ts'
import type { SubmitReviewInput } from '../schemas.ts'
import { takeSnapshot } from '../snapshot.server.ts'

/**
 * Submits the full answers: every visible question of the submitter must be given ("not known" counts as given), then the answers are
 * kept for ever with the rubric's key, version and hash. T1 ends here: a complete self-serve checklist is logged, nobody decides.
 *
 * A first submission does not slip past a knock-out or a gate that came into force meanwhile: where the review's version lacks one, it
 * moves first. What rests on answers, which questions are visible and which version stops what, is known here and not to the database.
 */
export const submitReview = (ctx: Ctx, input: SubmitReviewInput) =>
  ctx.transaction((tx) =>
    once(tx, 'submit-review', input, async () => {
      const review = await lockReview(tx, input.reviewId, 'submit')
      if (review.state !== 'triaged' && review.state !== 'changes_requested')
        return wrongState(review, 'being answered')
      const { triage, full } = await rubricsOf(tx, review)
      const set = await loadAnswers(tx, review.id)
      const facts = gatherFacts(full.compiled, set.full, givenFacts(review, set.triage), { answeredBy: 'submitter' })
      const behind = (await offersTo(tx, review)).find(
        ({ which, from, to }) => which === 'full' && stopsBetween(from, to) > 0,
      )
      if (behind)
        return fail({
          code: 'conflict',
          message: `Version ${behind.to.version} is in force and stops what version ${behind.from.version} did not. Move the review to it first; your answers come along.`,
          detail: { version: behind.to.version },
        })
      const open = openAnswers(facts, stillToConfirm(facts, await findReconfirmations(tx, review.id)))
      if (Object.keys(open).length > 0) {
        const count = Object.keys(open).length
        return fail({
          code: 'invalid',
          message: `${count} ${count === 1 ? 'question needs' : 'questions need'} an answer before you can submit.`,
          fields: open,
        })
      }
      const present = review.tier ?? 'T2'
      const raised = raisedTier(facts, present)
      if (raised) {
        // A higher tier asks more questions: the review stays with its authors until those are answered too.
        const timing = await expectedDay(tx, review, triage, raised.to)
        await saveReview(tx, review, { tier: raised.to, ...timing })
        const why = { reason: raised.by.knockout.reason, as: 'submitter' }
        tx.record('review.tier_raised', { reviewId: review.id, from: present, to: raised.to, by: 'rule' }, why)
        return ok<Submitted>({
          reviewId: review.id,
          round: review.round,
          tier: raised.to,
          raisedBecause: raised.by.knockout.reason,
        })
      }
      const round = ((await lastRound(tx, review.id)) ?? 0) + 1
      await takeSnapshot(tx, review, round, triage, set.triage)
      // Hidden answers stay in the record and may come back, but nobody submits them; what the reviewer wrote is not the submitter's.
      const asked = facts.visible.filter(({ question }) => question.answered_by === 'submitter')
      const ids = new Set(asked.map(({ question }) => question.id))
      const submitted = Object.fromEntries(Object.entries(set.full).filter(([id]) => ids.has(id)))
      const answersSha256 = await takeSnapshot(tx, review, round, full, submitted)
      const tier = present
      const checklist = tier === 'T1'
      const timing = checklist ? {} : await expectedDay(tx, review, triage, tier)
      await saveReview(tx, review, {
        state: checklist ? 'logged' : 'in_review',
        round,
        tier,
        submittedAt: tx.now,
        ...timing,
      })
      tx.record(
        'review.submitted',
        {
          reviewId: review.id,
          round,
          rubric: full.key,
          version: full.version,
          rubricSha256: full.sha256,
          answersSha256,
        },
        { as: 'submitter' },
      )
      if (checklist) tx.record('review.logged', { reviewId: review.id, tier, auditSample: false }, { as: 'submitter' })
      return ok<Submitted>({ reviewId: review.id, round, tier })
    }),
  )

/** What came of a submission: the round that is now in review, or a raised tier with more questions to answer. */
export type Submitted = { reviewId: string; round: number; tier: Tier; raisedBecause?: string }

/** Question id → what is still needed. */
export function openAnswers(facts: Facts, toConfirm: readonly string[] = []): Record<string, string> {
  return Object.fromEntries([
    ...toConfirm.map((id) => [id, 'Say whether this is still true.']),
    ...facts.missing.map((id) => [id, 'Answer this, or say that it is not known.']),
    ...facts.invalid.map(({ questionId, message }) => [questionId, message]),
  ])
}
