import { useLocation } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'

/**
 * What a browser does for a new document, for a page that came without one: its title is said, and focus stands at what the address
 * names or at the beginning of the page, where it would be lost because what was pressed is gone.
 */
export function Arrival() {
  const { pathname, hash } = useLocation()
  const [said, say] = useState('')
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current === pathname) return
    before.current = pathname
    say(document.title)
    const lost = () => document.activeElement === document.body
    if (lost() && hash.length > 1) document.getElementById(idIn(hash))?.focus()
    if (lost()) document.getElementById('main')?.focus({ preventScroll: true })
  }, [pathname, hash])
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  )
}

/** A broken percent sign names nothing. */
function idIn(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1))
  } catch {
    return ''
  }
}
