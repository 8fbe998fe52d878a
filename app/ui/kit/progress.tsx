import { useId } from 'react'

/** How far along, in words and as a bar: "12 of 40 questions answered". */
export function Progress({ done, total, label }: { done: number; total: number; label: string }) {
  const id = useId()
  return (
    <div className="max-w-60">
      <p id={id} className="mb-1 text-sm tabular-nums">
        {done.toLocaleString('en-GB')} of {total.toLocaleString('en-GB')} {label}
      </p>
      <progress aria-labelledby={id} value={done} max={Math.max(total, 1)} className="block h-2 w-full" />
    </div>
  )
}
