import { fail, ok } from '#app/platform/result.ts'
import { findTier, gatherFacts } from '#app/rubric/index.ts'
import type { Ctx } from '../../ctx.server.ts'
import { TRIAGE_PREFIX } from '../answer-row.ts'
import { carryAnswers } from '../carry-over.server.ts'
import { expectedDay } from '../expected-day.server.ts'
import { findReconfirmations, stillToConfirm } from '../move-reconfirm.server.ts'
import { once } from '../once.server.ts'
import { lastRound, loadAnswers, lockReview, rubricsOf, saveReview, wrongState } from '../records.server.ts'
import { reuseAnswers } from '../reuse.server.ts'
import { AUDIT_SAMPLE_RATE } from '../review.ts'
import type { SubmitReviewInput } from '../schemas.ts'
import { takeSnapshot } from '../snapshot.server.ts'

/**
 * Submits the triage: the first tier rule that applies gives the tier, the rule and the expected day of decision.
 * A launch date before that day is marked late; the tier never falls because of it.
 * @param draw a number from 0 to 1 that decides about the random audit of launches without review
 */
export const submitTriage = (ctx: Ctx, input: SubmitReviewInput, draw: number) =>
  ctx.transaction((tx) =>
    once(tx, 'submit-triage', input, async () => {
      const review = await lockReview(tx, input.reviewId, 'submit')
      if (review.state !== 'draft') return wrongState(review, 'still in triage')
      const { triage } = await rubricsOf(tx, review)
      const set = await loadAnswers(tx, review.id)
      const facts = gatherFacts(triage.compiled, set.triage)
      const unconfirmed = stillToConfirm(facts, await findReconfirmations(tx, review.id), TRIAGE_PREFIX)
      const open = [...facts.missing, ...facts.invalid.map(({ questionId }) => questionId), ...unconfirmed]
      if (open.length > 0) {
        return fail({
          code: 'invalid',
          message: `${open.length} ${open.length === 1 ? 'question is' : 'questions are'} not answered yet. "Not known" is an answer.`,
          fields: Object.fromEntries(
            open.map((id) => [
              `${TRIAGE_PREFIX}${id}`,
              facts.invalid.find((problem) => problem.questionId === id)?.message ??
                (unconfirmed.includes(id) ? 'Say whether this is still true.' : 'Choose an answer, or "not known".'),
            ]),
          ),
        })
      }
      const found = findTier(triage.compiled, facts)
      if (!found) throw new Error(`${triage.key} ${triage.version} has no tiers`)
      const timing = await expectedDay(tx, review, triage, found.tier)
      const logged = found.tier === 'T0'
      const auditSample = logged && draw < AUDIT_SAMPLE_RATE
      // Without a review the triage is kept alone, as round 0 or after whatever was kept before; with one, it is kept with each round.
      const kept = await lastRound(tx, review.id)
      const round = kept === undefined ? 0 : kept + 1
      if (logged) await takeSnapshot(tx, review, round, triage, set.triage)
      const saved = await saveReview(tx, review, {
        state: logged ? 'logged' : 'triaged',
        tier: found.tier,
        tierByRule: found.tier,
        tierRule: found.rule,
        tierBecause: found.because,
        triagedAt: tx.now,
        dueOn: timing.dueOn,
        late: timing.late,
        auditSample,
        ...(logged && round > review.round ? { round } : {}),
      })
      tx.record(
        'review.triaged',
        { reviewId: review.id, tier: found.tier, rule: found.rule, ...timing },
        { as: 'submitter', reason: found.because },
      )
      if (logged)
        tx.record('review.logged', { reviewId: review.id, tier: found.tier, auditSample }, { as: 'submitter' })
      if (!logged && review.previousId) await carryAnswers(tx, saved, review.previousId)
      if (!logged) await reuseAnswers(tx, saved)
      return ok({ reviewId: review.id, tier: found.tier })
    }),
  )
