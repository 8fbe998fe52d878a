import type { ScoreDraft } from '#app/domain/reviews/index.ts'

/** A score in one line, to compare two of them. */
export function describeDraft(draft: ScoreDraft | null): string {
  if (!draft) return 'nothing'
  const step = (value: number | null) => value ?? 'as suggested'
  return [
    `likelihood ${step(draft.likelihood)}`,
    `gravity ${step(draft.gravity)}`,
    `evidence ${draft.confidence ?? 'not graded'}`,
    draft.probability === null ? 'no probability' : `${draft.probability} %`,
  ].join(', ')
}
