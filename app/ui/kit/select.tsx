import { type ComponentPropsWithoutRef, forwardRef } from 'react'
import { CONTROL, Field, type FieldProps } from './field.tsx'

type SelectProps = FieldProps &
  Omit<ComponentPropsWithoutRef<'select'>, 'id'> & {
    options: readonly { value: string; label: string }[]
    /** The first, empty option: "Choose a person". */
    prompt?: string | undefined
  }

/** The native list of choices, for more than about seven of them. */
export const Select = forwardRef<HTMLSelectElement, SelectProps>(function Select(
  { id, label, hint, error, optional, options, prompt, ...rest },
  ref,
) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional}>
      {(wiring) => (
        <select ref={ref} {...rest} {...wiring} className={`${CONTROL} h-10`}>
          {prompt && <option value="">{prompt}</option>}
          {options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
})
