import { Link, type LinkProps } from '@remix-run/react'
import type { ComponentPropsWithoutRef } from 'react'

export type ButtonTone = 'primary' | 'quiet' | 'danger'

const SHAPE =
  'inline-flex min-h-9 items-center justify-center gap-2 rounded-sm border px-3 py-1 text-sm font-semibold no-underline transition-colors aria-disabled:border-rule-strong aria-disabled:bg-sunk aria-disabled:text-ink-soft print:hidden'

const TONES: Record<ButtonTone, string> = {
  primary: 'border-accent bg-accent text-on-accent hover:border-accent-strong hover:bg-accent-strong',
  quiet: 'border-rule-strong bg-sheet text-ink hover:border-ink',
  danger: 'border-danger bg-danger text-on-danger hover:border-danger-strong hover:bg-danger-strong',
}

type ButtonProps = ComponentPropsWithoutRef<'button'> & { tone?: ButtonTone; busy?: boolean }

/** A verb with its object: "Submit for review". While `busy` it stays in place and ignores further presses. */
export function Button({
  tone = 'primary',
  busy = false,
  type = 'submit',
  className = '',
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={`${SHAPE} ${TONES[tone]} ${className}`}
      {...rest}
    />
  )
}

/** A link that starts the next act. */
export function ButtonLink({ tone = 'primary', className = '', ...rest }: LinkProps & { tone?: ButtonTone }) {
  return <Link className={`${SHAPE} ${TONES[tone]} ${className}`} {...rest} />
}
