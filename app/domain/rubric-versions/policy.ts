import type { Rules } from '#app/platform/access/ability.ts'
import type { Actor } from '#app/platform/access/actor.ts'
import type { Role } from '../people/people.ts'
import type { DraftState } from './draft.ts'

/** What rules may look at in a proposed version. */
export type DraftRow = { id: string; proposedBy: string; state: DraftState }

export const RUBRIC_ACTIONS = ['read', 'read_scoring', 'retire'] as const
export const DRAFT_ACTIONS = [
  'read',
  'read_scoring',
  'propose',
  'change',
  'consult',
  'remark',
  'backtest',
  'publish',
  'withdraw',
] as const

export type RubricSubjects = {
  /** A published version. */
  Rubric: { actions: (typeof RUBRIC_ACTIONS)[number]; row: { key: string } }
  RubricDraft: { actions: (typeof DRAFT_ACTIONS)[number]; row: DraftRow }
}

/** Who may see how answers are scored: whoever answers does not, or answers would be written for the score. */
const SCORING_READERS: readonly Role[] = ['reviewer', 'lead', 'council', 'auditor']
const OPEN = ['draft', 'in_consultation', 'back_tested'] as const

/** Rubrics are the law: everybody reads the questions; a reviewer proposes, a lead who did not propose puts in force (domain reference G). */
export function defineRubricPolicy(rules: Rules<RubricSubjects>, actor: Actor): void {
  if (actor.kind === 'system') return
  if (actor.roles.length === 0) return
  const has = (...roles: readonly Role[]) => roles.some((role) => actor.roles.includes(role))

  rules.can('read', 'Rubric')
  // A draft is its author's workshop until they ask what others think.
  rules.can('read', 'RubricDraft', { state: { $in: ['in_consultation', 'back_tested', 'published'] } })
  if (has(...SCORING_READERS)) {
    rules.can('read_scoring', 'Rubric')
    rules.can(['read', 'read_scoring'], 'RubricDraft')
  }
  if (has('reviewer', 'lead')) {
    rules.can('propose', 'RubricDraft')
    rules.can(['change', 'consult', 'withdraw'], 'RubricDraft', { proposedBy: actor.id, state: { $in: OPEN } })
    rules.can('backtest', 'RubricDraft', { state: { $in: OPEN } })
  }
  if (has('reviewer', 'lead', 'council', 'consultant'))
    rules.can('remark', 'RubricDraft', { state: { $in: ['in_consultation', 'back_tested'] } })
  if (has('lead')) {
    rules.can('publish', 'RubricDraft', { state: 'back_tested' })
    rules.can('withdraw', 'RubricDraft', { state: { $in: OPEN } })
    rules.can('retire', 'Rubric')
  }
  rules.cannot(
    'publish',
    'RubricDraft',
    { proposedBy: actor.id },
    'You proposed this version, so somebody else must publish it.',
  )
}
