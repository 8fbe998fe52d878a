import { dueAt } from '#app/domain/reviews/calendar.ts'
import type { CheckView } from '#app/domain/reviews/questionnaire.ts'
import { ButtonLink } from '../../kit/button.tsx'
import { EmptyState } from '../../kit/empty-state.tsx'
import { Due } from '../../kit/moment.tsx'
import { Notice } from '../../kit/notice.tsx'
import { TextLink } from '../../kit/text-link.tsx'

/** After submitting: what happens now, and by when. */
export function SubmittedNotice({ view }: { view: CheckView }) {
  const { state, round, dueOn, teamTimeZone, person, reviewId } = view
  const base = `/reviews/${reviewId}`
  if (state === 'draft')
    return (
      <EmptyState
        title="The triage comes first"
        action={<ButtonLink to={`${base}/triage`}>Go to the triage</ButtonLink>}
      >
        Once it is submitted, the questions of its tier are asked here.
      </EmptyState>
    )
  if (state === 'logged')
    return (
      <Notice tone="good" title="Logged: this launch can go ahead">
        <p>The checklist is complete and kept with the launch. One launch in ten is looked at later.</p>
        <p className="mt-2">If the launch changes, come back and ask for a closer look.</p>
        <p className="mt-3">
          <TextLink to={base}>Back to the launch</TextLink>
        </p>
      </Notice>
    )
  return (
    <>
      <Notice tone="good" title={`Submitted, round ${Math.max(round, 1)}`}>
        {state === 'in_review' && dueOn ? (
          <p>
            A reviewer looks at it now. Expect a decision or questions by{' '}
            <Due at={dueAt(dueOn, teamTimeZone)} zone={teamTimeZone} yourZone={person.timeZone} />.
          </p>
        ) : (
          <p>Your answers are with the reviewers. Where the review stands is said at the top of this page.</p>
        )}
        <p className="mt-2">
          You will be asked here if something needs a change. Until then there is nothing more to do.
        </p>
      </Notice>
      <p>
        <TextLink to={`${base}/questions`}>Read the answers</TextLink>
      </p>
    </>
  )
}
