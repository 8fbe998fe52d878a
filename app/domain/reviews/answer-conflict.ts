import type { Answer } from '#app/rubric/index.ts'

/** With a `conflict`: the answer that stands, who gave it and when. */
export type AnswerConflict = { theirs: Answer | null; version: number; by: string; at: string }
