import { type ComponentPropsWithoutRef, forwardRef } from 'react'
import { CONTROL, Field, type FieldProps } from './field.tsx'

const WIDTHS = { full: '', medium: 'max-w-60', short: 'max-w-32' }

type TextInputProps = FieldProps &
  Omit<ComponentPropsWithoutRef<'input'>, 'id' | 'width'> & { width?: keyof typeof WIDTHS; unit?: string | undefined }

/** One line of text, a number, a date, an e-mail address. Everything else goes to the native input. */
export const TextInput = forwardRef<HTMLInputElement, TextInputProps>(function TextInput(
  { id, label, hint, error, optional, unit, width = 'full', type = 'text', ...rest },
  ref,
) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional}>
      {(wiring) => (
        <span className="flex items-center gap-2">
          <input ref={ref} type={type} {...rest} {...wiring} className={`${CONTROL} h-10 ${WIDTHS[width]}`} />
          {unit && <span className="shrink-0 text-sm text-ink-soft">{unit}</span>}
        </span>
      )}
    </Field>
  )
})
