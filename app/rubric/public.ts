import type { Option, Question, Section } from './rubric.ts'

/**
 * The part of a rubric that an answerer's browser may hold. The score key (effects, knock-outs, tier rules, decision table)
 * stays on the server: somebody who knows it answers to the score instead of to the question.
 */
export type PublicOption = Pick<Option, 'value' | 'label' | 'hint' | 'exclusive'>
export type PublicQuestion = Omit<Question, 'effects' | 'knockouts' | 'options' | 'dimension'> & {
  options?: PublicOption[]
}
export type PublicSection = Omit<Section, 'questions'> & { questions: PublicQuestion[] }

/** Keys that make up the score key; a test searches the bytes sent to a submitter for them. */
export const SCORE_KEY_FIELDS = [
  'effects',
  'knockouts',
  'dL',
  'dS',
  'dimension',
  'tiers',
  'decision',
  'wide_scope_when',
] as const

export function publicQuestion({
  effects: _effects,
  knockouts: _knockouts,
  dimension: _dimension,
  options,
  ...rest
}: Question): PublicQuestion {
  return options ? { ...rest, options: options.map(({ effects: _, ...option }) => option) } : rest
}

export const publicSection = (section: Section): PublicSection => ({
  ...section,
  questions: section.questions.map(publicQuestion),
})
