import type { Evidence } from '#app/rubric/answers.ts'
import type { AnswerConflict } from './answer-conflict.ts'
import type { AnswerInput } from './schemas.ts'

/** What became of a whole page of answers. Keys are those under which answers are stored, `triage.` included. */
export type SavedForm = {
  /** What was typed, for the page to show again. */
  typed: Record<string, { answer: AnswerInput; version: number }>
  problems: Record<string, string>
  conflicts: Record<string, AnswerConflict>
  /** Evidence that was typed where no answer was given: nothing keeps it but the page. */
  stray: Record<string, Evidence[]>
}
