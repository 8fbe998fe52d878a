import type { ReviewRowView, ReviewState } from '#app/domain/reviews/index.ts'
import type { TagTone } from '#app/ui/kit/tag.tsx'

const TONES: Readonly<Record<ReviewState, TagTone>> = {
  draft: 'plain',
  triaged: 'accent',
  in_review: 'accent',
  changes_requested: 'warning',
  scored: 'accent',
  escalated: 'warning',
  decided: 'good',
  logged: 'plain',
  withdrawn: 'plain',
}

/** How a state looks. The words say it; a block looks as heavy as it is. */
export const stateTone = ({ state, outcome }: Pick<ReviewRowView, 'state' | 'outcome'>): TagTone =>
  outcome === 'block' ? 'strong' : TONES[state]
