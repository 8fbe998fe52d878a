import type { ReactNode } from 'react'
import { CONTROL } from '../../kit/field.tsx'

/** A small labelled field inside a row. */
export function Cell({
  id,
  label,
  wide = false,
  children,
}: {
  id: string
  label: string
  wide?: boolean
  children: ReactNode
}) {
  return (
    <div className={wide ? 'sm:col-span-2' : ''}>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      {children}
    </div>
  )
}

export const CELL = `${CONTROL} h-10`
export const CELL_TEXT = `${CONTROL} field-sizing-content min-h-16 py-2`
