/** The load line as painted on a hull: a circle crossed by a line. */
export function Logo({ className = 'size-7' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true" focusable="false">
      <circle cx="16" cy="16" r="9.5" fill="none" stroke="currentColor" strokeWidth="3" />
      <path d="M1 16H31" stroke="currentColor" strokeWidth="3" />
    </svg>
  )
}
