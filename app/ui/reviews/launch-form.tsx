import type { ReactNode } from 'react'
import type { TypedLaunch } from '#app/domain/reviews/launch-form.ts'
import type { EarlierLaunch } from '#app/domain/reviews/reuse.ts'
import { REVIEW_LIMITS } from '#app/domain/reviews/review.ts'
import { changeLaunchInput, describeLaunchInput, MARKETS } from '#app/domain/reviews/schemas.ts'
import { Button } from '../kit/button.tsx'
import { ChoiceGroup } from '../kit/choice-group.tsx'
import { Select } from '../kit/select.tsx'
import { TextArea } from '../kit/text-area.tsx'
import { TextInput } from '../kit/text-input.tsx'
import { type Refused, useWholeForm, WholeForm } from '../kit/whole-form.tsx'

type LaunchFormProps = {
  fresh: TypedLaunch
  header?: ReactNode
  button: string
  /** Where a description is corrected: of which review, and the version that stands. */
  corrects?: { reviewId: string; version: number }
  /** Approved launches of the same team, to begin with the answers of one. */
  earlier?: readonly EarlierLaunch[]
  refused: Refused<TypedLaunch> | undefined
}

/** What is launched, when and where. */
export function LaunchForm({ fresh, header, button, corrects, earlier = [], refused }: LaunchFormProps) {
  const form = useWholeForm({
    schema: corrects ? changeLaunchInput : describeLaunchInput,
    fresh,
    input: ({ onceKey, earlierLaunchId, ...described }) =>
      corrects ? { ...described, ...corrects } : { ...described, onceKey, earlierLaunchId },
    refused,
    title: 'Nothing was saved yet',
  })
  return (
    <WholeForm form={form}>
      {header}
      <input {...form.hidden('onceKey')} />
      {corrects && <input type="hidden" name="version" value={corrects.version} />}
      <TextInput
        {...form.field('title')}
        label="What is it called?"
        hint="The name people use for it today. It can be a working title."
        maxLength={REVIEW_LIMITS.title}
      />
      <TextArea
        {...form.field('summary')}
        label="What changes for people?"
        hint="Two or three sentences: who can do what that they could not do before."
        rows={5}
        maxLength={REVIEW_LIMITS.summary}
      />
      <TextInput
        {...form.field('launchOn')}
        type="date"
        width="medium"
        label="When is it planned to launch?"
        hint="The day the first people outside the company can use it."
      />
      <ChoiceGroup
        {...form.choice('markets')}
        type="checkbox"
        label="Where does it launch?"
        hint="Choose all that apply, as planned for full rollout."
        choices={MARKETS.map((market) => ({ value: market, label: market }))}
        columns
      />
      {earlier.length > 0 && (
        <Select
          {...form.field('earlierLaunchId')}
          optional
          label="An earlier launch of the same feature"
          hint="The review begins with the answers that were approved then. You say of each whether it is still true."
          prompt="None"
          options={earlier.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <Button busy={form.sending}>{button}</Button>
    </WholeForm>
  )
}
