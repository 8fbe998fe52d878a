import { type ComponentPropsWithRef, Fragment, type ReactNode } from 'react'
import { FieldError, type FieldProps, Hint, wire } from './field.tsx'

export type Choice = {
  value: string
  label: ReactNode
  hint?: ReactNode
  /** Stands below a thin "or": "I do not know yet", "None of these". */
  apart?: boolean | undefined
}

const ROW =
  'grid min-h-10 grid-cols-[auto_1fr] items-center gap-x-3 rounded-sm border border-rule-strong bg-sheet px-3 py-1.5 transition-colors hover:border-ink has-checked:border-accent has-checked:bg-accent-wash has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus'

type ChoiceGroupProps = FieldProps & {
  type: 'radio' | 'checkbox'
  name: string
  choices: readonly Choice[]
  chosen?: readonly string[] | undefined
  inline?: boolean | undefined
  /** Two beside each other where there is room: for many short choices. */
  columns?: boolean | undefined
  /** Goes to every input: a form library's `register(name)`, or onChange. */
  inputProps?:
    | Omit<ComponentPropsWithRef<'input'>, 'id' | 'type' | 'value' | 'defaultChecked' | 'className'>
    | undefined
}

/** A question with choices. The first input carries the group's id, so that a link to the error lands on it. */
export function ChoiceGroup({
  type,
  name,
  choices,
  chosen = [],
  inline = false,
  columns = false,
  inputProps,
  ...field
}: ChoiceGroupProps) {
  const { id, label, hint, error, optional } = field
  const { 'aria-describedby': describedBy, 'aria-invalid': invalid } = wire(field)
  return (
    <div className={`mb-6 max-w-measure ${error ? 'border-l-4 border-bad pl-4' : ''}`}>
      <fieldset aria-describedby={describedBy}>
        <legend className="mb-1 font-semibold">
          {label}
          {optional && <span className="font-normal text-ink-soft"> (optional)</span>}
        </legend>
        {hint && <Hint id={id}>{hint}</Hint>}
        {error && <FieldError id={id}>{error}</FieldError>}
        <div
          className={
            columns ? 'grid gap-2 sm:grid-cols-2' : `flex gap-2 ${inline ? 'flex-wrap items-center' : 'flex-col'}`
          }
        >
          {choices.map((choice, index) => (
            <Fragment key={choice.value}>
              {choice.apart && <span className="col-span-full text-sm text-ink-soft">or</span>}
              <label className={ROW}>
                <input
                  {...inputProps}
                  id={index === 0 ? id : `${id}-${choice.value}`}
                  type={type}
                  name={name}
                  value={choice.value}
                  defaultChecked={chosen.includes(choice.value)}
                  aria-labelledby={`${id}-${choice.value}-label`}
                  aria-describedby={choice.hint ? `${id}-${choice.value}-hint` : undefined}
                  aria-invalid={invalid}
                  className="size-6 shrink-0"
                />
                <span id={`${id}-${choice.value}-label`}>{choice.label}</span>
                {choice.hint && (
                  <span id={`${id}-${choice.value}-hint`} className="col-start-2 text-sm text-ink-soft">
                    {choice.hint}
                  </span>
                )}
              </label>
            </Fragment>
          ))}
        </div>
      </fieldset>
    </div>
  )
}
