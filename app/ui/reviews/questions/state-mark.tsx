import type { SectionState } from '#app/domain/reviews/section-state.ts'

/** Empty ring, dotted ring, half, full with a tick: the state of a section without colour. Beside it stand the words. */
export function StateMark({ state }: { state: SectionState }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className="size-4 shrink-0 text-ink-soft">
      {state === 'complete' ? (
        <>
          <circle cx="8" cy="8" r="7" className="fill-good" />
          <path d="m4.8 8.2 2.2 2.2 4.2-4.6" fill="none" strokeWidth="1.75" className="stroke-paper" />
        </>
      ) : (
        <circle
          cx="8"
          cy="8"
          r="6.25"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeDasharray={state === 'looked_at' ? '2.2 2.2' : undefined}
        />
      )}
      {state === 'in_progress' && <path d="M8 3.5a4.5 4.5 0 0 1 0 9z" className="fill-accent" />}
    </svg>
  )
}
