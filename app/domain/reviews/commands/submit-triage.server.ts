import { eq } from 'drizzle-orm'
import { fail, ok } from '#app/platform/result.ts'
import { findTier, gatherFacts, type Tier } from '#app/rubric/index.ts'
import { teams } from '#db/schema/people.ts'
import { answerAuthors, answers, launches } from '#db/schema/reviews.ts'
import type { Ctx, Tx } from '../../ctx.server.ts'
import type { StoredVersion } from '../../rubric-versions/index.server.ts'
import { TRIAGE_PREFIX } from '../answer-row.ts'
import { addBusinessDays, dayIn } from '../calendar.ts'
import { once } from '../once.server.ts'
import { type LockedReview, loadAnswers, lockReview, rubricsOf, saveReview, wrongState } from '../records.server.ts'
import { AUDIT_SAMPLE_RATE } from '../review.ts'
import type { SubmitReviewInput } from '../schemas.ts'
import { takeSnapshot } from '../snapshot.server.ts'

/**
 * Submits the triage: the first tier rule that applies gives the tier, the rule and the expected day of decision.
 * A launch date before that day is marked late; the tier never falls because of it.
 * @param draw a number from 0 to 1 that decides about the random audit of launches without review
 */
export const submitTriage = (ctx: Ctx, input: SubmitReviewInput, draw: number) =>
  ctx.transaction(async (tx) => {
    const review = await lockReview(tx, input.reviewId, 'submit')
    return once(tx, 'submit-triage', input, async () => {
      if (review.state !== 'draft') return wrongState(review, 'still in triage')
      const { triage } = await rubricsOf(tx, review)
      const set = await loadAnswers(tx, review.id)
      const facts = gatherFacts(triage.compiled, set.triage)
      const open = [...facts.missing, ...facts.invalid.map(({ questionId }) => questionId)]
      if (open.length > 0) {
        return fail({
          code: 'invalid',
          message: `${open.length} ${open.length === 1 ? 'question is' : 'questions are'} not answered yet. "Not known" is an answer.`,
          fields: Object.fromEntries(
            open.map((id) => [
              `${TRIAGE_PREFIX}${id}`,
              facts.invalid.find((problem) => problem.questionId === id)?.message ??
                'Choose an answer, or "not known".',
            ]),
          ),
        })
      }
      const found = findTier(triage.compiled, facts)
      if (!found) throw new Error(`${triage.key} ${triage.version} has no tiers`)
      const timing = await expectedDay(tx, review, triage, found.tier)
      const logged = found.tier === 'T0'
      const auditSample = logged && draw < AUDIT_SAMPLE_RATE
      // Round 0 is the triage of a launch that needs no review; with a review, the triage is kept with each round.
      if (logged) await takeSnapshot(tx, review, 0, triage, set.triage)
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
      })
      tx.record(
        'review.triaged',
        { reviewId: review.id, tier: found.tier, rule: found.rule, ...timing },
        { as: 'submitter', reason: found.because },
      )
      if (logged)
        tx.record('review.logged', { reviewId: review.id, tier: found.tier, auditSample }, { as: 'submitter' })
      if (!logged && review.previousId) await carryAnswers(tx, saved, review.previousId)
      return ok({ reviewId: review.id, tier: found.tier })
    })
  })

/** The day a decision is expected when the review starts today, in the submitting team's calendar, and whether that is after the launch. */
export async function expectedDay(
  tx: Tx,
  review: Pick<LockedReview, 'teamId' | 'launchId'>,
  triage: StoredVersion,
  tier: Tier,
): Promise<{ dueOn: string; late: boolean }> {
  const [team] = await tx.db.select({ timeZone: teams.timeZone }).from(teams).where(eq(teams.id, review.teamId))
  const [launch] = await tx.db
    .select({ launchOn: launches.launchOn })
    .from(launches)
    .where(eq(launches.id, review.launchId))
  if (!team || !launch) throw new Error('a review without its team or launch')
  const days = triage.compiled.rubric.tiers?.about[tier]?.business_days ?? 0
  const dueOn = addBusinessDays(dayIn(team.timeZone, tx.now), days)
  return { dueOn, late: launch.launchOn < dueOn }
}

/** A re-scoped review starts from the full answers of the one before. */
async function carryAnswers(tx: Tx, review: LockedReview, previousId: string): Promise<void> {
  const before = await tx.db.select().from(answers).where(eq(answers.reviewId, previousId))
  const present = new Set(Object.keys((await loadAnswers(tx, review.id)).versions))
  const carried = before.filter(
    (row) => !row.questionKey.startsWith(TRIAGE_PREFIX) && row.state !== 'blank' && !present.has(row.questionKey),
  )
  if (carried.length === 0) return
  await tx.db
    .insert(answers)
    .values(carried.map((row) => ({ ...row, reviewId: review.id, rubricVersionId: review.fullVersionId, version: 1 })))
  const authors = await tx.db.select().from(answerAuthors).where(eq(answerAuthors.reviewId, previousId))
  if (authors.length > 0)
    await tx.db
      .insert(answerAuthors)
      .values(authors.map((author) => ({ ...author, reviewId: review.id })))
      .onConflictDoNothing()
}
