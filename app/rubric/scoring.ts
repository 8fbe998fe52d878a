import type { Control } from './answers.ts'
import type { ConfidenceGrade, ControlStatus } from './rubric.ts'

/** What a reviewer says of one harm. Everything left out stays as the answers suggest. */
export type HarmScore = {
  /** 1 to 5, in place of the suggested likelihood. */
  likelihood?: number
  /** 1 to 5, in place of the suggested gravity. */
  gravity?: number
  wideScope?: boolean
  irreversible?: boolean
  confidence?: ConfidenceGrade
  /** Chance in percent of a linked SEV1 or SEV2 incident within 90 days of full rollout. */
  probability?: number
  /** A lead attests that no mechanism for this harm exists; counts only at likelihood 1. */
  noMechanism?: boolean
  /** The reviewer put this harm in scope; no answer did. */
  added?: boolean
}

export type ControlCredit = { strength: number; status: ControlStatus }

/** The reviewer's part of an assessment. */
export type Scoring = {
  harms?: Readonly<Record<string, HarmScore>>
  /** Control id → what the reviewer credits, in place of what the submitter claimed. */
  credits?: Readonly<Record<string, ControlCredit>>
  /** Safeguards besides those in the answers. */
  controls?: readonly Control[]
}
