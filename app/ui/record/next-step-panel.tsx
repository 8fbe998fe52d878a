import { dueAt, type NextStep, type ReviewView } from '#app/domain/reviews/index.ts'
import { ButtonLink } from '#app/ui/kit/button.tsx'
import { Due } from '#app/ui/kit/moment.tsx'
import { TurnPanel } from '#app/ui/kit/turn-panel.tsx'
import { TakeForm } from './take-form.tsx'

type NextStepPanelProps = { review: ReviewView; step: NextStep; viewer: { timeZone: string }; now: Date }

/** The one thing to see on a review: whose turn it is, by when, and the way to it. */
export function NextStepPanel({ review, step, viewer, now }: NextStepPanelProps) {
  const { turn, sentence, door, act, expected } = step
  const { dueOn, teamTimeZone: zone } = review
  return (
    <TurnPanel turn={turn} sentence={sentence} act={act && <NextAct review={review} turn={turn} act={act} />}>
      {door && <p className="mt-1 max-w-measure">{door}</p>}
      {expected && dueOn && (
        <p className="mt-1 text-sm">
          A decision is expected by <Due at={dueAt(dueOn, zone)} zone={zone} yourZone={viewer.timeZone} now={now} />
        </p>
      )}
    </TurnPanel>
  )
}

type NextActProps = { review: ReviewView; turn: NextStep['turn']; act: NonNullable<NextStep['act']> }

function NextAct({ review, turn, act }: NextActProps) {
  if (act.path === 'reviewer') return <TakeForm review={review} />
  return (
    <ButtonLink to={`/reviews/${review.id}/${act.path}`} tone={turn === 'others' ? 'quiet' : 'primary'}>
      {act.label}
    </ButtonLink>
  )
}
