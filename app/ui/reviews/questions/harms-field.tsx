import { fieldName } from '#app/domain/reviews/answer-form.ts'
import { FieldError } from '../../kit/field.tsx'
import { useDesk } from './desk.ts'
import type { AnswerFieldProps } from './fields.tsx'
import { HarmPicker } from './harm-picker.tsx'

/** Which harms: a list to search and tick. */
export function HarmsField({ question, name, answer, error }: AnswerFieldProps) {
  const { harms } = useDesk()
  const chosen = answer.state === 'answered' && Array.isArray(answer.value) ? (answer.value as string[]) : []
  return (
    <fieldset
      id={name}
      tabIndex={-1}
      aria-describedby={error && `${name}-error`}
      className={`mb-6 ${error ? 'border-l-4 border-bad pl-4' : ''}`}
    >
      <legend className="mb-2 font-semibold">
        {question.text}
        {!question.required && <span className="font-normal text-ink-soft"> (optional)</span>}
      </legend>
      {error && <FieldError id={name}>{error}</FieldError>}
      <HarmPicker id={name} name={fieldName(name)} groups={harms} chosen={chosen} />
    </fieldset>
  )
}
