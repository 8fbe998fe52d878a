import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { PublicQuestion } from '#app/rubric/public.ts'
import { Button } from '../../kit/button.tsx'
import { FieldError, Hint } from '../../kit/field.tsx'
import { useDesk } from './desk.ts'

type RowsProps = {
  question: PublicQuestion
  name: string
  /** What the rows are for, where it is not the question itself. */
  legend?: ReactNode
  error: string | undefined
  hint?: ReactNode
  /** "safeguard": what one row is. */
  noun: string
  filled: number
  /** Empty rows to begin with. */
  empty: number
  most: number
  children: (row: number) => ReactNode
}

/** Rows that the person adds and removes. Without JavaScript "Add" saves the page and brings it back with room for more; an emptied row is no row. */
export function Rows({ question, name, legend, error, hint, noun, filled, empty, most, children }: RowsProps) {
  const desk = useDesk()
  const box = useRef<HTMLFieldSetElement>(null)
  const next = useRef(filled + empty)
  const [rows, setRows] = useState(() => Array.from({ length: filled + empty }, (_, row) => row))
  const [alive, setAlive] = useState(false)
  const [last, setLast] = useState<'added' | 'removed' | null>(null)
  useEffect(() => setAlive(true), [])
  useEffect(() => {
    const fields = box.current
    if (!fields || last === null) return
    if (last === 'added')
      fields.querySelector<HTMLElement>('[data-row]:last-of-type input, [data-row]:last-of-type textarea')?.focus()
    else fields.querySelector<HTMLElement>('[data-add]')?.focus()
    if (last === 'removed' && fields.form) desk.changed(fields.form, question, false)
    setLast(null)
  }, [last, desk, question])
  const add = () => {
    setRows([...rows, next.current++])
    setLast('added')
  }
  const remove = (row: number) => {
    setRows(rows.filter((one) => one !== row))
    setLast('removed')
  }
  return (
    <fieldset
      ref={box}
      id={name}
      tabIndex={-1}
      aria-describedby={[hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ') || undefined}
      className={`mb-6 ${error ? 'border-l-4 border-bad pl-4' : ''}`}
    >
      <legend className="mb-1 font-semibold">
        {legend ?? (
          <>
            {question.text}
            {!question.required && <span className="font-normal text-ink-soft"> (optional)</span>}
          </>
        )}
      </legend>
      {hint && <Hint id={name}>{hint}</Hint>}
      {error && <FieldError id={name}>{error}</FieldError>}
      {rows.map((row, at) => (
        <div key={row} data-row={row} className="mb-3 border border-rule bg-sheet p-4">
          <div className="mb-2 flex items-center justify-between">
            <p className="text-xs font-semibold text-ink-soft">
              {capital(noun)} {at + 1}
            </p>
            {alive && (
              <button
                type="button"
                onClick={() => remove(row)}
                className="min-h-6 text-xs text-accent underline hover:text-accent-strong"
              >
                Remove<span className="sr-only"> {`${noun} ${at + 1}`}</span>
              </button>
            )}
          </div>
          {children(row)}
        </div>
      ))}
      {rows.length < most && (
        <Button
          data-add=""
          tone="quiet"
          name="more"
          value={name}
          type={alive ? 'button' : 'submit'}
          onClick={alive ? add : undefined}
        >
          {rows.length === 0 ? `Add a ${noun}` : `Add another ${noun}`}
        </Button>
      )}
    </fieldset>
  )
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
