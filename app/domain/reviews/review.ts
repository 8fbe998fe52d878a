import { TIERS } from '#app/rubric/rubric.ts'

/**
 * Where a review stands.
 * draft: triage is being answered · triaged: the tier is known, the full questionnaire is being answered ·
 * in_review: submitted · changes_requested: named questions are open again · scored: scores are locked ·
 * escalated: waits for the council · decided · logged: no decision needed (T0, or a complete T1 checklist) · withdrawn.
 */
export const REVIEW_STATES = [
  'draft',
  'triaged',
  'in_review',
  'changes_requested',
  'scored',
  'escalated',
  'decided',
  'logged',
  'withdrawn',
] as const
export type ReviewState = (typeof REVIEW_STATES)[number]

/** The only ways from one state to the next. The database holds the same list and refuses everything else. */
export const REVIEW_TRANSITIONS: Readonly<Record<ReviewState, readonly ReviewState[]>> = {
  draft: ['triaged', 'logged', 'withdrawn'],
  triaged: ['draft', 'in_review', 'logged', 'withdrawn'],
  in_review: ['changes_requested', 'scored', 'withdrawn'],
  changes_requested: ['in_review', 'withdrawn'],
  scored: ['changes_requested', 'escalated', 'decided', 'withdrawn'],
  escalated: ['changes_requested', 'decided', 'withdrawn'],
  decided: [],
  logged: ['triaged'],
  withdrawn: [],
}

export const OUTCOMES = ['approve', 'approve_with_conditions', 'request_changes', 'escalate', 'block'] as const
export type Outcome = (typeof OUTCOMES)[number]

export const GATES = ['before_launch', 'before_ramp', 'within_days'] as const
export type Gate = (typeof GATES)[number]

export const AUTHORITIES = ['reviewer', 'lead', 'council'] as const
export type Authority = (typeof AUTHORITIES)[number]

export const ANSWER_STATES = ['answered', 'unknown', 'n_a', 'blank'] as const
export const PARTICIPANT_ROLES = ['reviewer', 'council', 'consultant'] as const
export const REVIEW_TIERS = TIERS

/** Lengths shared by the form, the command and the column's CHECK. */
export const REVIEW_LIMITS = {
  title: 120,
  summary: 2_000,
  reason: 2_000,
  note: 4_000,
  condition: 600,
  markets: 30,
} as const

/** How outcomes are spoken of. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, { noun: string; verb: string; button: string }>> = {
  approve: { noun: 'Approved', verb: 'approve', button: 'Approve' },
  approve_with_conditions: {
    noun: 'Approved with conditions',
    verb: 'approve with conditions',
    button: 'Approve with conditions',
  },
  request_changes: { noun: 'Changes requested', verb: 'request changes', button: 'Request changes' },
  escalate: { noun: 'Escalated to the council', verb: 'escalate to the council', button: 'Escalate to the council' },
  block: { noun: 'Blocked', verb: 'block', button: 'Block' },
}

/** The state in words, as the submitter and the reviewer read it. */
export const STATE_WORDS: Readonly<Record<ReviewState, string>> = {
  draft: 'Triage not submitted',
  triaged: 'Being answered',
  in_review: 'In review',
  changes_requested: 'Changes requested',
  scored: 'Scored, waits for a decision',
  escalated: 'Waits for the safety council',
  decided: 'Decided',
  logged: 'Logged, no review needed',
  withdrawn: 'Withdrawn',
}

export const canMove = (from: ReviewState, to: ReviewState): boolean => REVIEW_TRANSITIONS[from].includes(to)

/** Launches that need no review are drawn for a random audit with this probability, so that the escape rate is unbiased. */
export const AUDIT_SAMPLE_RATE = 0.1
