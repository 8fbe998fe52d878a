import { zodResolver } from '@hookform/resolvers/zod'
import { Form, useSubmit } from '@remix-run/react'
import type { ReactNode } from 'react'
import { type FieldErrors, useForm } from 'react-hook-form'
import type * as z from 'zod'
import type { TypedLaunch } from '#app/domain/reviews/launch-form.ts'
import { REVIEW_LIMITS } from '#app/domain/reviews/review.ts'
import { type DescribeLaunchInput, describeLaunchInput, MARKETS } from '#app/domain/reviews/schemas.ts'
import { Button } from '../kit/button.tsx'
import { ChoiceGroup } from '../kit/choice-group.tsx'
import { ErrorSummary } from '../kit/error-summary.tsx'
import { Notice } from '../kit/notice.tsx'
import { TextArea } from '../kit/text-area.tsx'
import { TextInput } from '../kit/text-input.tsx'

type Fields = z.input<typeof describeLaunchInput>
export type LaunchRefusal = { message: string; fields: Readonly<Record<string, string>>; typed: TypedLaunch }

const ORDER = ['title', 'summary', 'launchOn', 'markets'] as const

type LaunchFormProps = {
  onceKey: string
  header?: ReactNode
  button: string
  /** The description as it stands, and its version, where one is corrected. */
  present?: TypedLaunch & { version: number }
  refused: LaunchRefusal | undefined
}

/** What is launched, when and where. The same schema checks it here and on the server. */
export function LaunchForm({ onceKey, header, button, present, refused }: LaunchFormProps) {
  const typed = refused?.typed ?? present
  const { register, handleSubmit, formState } = useForm<Fields, unknown, DescribeLaunchInput>({
    resolver: zodResolver(describeLaunchInput),
    defaultValues: {
      onceKey,
      title: typed?.title ?? '',
      summary: typed?.summary ?? '',
      launchOn: typed?.launchOn ?? '',
      markets: (typed?.markets ?? []) as Fields['markets'],
    },
    mode: 'onSubmit',
    reValidateMode: 'onChange',
    // The summary takes the focus: it says everything at once, and leads to each field.
    shouldFocusError: false,
  })
  const submit = useSubmit()
  const errors = messagesOf(formState.errors, formState.isSubmitted ? {} : (refused?.fields ?? {}))
  const listed = ORDER.flatMap((id) => (errors[id] === undefined ? [] : [{ id, message: errors[id] }]))
  return (
    <>
      {listed.length > 0 && <ErrorSummary key={`${formState.submitCount}`} errors={listed} />}
      {refused && listed.length === 0 && <Notice tone="bad" title={refused.message} />}
      {header}
      <Form
        method="post"
        noValidate
        onSubmit={(event) => {
          const form = event.currentTarget
          event.preventDefault()
          void handleSubmit(() => submit(form))(event)
        }}
      >
        <input type="hidden" {...register('onceKey')} value={onceKey} />
        {present && <input type="hidden" name="version" value={present.version} />}
        <TextInput
          {...register('title')}
          id="title"
          label="What is it called?"
          hint="The name people use for it today. It can be a working title."
          maxLength={REVIEW_LIMITS.title}
          defaultValue={typed?.title}
          error={errors.title}
        />
        <TextArea
          {...register('summary')}
          id="summary"
          label="What changes for people?"
          hint="Two or three sentences: who can do what that they could not do before."
          rows={5}
          maxLength={REVIEW_LIMITS.summary}
          defaultValue={typed?.summary}
          error={errors.summary}
        />
        <TextInput
          {...register('launchOn')}
          id="launchOn"
          type="date"
          width="medium"
          label="When is it planned to launch?"
          hint="The day the first people outside the company can use it."
          defaultValue={typed?.launchOn}
          error={errors.launchOn}
        />
        <ChoiceGroup
          type="checkbox"
          id="markets"
          label="Where does it launch?"
          hint="Choose all that apply, as planned for full rollout."
          choices={MARKETS.map((market) => ({ value: market, label: market }))}
          chosen={typed?.markets}
          error={errors.markets}
          columns
          inputProps={register('markets')}
          name="markets"
        />
        <Button busy={formState.isSubmitting}>{button}</Button>
      </Form>
    </>
  )
}

function messagesOf(
  found: FieldErrors<Fields>,
  sent: Readonly<Record<string, string>>,
): Record<string, string | undefined> {
  return Object.fromEntries(ORDER.map((id) => [id, found[id]?.message ?? sent[id]]))
}
