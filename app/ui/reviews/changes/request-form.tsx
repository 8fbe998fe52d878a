import type { ComponentPropsWithRef } from 'react'
import { askedIn, type ChangesDraft, noteKey } from '#app/domain/reviews/decision-form.ts'
import type { ChangeDesk, ReviewView } from '#app/domain/reviews/index.ts'
import { REVIEW_LIMITS } from '#app/domain/reviews/review.ts'
import { requestChangesInput } from '#app/domain/reviews/schemas.ts'
import { Button } from '#app/ui/kit/button.tsx'
import { CONTROL, FieldError } from '#app/ui/kit/field.tsx'
import { TextArea } from '#app/ui/kit/text-area.tsx'
import { type Refused, useWholeForm, WholeForm } from '#app/ui/kit/whole-form.tsx'
import { NoEvidence } from '../evidence-view.tsx'

type RequestFormProps = {
  review: Pick<ReviewView, 'id' | 'submitter'>
  questions: ChangeDesk['questions']
  onceKey: string
  /** Questions marked at the bench. */
  chosen: readonly string[]
  refused: Refused<ChangesDraft> | undefined
}

/** What is needed to go on, and the questions that are opened for it. */
export function RequestForm({ review, questions, onceKey, chosen, refused }: RequestFormProps) {
  const form = useWholeForm<ChangesDraft>({
    schema: requestChangesInput,
    fresh: {
      note: '',
      questions: questions.flatMap(({ key }) => (chosen.includes(key) ? key : [])),
      notes: Object.fromEntries(questions.map(({ key }) => [noteKey(key), ''])),
      onceKey,
    },
    input: (draft) => ({ ...askedIn(draft), reviewId: review.id }),
    refused,
    title: 'Nothing was requested yet',
  })
  const { id, error, chosen: marked, inputProps } = form.choice('questions')
  const sections = [...new Set(questions.map(({ section }) => section))]
  return (
    <WholeForm form={form}>
      <h2 className="text-lg">Request changes</h2>
      <p className="mt-1 mb-4 max-w-measure text-sm text-ink-soft">
        The questions you choose are open again for {review.submitter}; all others stay as they were submitted. The
        scores of this round are carried over.
      </p>
      <input {...form.hidden('onceKey')} />
      <TextArea
        {...form.field('note')}
        label="What is needed to go on"
        hint="Say what would make it possible, not only what is wrong."
        maxLength={REVIEW_LIMITS.note}
      />
      <fieldset aria-describedby={error && `${id}-error`} className={error ? 'border-l-4 border-bad pl-4' : ''}>
        <legend id={id} tabIndex={-1} className="mb-2 font-semibold">
          Questions to open again
        </legend>
        {error && <FieldError id={id}>{error}</FieldError>}
        {sections.map((section) => {
          const own = questions.filter((one) => one.section === section)
          const count = own.filter(({ key }) => marked.includes(key)).length
          return (
            <details key={section} open={count > 0 || sections.length < 3} className="mb-2 max-w-[52rem]">
              <summary className="min-h-8 border-b border-rule py-1">
                {section}{' '}
                <span className="text-sm text-ink-soft">
                  {own.length} {own.length === 1 ? 'question' : 'questions'}
                  {count > 0 && `, ${count} marked`}
                </span>
              </summary>
              <ul>
                {own.map((question) => (
                  <Choice
                    key={question.key}
                    question={question}
                    box={{ ...inputProps, defaultChecked: marked.includes(question.key) }}
                    note={form.field(`notes.${noteKey(question.key)}`)}
                  />
                ))}
              </ul>
            </details>
          )
        })}
      </fieldset>
      <div className="mt-6">
        <Button busy={form.sending}>Request these changes</Button>
      </div>
    </WholeForm>
  )
}

type ChoiceProps = {
  question: ChangeDesk['questions'][number]
  box: ComponentPropsWithRef<'input'>
  note: ComponentPropsWithRef<'textarea'> & { error: string | undefined }
}

function Choice({ question: { key, text, answer, unproven }, box, note: { error: _, ...note } }: ChoiceProps) {
  return (
    <li className="group border-b border-rule py-2">
      <label className="grid grid-cols-[auto_1fr] gap-x-3 text-sm">
        <input {...box} type="checkbox" value={key} className="mt-0.5 size-5" />
        <span>
          {text}
          <span className="block text-ink-soft">{answer}</span>
          {unproven && <NoEvidence />}
        </span>
      </label>
      <label className="mt-1 ml-8 hidden text-xs group-has-checked:block">
        What is missing here<span className="sr-only">: {text}</span>
        <textarea
          {...note}
          rows={2}
          maxLength={REVIEW_LIMITS.reason}
          className={`${CONTROL} field-sizing-content min-h-12 py-1 text-sm`}
        />
      </label>
    </li>
  )
}
