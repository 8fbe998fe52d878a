import { useEffect, useState } from 'react'

/** Says how much room is left once it gets tight. Only these words are drawn again while somebody types. */
export function CharacterCount({ id, most }: { id: string; most: number }) {
  const [length, setLength] = useState(0)
  useEffect(() => {
    const field = document.getElementById(id)
    if (!(field instanceof HTMLTextAreaElement)) return
    const near = most * 0.8
    const count = () => setLength(field.value.length < near ? 0 : field.value.length)
    count()
    field.addEventListener('input', count)
    return () => field.removeEventListener('input', count)
  }, [id, most])
  const left = most - length
  return (
    <p
      role="status"
      className={`-mt-4 mb-4 min-h-5 text-sm tabular-nums ${left < 0 ? 'font-semibold text-bad' : 'text-ink-soft'}`}
    >
      {length > 0 &&
        (left < 0
          ? `${(-left).toLocaleString('en')} characters too many`
          : `${left.toLocaleString('en')} characters left`)}
    </p>
  )
}
