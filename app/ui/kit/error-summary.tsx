import { useEffect, useRef } from 'react'

type ErrorSummaryProps = {
  title?: string
  /** `href` where the field stands on another page; else the link leads to the id. Without either it concerns the whole form. */
  errors: readonly { id?: string | undefined; message: string; href?: string | undefined }[]
}

/** What must be put right, with a link to each field. Takes focus when it appears: give it `key={submitCount}` to take it again. */
export function ErrorSummary({ title = 'Some answers need another look', errors }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  if (errors.length === 0) return null
  return (
    <div ref={box} tabIndex={-1} role="alert" className="mb-8 max-w-measure border-2 border-bad bg-sheet p-4">
      <h2 className="text-base">{title}</h2>
      <ul className="mt-2 list-disc pl-5">
        {errors.map(({ id, message, href }) => (
          <li key={id ?? message}>
            {id === undefined && href === undefined ? (
              <span className="font-semibold text-bad">{message}</span>
            ) : (
              <a href={href ?? `#${id}`} className="font-semibold whitespace-pre-line text-bad underline">
                {message}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
