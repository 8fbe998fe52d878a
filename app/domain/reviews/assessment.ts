import type { Assessment, Decision, Explanation, PathToYes } from '#app/rubric/index.ts'

/** What is kept of an assessment when scores are locked: the engine's full result, to be read as it was. */
export type KeptAssessment = {
  assessment: Assessment
  decision: Decision
  explanation: Explanation
  path: PathToYes | null
  completeness: number
  unknown: string[]
}
