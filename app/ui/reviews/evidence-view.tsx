import type { Evidence } from '#app/rubric/answers.ts'
import { OutsideLink } from './outside-link.tsx'

/** What shows that an answer is so. */
export function EvidenceView({ pieces }: { pieces: readonly Evidence[] }) {
  return (
    <span className="mt-1 block text-sm">
      <span className="text-ink-soft">Evidence: </span>
      {pieces.map(({ label, url }, at) => (
        <span key={`${label} ${url}`}>
          {at > 0 && '; '}
          <OutsideLink to={url}>{label}</OutsideLink>
        </span>
      ))}
    </span>
  )
}

/** Asked for, and not there. */
export const NoEvidence = () => <span className="mt-1 block text-sm font-semibold text-warn">No evidence given</span>
