import { type ComponentPropsWithoutRef, forwardRef } from 'react'
import { CONTROL, Field, type FieldProps } from './field.tsx'

type TextAreaProps = FieldProps & Omit<ComponentPropsWithoutRef<'textarea'>, 'id'>

/** Several lines of text; it grows with what is written where the browser can. */
export const TextArea = forwardRef<HTMLTextAreaElement, TextAreaProps>(function TextArea(
  { id, label, hint, error, optional, rows = 4, className = '', ...rest },
  ref,
) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional}>
      {(wiring) => (
        <textarea
          ref={ref}
          rows={rows}
          {...rest}
          {...wiring}
          className={`${CONTROL} field-sizing-content max-h-[70vh] min-h-24 py-2 ${className}`}
        />
      )}
    </Field>
  )
})
