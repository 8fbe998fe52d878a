import type { Control } from './answer-schema.ts'

export type { Control } from './answer-schema.ts'

/** A named link to something that proves an answer. */
export type Evidence = { label: string; url: string }
export type GridRow = Record<string, string | number | null>

export type AnswerValue = string | number | boolean | string[] | Control[] | Evidence[] | GridRow[]

/**
 * An answer has one of four names: answered, unknown, n_a (with its reason), and blank, which is the absence of an entry.
 * There are no sentinels inside values. An answer may carry what shows that it is so; no evidence is no list.
 */
export type Answer =
  | { state: 'answered'; value: AnswerValue; evidence?: Evidence[] }
  | { state: 'unknown'; note?: string }
  | { state: 'n_a'; reason: string }
/** Question id → answer. A missing key is blank. */
export type Answers = Readonly<Record<string, Answer>>

/** Why an answer cannot be taken, in words for the person who gave it. */
export type AnswerProblem = { questionId: string; code: string; message: string }

export const STATE_TEXT_MAX = 1_000
