import { Link, type LinkProps } from '@remix-run/react'

/** A link inside text or a table. */
export function TextLink({ className = '', ...rest }: LinkProps) {
  return <Link className={`text-accent underline hover:text-accent-strong hover:decoration-2 ${className}`} {...rest} />
}
