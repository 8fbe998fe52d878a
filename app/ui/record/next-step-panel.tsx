import { dueAt, type NextStep, type ReviewView } from '#app/domain/reviews/index.ts'
import { ButtonLink } from '#app/ui/kit/button.tsx'
import { Due } from '#app/ui/kit/moment.tsx'
import { TakeForm } from './take-form.tsx'

type NextStepPanelProps = { review: ReviewView; step: NextStep; viewer: { timeZone: string }; now: Date }

const HEADS = { you: 'Your turn', others: 'What happens now', nobody: 'Where it stands' }

/** The one thing to see on a review: whose turn it is, by when, and the way to it. */
export function NextStepPanel({ review, step, viewer, now }: NextStepPanelProps) {
  const { turn, sentence, door, act, expected } = step
  const { dueOn, teamTimeZone: zone } = review
  return (
    <section
      aria-labelledby="next-step"
      className={`mb-8 border px-5 py-4 ${turn === 'you' ? 'border-accent bg-accent-wash' : 'border-rule-strong bg-sheet'}`}
    >
      <h2 id="next-step" className="text-sm font-semibold text-ink-soft">
        {HEADS[turn]}
      </h2>
      <p className="mt-1 max-w-measure text-lg">{sentence}</p>
      {door && <p className="mt-1 max-w-measure">{door}</p>}
      {expected && dueOn && (
        <p className="mt-1 text-sm">
          A decision is expected by <Due at={dueAt(dueOn, zone)} zone={zone} yourZone={viewer.timeZone} now={now} />
        </p>
      )}
      {act && (
        <div className="mt-4" data-screen-only="">
          {act.path === 'reviewer' ? (
            <TakeForm review={review} />
          ) : (
            <ButtonLink to={`/reviews/${review.id}/${act.path}`} tone={turn === 'others' ? 'quiet' : 'primary'}>
              {act.label}
            </ButtonLink>
          )}
        </div>
      )}
    </section>
  )
}
