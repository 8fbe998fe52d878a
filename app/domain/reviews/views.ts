import type { Level, Tier } from '#app/rubric/index.ts'
import type { ReviewAction } from './policy.ts'
import type { Gate, Outcome, ReviewState } from './review.ts'

/** One row of a list: what anybody who may know of the review may read. */
export type ReviewRowView = {
  id: string
  launchId: string
  code: string
  title: string
  state: ReviewState
  tier: Tier | null
  dueOn: string | null
  late: boolean
  launchOn: string
  team: string
  teamTimeZone: string
  submitter: string
  reviewer: string | null
  outcome: Outcome | null
  round: number
  createdAt: string
  changedAt: string
}

/** One page of a list. Cursors name a row; they open nothing that the person may not see. */
export type ReviewList = {
  rows: ReviewRowView[]
  count: { shown: number; capped: boolean }
  next: string | null
  previous: string | null
}

export type Lane = { rows: ReviewRowView[]; more: boolean }

/** A condition that the person at hand must meet; its due day counts in their own zone. */
export type OwnCondition = {
  id: string
  reviewId: string
  launch: string
  text: string
  dueOn: string
  zone: string
  gate: Gate
  gateValue: number | null
}

/** What waits for a person. */
export type Home = {
  now: Lane
  waiting: Lane
  comingUp: Lane
  conditions: OwnCondition[]
  /** How many questions opened again still wait for an answer, per review where changes were requested. */
  reopened: Partial<Record<string, number>>
}

/** The head of a review's pages. */
export type ReviewView = ReviewRowView & {
  summary: string
  markets: string[]
  /** Counts changes of the description. */
  launchVersion: number
  teamId: string
  submitterId: string
  reviewerId: string | null
  previousId: string | null
  nextId: string | null
  tierBecause: string | null
  tierByRule: Tier | null
  auditSample: boolean
  triagedAt: string | null
  submittedAt: string | null
  decidedAt: string | null
  triageVersionId: string
  fullVersionId: string
  rubric: { title: string; version: string }
  /** What the person at hand may do with it now. */
  may: Readonly<Record<ReviewAction, boolean>>
}

/** The levels of one harm as they were when scores were locked. */
export type HarmLevels = { code: string; name: string; inherent: Level; current: Level; target: Level }

/** The worst harm of a launch now, and the level now of each of its harms. */
export type WorstLevels = {
  worst: { harm: { code: string; name: string }; inherent: Level; current: Level; target: Level } | null
  currents: Level[]
}

export type ConditionView = {
  id: string
  text: string
  owner: string
  ownerTimeZone: string
  dueOn: string
  gate: string
  gateValue: number | null
}

export type DecisionView = {
  outcome: Outcome
  proposal: Outcome
  residual: Level
  authority: string
  reasons: string
  overrideReason: string | null
  decidedBy: string
  decidedAt: string
  expiresOn: string | null
  round: number
}

export type HistoryEntry = {
  key: string
  type: string
  at: string
  who: string
  role: string
  sentence: string
  why: string | null
  seq: number
  hash: string
}

/** L-12 */
export const launchCode = (number: number): string => `L-${number}`
