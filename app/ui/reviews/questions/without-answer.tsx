import { fieldName } from '#app/domain/reviews/answer-form.ts'
import type { AnswerInput } from '#app/domain/reviews/schemas.ts'
import { STATE_TEXT_MAX } from '#app/rubric/answers.ts'
import type { PublicQuestion } from '#app/rubric/public.ts'
import { TextArea } from '../../kit/text-area.tsx'
import { TextInput } from '../../kit/text-input.tsx'

type Props = { question: PublicQuestion; name: string; answer: AnswerInput }

export const UNKNOWN_WORDS = 'Not known'
export const NA_WORDS = 'Does not apply'

const PILL =
  'inline-flex min-h-9 items-center gap-2 rounded-sm border border-rule-strong bg-sheet px-3 text-sm transition-colors hover:border-ink has-checked:border-accent has-checked:bg-accent-wash has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus'

/** "Not known" and "Does not apply" beside a field: one press each, as easy as any answer. */
export function WithoutAnswer({ question, name, answer }: Props) {
  const ways = [
    ...(question.allow_unknown ? [{ value: 'unknown', words: UNKNOWN_WORDS }] : []),
    ...(question.allow_na ? [{ value: 'n_a', words: NA_WORDS }] : []),
  ]
  if (ways.length === 0) return null
  return (
    <fieldset className="-mt-3 mb-4">
      <legend className="sr-only">Instead of an answer to: {question.text}</legend>
      <div className="flex flex-wrap items-center gap-2">
        <span aria-hidden="true" className="text-sm text-ink-soft">
          or
        </span>
        {ways.map(({ value, words }) => (
          <label key={value} className={PILL}>
            <input
              type="checkbox"
              name={fieldName(name, 'state')}
              value={value}
              defaultChecked={answer.state === value}
              className="size-5"
            />
            {words}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** What goes with them, shown once they are chosen: by CSS, so that it works without JavaScript too. */
export function StateNotes({ question, name, answer }: Props) {
  return (
    <>
      {question.allow_unknown && (
        <div className="hidden group-has-[input[value=unknown]:checked]/q:block">
          <TextInput
            id={`${name}-note`}
            name={fieldName(name, 'note')}
            label="Who could find out, and how?"
            optional
            maxLength={STATE_TEXT_MAX}
            defaultValue={answer.state === 'unknown' ? answer.note : undefined}
          />
        </div>
      )}
      {question.allow_na && (
        <div className="hidden group-has-[input[value=n_a]:checked]/q:block">
          <TextArea
            id={`${name}-reason`}
            name={fieldName(name, 'reason')}
            label="Why does it not apply?"
            rows={2}
            maxLength={STATE_TEXT_MAX}
            defaultValue={answer.state === 'n_a' ? answer.reason : undefined}
          />
        </div>
      )}
    </>
  )
}
