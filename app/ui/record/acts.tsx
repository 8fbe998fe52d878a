import type { ReviewView } from '#app/domain/reviews/index.ts'
import { REVIEW_LIMITS } from '#app/domain/reviews/review.ts'
import {
  giveBackInput,
  raiseTierInput,
  rescopeInput,
  takeOverInput,
  withdrawInput,
} from '#app/domain/reviews/schemas.ts'
import { TIERS, type Tier, tierRank } from '#app/rubric/rubric.ts'
import { Button } from '#app/ui/kit/button.tsx'
import { ChoiceGroup } from '#app/ui/kit/choice-group.tsx'
import { TextArea } from '#app/ui/kit/text-area.tsx'
import { type Refused, useWholeForm, WholeForm } from '#app/ui/kit/whole-form.tsx'
import { ReasonForm } from './reason-form.tsx'
import { TIER_WORDS } from './tier-words.ts'

type ActProps = {
  review: ReviewView
  /** Made with the page: the same form sent twice is carried out once. */
  onceKey: string
  refused: Refused<Record<string, string>> | undefined
}

/** Anybody of the team may ask for a closer look; nobody asks for less. */
export function RaiseTierForm({ review: { id: reviewId, tier: present }, onceKey, refused }: ActProps) {
  const form = useWholeForm({
    schema: raiseTierInput,
    fresh: { tier: '', reason: '', onceKey },
    input: (draft) => ({ ...draft, reviewId }),
    refused,
    title: 'This was not done',
  })
  return (
    <WholeForm form={form} className="max-w-measure">
      <input {...form.hidden('onceKey')} />
      <ChoiceGroup
        {...form.choice('tier')}
        type="radio"
        label="Which tier?"
        choices={TIERS.filter((tier) => isAbove(tier, present)).map((tier) => ({
          value: tier,
          label: tier,
          hint: TIER_WORDS[tier],
        }))}
      />
      <TextArea
        {...form.field('reason')}
        label="Why should it be looked at more closely?"
        hint="The expected day of decision is set anew. The tier cannot go down again."
        maxLength={REVIEW_LIMITS.reason}
      />
      <Button busy={form.sending}>Ask for the higher tier</Button>
    </WholeForm>
  )
}

const isAbove = (tier: Tier, present: Tier | null) => present !== null && tierRank(tier) > tierRank(present)

export function WithdrawForm({ review, onceKey, refused }: ActProps) {
  return (
    <ReasonForm
      schema={withdrawInput}
      about={{ reviewId: review.id }}
      onceKey={onceKey}
      label="Why is it withdrawn?"
      hint="Everything written stays readable, and a new review can start from its answers."
      button="Withdraw from review"
      tone="danger"
      refused={refused}
    />
  )
}

export function RescopeForm({ review, onceKey, refused }: ActProps) {
  return (
    <ReasonForm
      schema={rescopeInput}
      about={{ reviewId: review.id }}
      onceKey={onceKey}
      label="What is different this time?"
      hint="A new review of the same launch starts with the answers of this one. This one stays as it is."
      button="Start a re-scoped review"
      refused={refused}
    />
  )
}

/** For a lead, when whoever has the review cannot go on with it. */
export function TakeOverForm({ review, onceKey, refused }: ActProps) {
  const from = review.reviewerId ?? ''
  return (
    <ReasonForm
      schema={takeOverInput}
      about={{ reviewId: review.id, from }}
      onceKey={onceKey}
      label={`Why do you take it over from ${review.reviewer}?`}
      hint="It is kept in the history, which the team that submitted reads too. Scores and notes stay as they are."
      button={`Take it over from ${review.reviewer}`}
      refused={refused}
    >
      <input type="hidden" name="act" value="take_over" />
      <input type="hidden" name="from" value={from} />
    </ReasonForm>
  )
}

export function GiveBackForm({ review, onceKey, refused }: ActProps) {
  return (
    <ReasonForm
      schema={giveBackInput}
      about={{ reviewId: review.id }}
      onceKey={onceKey}
      label="Why do you give it back?"
      hint="It is kept in the history, which the team that submitted reads too. Any reviewer may take it then, with the scores as they are."
      button="Give the review back"
      refused={refused}
    >
      <input type="hidden" name="act" value="give_back" />
    </ReasonForm>
  )
}
