import { and, eq, inArray, isNull, notInArray } from 'drizzle-orm'
import { fail, ok } from '#app/platform/result.ts'
import { people, roleGrants } from '#db/schema/people.ts'
import { assessments, conditions, decisions, reviewParticipants } from '#db/schema/reviews.ts'
import type { Ctx, Tx } from '../../ctx.server.ts'
import type { KeptAssessment } from '../assessment.ts'
import { addDays, dayIn } from '../calendar.ts'
import { dueDayProblem } from '../due-day.ts'
import { once } from '../once.server.ts'
import { type LockedReview, lockReview, rubricsOf, saveReview } from '../records.server.ts'
import type { DecideInput } from '../schemas.ts'
import { judge } from '../verdict.ts'

export type Decided = { reviewId: string; outcome: DecideInput['outcome'] }

/** Takes the decision on a scored review: the rules' proposal or a stricter one freely, a looser one with authority and a reason. */
export const decideReview = (ctx: Ctx, input: DecideInput) =>
  ctx.transaction((tx) =>
    once(tx, 'decide-review', input, async () => {
      const review = await lockReview(tx, input.reviewId, 'decide')
      const [kept] = await tx.db
        .select()
        .from(assessments)
        .where(and(eq(assessments.reviewId, review.id), eq(assessments.round, review.round)))
      if (!kept) throw new Error('a scored review without an assessment')
      const verdict = judge({
        // The council decides what it was called to.
        roles: tx.actor.roles.filter((role) => role !== 'council' || review.participantIds.includes(tx.actor.id)),
        outcome: input.outcome,
        proposal: kept.proposal,
        residual: kept.current,
        authority: (kept.result as KeptAssessment).decision.authority,
        escalated: review.state === 'escalated',
        overrideReason: input.overrideReason,
        conditions: input.conditions.length,
      })
      if (!verdict.ok) return verdict
      const misdated = misdatedIn(input, dayIn(tx.actor.timeZone, tx.now))
      if (Object.keys(misdated).length > 0)
        return fail({ code: 'invalid', message: 'A condition falls due on a day it cannot.', fields: misdated })
      const unknownOwner = await firstUnknownOwner(tx, input)
      if (unknownOwner !== undefined)
        return fail({
          code: 'invalid',
          message: 'A condition has no owner we know.',
          fields: { [`conditions.${unknownOwner}.ownerId`]: 'Choose a person from the list.' },
        })

      const approving = input.outcome === 'approve' || input.outcome === 'approve_with_conditions'
      const { full } = await rubricsOf(tx, review)
      const expiresOn = approving
        ? addDays(dayIn('UTC', tx.now), full.compiled.rubric.decision?.approval_ttl_days ?? 365)
        : null
      const decisionId = tx.newId()
      await tx.db.insert(decisions).values({
        id: decisionId,
        reviewId: review.id,
        round: review.round,
        outcome: input.outcome,
        proposal: kept.proposal,
        residual: kept.current,
        authority: verdict.value.authority,
        reasons: input.reasons,
        overrideReason: verdict.value.overridden ? input.overrideReason : null,
        decidedBy: tx.actor.id,
        decidedAt: tx.now,
        expiresOn,
      })
      const as = { as: verdict.value.authority, reason: input.reasons }
      if (input.outcome === 'escalate') {
        const councilIds = await callCouncil(tx, review)
        if (councilIds.length === 0)
          return fail({
            code: 'conflict',
            message: 'No council member is free to decide this one. Ask an administrator to name one.',
          })
        await saveReview(tx, review, { state: 'escalated' })
        tx.record(
          'review.escalated',
          { reviewId: review.id, round: review.round, residual: kept.current, councilIds },
          as,
        )
        return ok<Decided>({ reviewId: review.id, outcome: input.outcome })
      }
      await attachConditions(tx, review, decisionId, input, verdict.value.authority)
      await saveReview(tx, review, { state: 'decided', outcome: input.outcome, decidedAt: tx.now })
      tx.record(
        'review.decided',
        {
          reviewId: review.id,
          round: review.round,
          outcome: input.outcome,
          proposal: kept.proposal,
          residual: kept.current,
          authority: verdict.value.authority,
          overridden: verdict.value.overridden,
          ...(expiresOn ? { expiresOn } : {}),
        },
        as,
      )
      if (verdict.value.overridden)
        tx.record(
          'decision.overrode_proposal',
          { reviewId: review.id, round: review.round, outcome: input.outcome, proposal: kept.proposal },
          { as: verdict.value.authority, reason: input.overrideReason },
        )
      return ok<Decided>({ reviewId: review.id, outcome: input.outcome })
    }),
  )

async function attachConditions(
  tx: Tx,
  review: LockedReview,
  decisionId: string,
  input: DecideInput,
  authority: string,
): Promise<void> {
  for (const [position, condition] of input.conditions.entries()) {
    const id = tx.newId()
    // Left over from another gate that was chosen first.
    const gateValue = condition.gate === 'before_launch' ? null : condition.gateValue
    await tx.db
      .insert(conditions)
      .values({ ...condition, gateValue, id, reviewId: review.id, decisionId, position, createdAt: tx.now })
    const { ownerId, dueOn, gate } = condition
    tx.record('condition.attached', { reviewId: review.id, conditionId: id, ownerId, dueOn, gate }, { as: authority })
  }
}

/** The conditions whose day cannot be, by their field. */
const misdatedIn = ({ conditions }: DecideInput, today: string): Record<string, string> =>
  Object.fromEntries(
    conditions.flatMap(({ dueOn }, at) => {
      const problem = dueDayProblem(dueOn, today)
      return problem ? [[`conditions.${at}.dueOn`, problem]] : []
    }),
  )

async function firstUnknownOwner(tx: Tx, input: DecideInput): Promise<number | undefined> {
  const ids = [...new Set(input.conditions.map(({ ownerId }) => ownerId))]
  if (ids.length === 0) return undefined
  const known = await tx.db
    .select({ id: people.id })
    .from(people)
    .where(and(inArray(people.id, ids), isNull(people.disabledAt)))
  const index = input.conditions.findIndex(({ ownerId }) => !known.some(({ id }) => id === ownerId))
  return index < 0 ? undefined : index
}

/** Calls every council member who may judge this launch: not of its team, not its submitter, not an author of its answers. */
async function callCouncil(tx: Tx, review: LockedReview): Promise<string[]> {
  const members = await tx.db
    .select({ id: people.id, teamId: people.teamId })
    .from(roleGrants)
    .innerJoin(people, eq(people.id, roleGrants.personId))
    .where(
      and(
        eq(roleGrants.role, 'council'),
        isNull(roleGrants.revokedAt),
        isNull(people.disabledAt),
        notInArray(people.id, [review.submitterId, ...review.authorIds]),
      ),
    )
  const called = members.filter(({ teamId }) => teamId !== review.teamId).map(({ id }) => id)
  if (called.length > 0) {
    await tx.db
      .insert(reviewParticipants)
      .values(
        called.map((personId) => ({
          reviewId: review.id,
          personId,
          role: 'council' as const,
          addedBy: tx.actor.id,
          addedAt: tx.now,
        })),
      )
      .onConflictDoNothing()
  }
  return called
}
