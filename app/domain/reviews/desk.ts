import type { DecisionReason, Level, Proposal } from '#app/rubric/index.ts'
import type { Possibility } from './authority.ts'
import type { ConditionIdea } from './condition-ideas.ts'
import type { Authority } from './review.ts'
import type { DecisionView, HarmLevels } from './views.ts'

/** Somebody a condition can be given to, with the zone in which it falls due. */
export type Owner = { id: string; name: string; team: string; timeZone: string }

/** What lies on the desk of whoever decides. */
export type DecisionDesk = {
  proposal: Proposal
  residual: Level
  authority: Authority | 'nobody'
  escalated: boolean
  /** Who has the key, in words. */
  key: string
  roles: string[]
  line: Level
  reasons: DecisionReason[]
  levels: HarmLevels[]
  path: string[]
  pathTo: Proposal | null
  /** What the person at hand could decide; empty when it is not their turn. */
  possible: Possibility[]
  ideas: ConditionIdea[]
  /** Who escalated it, and why. */
  before: DecisionView[]
  owners: Owner[]
  /** The day on the calendar of whoever decides. */
  today: string
}
