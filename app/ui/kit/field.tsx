import type { ReactNode } from 'react'

export type FieldProps = {
  id: string
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  optional?: boolean | undefined
}

/** What the control inside a field must carry so that label, hint and error belong to it. */
export type Wiring = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }

/** The wiring for a control with this id, hint and error. */
export const wire = ({ id, hint, error }: FieldProps): Wiring => ({
  id,
  'aria-describedby': [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined,
  'aria-invalid': error ? true : undefined,
})

export const CONTROL =
  'w-full rounded-sm border border-rule-strong bg-sheet px-3 text-base hover:border-ink aria-invalid:border-2 aria-invalid:border-bad disabled:bg-sunk disabled:text-ink-soft [&[readonly]]:bg-sunk'

/** A label, a hint and an error around one control. */
export function Field({ children, ...field }: FieldProps & { children: (wiring: Wiring) => ReactNode }) {
  const { id, label, hint, error, optional } = field
  return (
    <div className={`mb-6 max-w-measure ${error ? 'border-l-4 border-bad pl-4' : ''}`}>
      <label htmlFor={id} className="mb-1 block font-semibold">
        {label}
        {optional && <span className="font-normal text-ink-soft"> (optional)</span>}
      </label>
      {hint && <Hint id={id}>{hint}</Hint>}
      {error && <FieldError id={id}>{error}</FieldError>}
      {children(wire(field))}
    </div>
  )
}

/** What helps to answer, said before the control. */
export function Hint({ id, children }: { id: string; children: ReactNode }) {
  return (
    <div id={`${id}-hint`} className="mb-2 text-sm text-ink-soft">
      {children}
    </div>
  )
}

/** What happened and what to do, beside the control. */
export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={`${id}-error`} className="mb-2 text-sm font-semibold whitespace-pre-line text-bad">
      <span className="sr-only">Error: </span>
      {children}
    </p>
  )
}
