import type { ScoreDraft } from '#app/domain/reviews/index.ts'

/** A score in one line, to compare two of them. */
export function describeDraft(draft: ScoreDraft | null): string {
  if (!draft) return 'nothing'
  const step = (value: number | null) => value ?? 'as suggested'
  const because = (reason: string) => (reason === '' ? '' : ` (“${reason}”)`)
  return [
    `likelihood ${step(draft.likelihood)}${because(draft.likelihoodReason)}`,
    `gravity ${step(draft.gravity)}${because(draft.gravityReason)}`,
    `evidence ${draft.confidence ?? 'not graded'}`,
    draft.probability === null ? 'no probability' : `${draft.probability} %`,
  ].join(', ')
}
