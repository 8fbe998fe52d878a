import { LIST_LIMIT, searchPeople } from '#app/domain/people/index.server.ts'
import type { Reading } from '../ctx.server.ts'
import { possibilities, whoHasTheKey, whyNotYours } from './authority.ts'
import { dayIn } from './calendar.ts'
import { conditionIdeas } from './condition-ideas.ts'
import type { DecisionDesk, Owner } from './desk.ts'
import { lineFor } from './line.ts'
import { findMemo } from './memo.server.ts'
import { rubricsOf } from './records.server.ts'
import type { ReviewView } from './views.ts'

/** What lies on the desk of whoever decides; for those who may not see scores only that there is a review. */
export async function findDecisionDesk(
  reading: Reading,
  id: string | undefined,
): Promise<{ review: ReviewView; desk: DecisionDesk | null; why: string | null } | undefined> {
  const memo = await findMemo(reading, id)
  if (!memo) return undefined
  const { review, kept, levels, reasons, decisions } = memo
  if (!kept) return { review, desk: null, why: whyNotYours(review, undefined) }
  const { assessment, decision, path } = kept.result
  const escalated = review.state === 'escalated'
  const standing = { ...decision, residual: assessment.overall.current, escalated }
  const { full } = await rubricsOf(reading, review)
  const possible = review.may.decide ? possibilities({ ...standing, roles: reading.actor.roles }) : []
  const ideas = conditionIdeas(full.compiled, { path: path?.changes ?? [], harms: assessment.harms })
  return {
    review,
    why: review.may.decide ? null : whyNotYours(review, standing),
    desk: {
      proposal: decision.proposal,
      residual: standing.residual,
      authority: decision.authority,
      escalated,
      key: whoHasTheKey(standing),
      roles: [...reading.actor.roles],
      line: lineFor(reading.actor.roles, review.state),
      reasons,
      levels,
      path: memo.path,
      pathTo: memo.pathTo,
      possible,
      ideas,
      /** Who escalated it, and why. */
      before: decisions.filter(({ round }) => round === review.round),
      owners: review.may.decide ? await ownersFor(reading, review) : [],
      today: dayIn(reading.actor.timeZone, reading.now),
    },
  }
}

/** Whom a condition can be given to: the submitter first, then the team, then everybody else by name. */
async function ownersFor(
  reading: Reading,
  review: Pick<ReviewView, 'submitterId' | 'submitter' | 'teamId' | 'team' | 'teamTimeZone'>,
): Promise<Owner[]> {
  const found = await searchPeople(reading, { limit: LIST_LIMIT, firstTeamId: review.teamId })
  const submitter = { id: review.submitterId, name: review.submitter, team: review.team, timeZone: review.teamTimeZone }
  return [
    found.find(({ id }) => id === submitter.id) ?? submitter,
    ...found.filter(({ id }) => id !== submitter.id),
  ].map(({ id, name, team, timeZone }) => ({ id, name, team, timeZone }))
}
