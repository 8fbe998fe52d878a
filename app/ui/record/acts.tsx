import { Form } from '@remix-run/react'
import type { ReviewView } from '#app/domain/reviews/index.ts'
import { Button } from '#app/ui/kit/button.tsx'
import { Notice } from '#app/ui/kit/notice.tsx'
import { type FormRefused, ReasonForm } from './reason-form.tsx'
import { TierField } from './tier-field.tsx'

type ActProps = {
  review: ReviewView
  /** Made with the page: the same form sent twice is carried out once. */
  onceKey: string
  refused?: FormRefused | undefined
}

/** Anybody of the team may ask for a closer look; nobody asks for less. */
export function RaiseTierForm({ review, refused, onceKey }: ActProps) {
  if (!review.tier) return null
  return (
    <ReasonForm
      action={`/reviews/${review.id}/tier`}
      name="tier"
      label="Why should it be looked at more closely?"
      hint="The expected day of decision is set anew. The tier cannot go down again."
      button="Ask for the higher tier"
      hidden={{ onceKey }}
      refused={refused}
    >
      <TierField present={review.tier} chosen={refused?.typed.tier} error={refused?.problem.fields.tier} />
    </ReasonForm>
  )
}

export function WithdrawForm({ review, refused, onceKey }: ActProps) {
  return (
    <ReasonForm
      action={`/reviews/${review.id}/withdrawal`}
      name="withdrawal"
      label="Why is it withdrawn?"
      hint="Everything written stays readable, and a new review can start from its answers."
      button="Withdraw from review"
      tone="danger"
      hidden={{ onceKey }}
      refused={refused}
    />
  )
}

export function RescopeForm({ review, refused, onceKey }: ActProps) {
  return (
    <ReasonForm
      action={`/reviews/${review.id}/rescope`}
      name="rescope"
      label="What is different this time?"
      hint="A new review of the same launch starts with the answers of this one. This one stays as it is."
      button="Start a re-scoped review"
      hidden={{ onceKey }}
      refused={refused}
    />
  )
}

/** One press, no reason: nobody has it. */
export function TakeForm({ review, refused }: Omit<ActProps, 'onceKey'>) {
  return (
    <Form method="post" action={`/reviews/${review.id}/reviewer`}>
      {refused && <Notice tone="bad" title={refused.problem.message} />}
      <Button>Take the review</Button>
    </Form>
  )
}

/** For a lead, when whoever has the review cannot go on with it. */
export function TakeOverForm({ review, refused, onceKey }: ActProps) {
  return (
    <ReasonForm
      action={`/reviews/${review.id}/reviewer`}
      name="take-over"
      label={`Why do you take it over from ${review.reviewer}?`}
      hint="It is kept in the history, which the team that submitted reads too. Scores and notes stay as they are."
      button={`Take it over from ${review.reviewer}`}
      hidden={{ onceKey }}
      refused={refused}
    >
      <input type="hidden" name="act" value="take_over" />
      <input type="hidden" name="from" value={review.reviewerId ?? ''} />
    </ReasonForm>
  )
}

export function GiveBackForm({ review, refused, onceKey }: ActProps) {
  return (
    <ReasonForm
      action={`/reviews/${review.id}/reviewer`}
      name="give-back"
      label="Why do you give it back?"
      hint="It is kept in the history, which the team that submitted reads too. Any reviewer may take it then, with the scores as they are."
      button="Give the review back"
      hidden={{ onceKey }}
      refused={refused}
    >
      <input type="hidden" name="act" value="give_back" />
    </ReasonForm>
  )
}
