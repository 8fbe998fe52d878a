import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { Tag, type TagTone } from './tag.tsx'

export type Task = {
  key: string
  title: ReactNode
  /** Without a link the task is closed for now; say in the hint who or what opens it. */
  to?: string | undefined
  hint?: ReactNode
  /** A finished task needs no colour: leave `tone` out. */
  state: { word: string; tone?: TagTone | undefined }
  current?: boolean | undefined
}

/** A list of things to do, each with its state in words. */
export function TaskList({ label, tasks }: { label: string; tasks: readonly Task[] }) {
  return (
    <ul aria-label={label} className="border-t border-rule">
      {tasks.map(({ key, to, title, hint, state, current }) => (
        <li
          key={key}
          className={`relative flex min-h-10 items-start justify-between gap-4 border-b border-rule py-2 pr-2 ${current ? 'border-l-4 border-l-accent bg-accent-wash pl-2' : 'pl-3'} ${to ? 'hover:bg-sunk' : ''}`}
        >
          <div>
            {to ? (
              <Link
                to={to}
                aria-current={current ? 'page' : undefined}
                aria-describedby={`${key}-state`}
                className="text-accent underline after:absolute after:inset-0 hover:text-accent-strong"
              >
                {title}
              </Link>
            ) : (
              <span className="text-ink-soft">{title}</span>
            )}
            {hint && <div className="text-sm text-ink-soft">{hint}</div>}
          </div>
          <span id={`${key}-state`} className="shrink-0 text-sm">
            {state.tone ? <Tag tone={state.tone}>{state.word}</Tag> : state.word}
          </span>
        </li>
      ))}
    </ul>
  )
}
