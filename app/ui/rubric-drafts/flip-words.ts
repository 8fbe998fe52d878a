import { OUTCOME_WORDS, type Outcome } from '#app/domain/reviews/review.ts'
import type { FlipKind } from '#app/rubric/backtest/index.ts'
import { LEVELS, type Level } from '#app/rubric/rubric.ts'
import { LEVEL_WORDS } from '../reviews/level-words.ts'

/** What a back-test compares, in words. */
export const FLIP_WORDS: Readonly<Record<FlipKind, string>> = {
  decision: 'Proposed decision',
  tier: 'Tier',
  outcome: 'Outcome',
  current: 'Level now',
  inherent: 'Level before safeguards',
}

/** One side of a flip in words: "Blocked", "Medium", "T3". */
export function sideOf(what: string, value: string | null): string {
  if (value === null) return 'none'
  if (what === 'decision') return Object.hasOwn(OUTCOME_WORDS, value) ? OUTCOME_WORDS[value as Outcome].noun : value
  const isLevel = (what === 'current' || what === 'inherent') && (LEVELS as readonly string[]).includes(value)
  return isLevel ? LEVEL_WORDS[value as Level] : value
}
