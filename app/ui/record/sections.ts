import type { ReviewView } from '#app/domain/reviews/index.ts'

export type Section = { to: string; label: string; end?: boolean }

/** The pages of a review that make sense for this person in this state. A link only; each page asks again. */
export function sectionsOf(review: Pick<ReviewView, 'id' | 'state' | 'tier' | 'submittedAt' | 'may'>): Section[] {
  const { may, state, tier } = review
  const submitted = review.submittedAt !== null
  const judged = state === 'scored' || state === 'escalated' || state === 'decided'
  const base = `/reviews/${review.id}`
  const sections: (readonly [boolean, string, string])[] = [
    [may.read_answers, 'triage', 'Triage'],
    [may.read_answers && tier !== null && tier !== 'T0' && state !== 'draft', 'questions', 'Questions'],
    [may.submit && (state === 'triaged' || state === 'changes_requested'), 'check', 'Check and submit'],
    [may.read_assessment && submitted, 'scoring', 'Scoring'],
    [may.request_changes, 'changes', 'Request changes'],
    [may.decide || (may.read_assessment && (state === 'scored' || state === 'escalated')), 'decision', 'Decision'],
    [may.read_decision && (state === 'decided' || (judged && may.read_assessment)), 'memo', 'Memo'],
    [may.read_answers && submitted, 'rounds', 'Rounds'],
    [true, 'history', 'History'],
  ]
  return [
    { to: base, label: 'Overview', end: true },
    ...sections.filter(([open]) => open).map(([, path, label]) => ({ to: `${base}/${path}`, label })),
  ]
}
