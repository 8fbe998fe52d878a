import { ABSENT, PRESENT, type Rules } from '#app/platform/access/ability.ts'
import type { Actor } from '#app/platform/access/actor.ts'
import type { Role } from '../people/people.ts'
import type { ReviewState } from './review.ts'

/** What rules may look at in a review. */
export type ReviewRow = {
  id: string
  teamId: string
  submitterId: string
  state: ReviewState
  /** Who has it, once somebody took it. */
  reviewerId: string | null
  /** Council members and consultants called to this review. */
  participantIds: readonly string[]
  /** Everyone who ever wrote one of its answers. */
  authorIds: readonly string[]
}

export const REVIEW_ACTIONS = [
  'read',
  'read_answers',
  'read_assessment',
  'read_decision',
  'answer',
  'submit',
  'move_version',
  'raise_tier',
  'withdraw',
  'rescope',
  'take',
  'take_over',
  'give_back',
  'score',
  'answer_as_reviewer',
  'request_changes',
  'attest',
  'decide',
] as const
export type ReviewAction = (typeof REVIEW_ACTIONS)[number]

export type ReviewSubjects = {
  Launch: { actions: 'describe'; row: { teamId: string } }
  Review: { actions: ReviewAction; row: ReviewRow }
}

const BEFORE_SUBMITTING = ['draft', 'triaged', 'changes_requested'] as const
const SUBMITTED = ['in_review', 'changes_requested', 'scored', 'escalated', 'decided'] as const

/** Who may see and do what with a launch safety review (domain reference G; R1, R2). */
export function defineReviewPolicy(rules: Rules<ReviewSubjects>, actor: Actor): void {
  if (actor.kind === 'system') return
  const has = (role: Role) => actor.roles.includes(role)
  const ownTeam = { teamId: actor.teamId }

  if (has('submitter')) {
    rules.can('describe', 'Launch', ownTeam)
    rules.can(['read', 'read_answers', 'read_decision'], 'Review', ownTeam)
    rules.can(['answer', 'submit'], 'Review', { ...ownTeam, state: { $in: BEFORE_SUBMITTING } })
    // From the first submission on a review keeps its versions for ever; the command looks at that too.
    rules.can('move_version', 'Review', { ...ownTeam, state: { $in: ['draft', 'triaged'] } })
    rules.can('raise_tier', 'Review', { ...ownTeam, state: { $in: ['triaged', 'logged'] } })
    rules.can('withdraw', 'Review', { ...ownTeam, state: { $nin: ['decided', 'logged', 'withdrawn'] } })
    rules.can('rescope', 'Review', { ...ownTeam, state: { $in: ['decided', 'withdrawn'] } })
  }
  if (has('reviewer') || has('lead')) {
    // A draft is private to its team: nobody should fear to think aloud before submitting.
    rules.can(['read', 'read_answers', 'read_decision', 'read_assessment'], 'Review', { state: { $ne: 'draft' } })
    rules.can('answer_as_reviewer', 'Review', { state: 'in_review' })
    // Whoever has a review scores it. One that nobody has is anybody's: the first score takes it.
    const free = { state: 'in_review', reviewerId: ABSENT } as const
    const held = { state: 'in_review', reviewerId: actor.id } as const
    for (const mine of [free, held]) rules.can(['take', 'score'], 'Review', mine)
    rules.can('give_back', 'Review', held)
    rules.can('request_changes', 'Review', { state: { $in: ['in_review', 'scored'] } })
    rules.can('decide', 'Review', { state: 'scored' })
  }
  if (has('lead')) {
    rules.can('attest', 'Review', { state: 'in_review' })
    const elsewhere = { $and: [{ reviewerId: PRESENT }, { reviewerId: { $ne: actor.id } }] }
    rules.can('take_over', 'Review', { state: 'in_review', ...elsewhere })
  }
  if (has('council')) {
    const called = { participantIds: actor.id }
    rules.can(['read', 'read_answers', 'read_decision', 'read_assessment'], 'Review', {
      ...called,
      state: { $in: SUBMITTED },
    })
    rules.can(['decide', 'request_changes'], 'Review', { ...called, state: { $in: ['scored', 'escalated'] } })
  }
  if (has('consultant'))
    rules.can(['read', 'read_answers'], 'Review', { participantIds: actor.id, state: { $in: SUBMITTED } })
  if (has('incident_manager')) rules.can(['read', 'read_decision'], 'Review', { state: 'decided' })
  if (has('auditor')) rules.can(['read', 'read_answers', 'read_decision', 'read_assessment'], 'Review')

  // Four eyes (R1). These deny whatever else allows, administrators included (R2).
  // Whoever has a part in a launch does not see its scores either (R3); levels and reasons come with the decision.
  const JUDGING = [
    'take',
    'take_over',
    'score',
    'answer_as_reviewer',
    'attest',
    'request_changes',
    'decide',
    'read_assessment',
  ] as const
  rules.cannot(
    JUDGING,
    'Review',
    ownTeam,
    'You belong to the team that submitted this launch, so somebody else must judge it.',
  )
  rules.cannot(
    JUDGING,
    'Review',
    { submitterId: actor.id },
    'You submitted this launch, so somebody else must judge it.',
  )
  rules.cannot(
    JUDGING,
    'Review',
    { authorIds: actor.id },
    'You wrote answers of this review, so somebody else must judge it.',
  )
}
