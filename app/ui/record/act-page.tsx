import type { ReactNode } from 'react'
import { EmptyState } from '#app/ui/kit/empty-state.tsx'
import { TextLink } from '#app/ui/kit/text-link.tsx'
import { TypedNotice } from './typed-notice.tsx'

type ActPageProps = {
  title: string
  open: boolean
  refused: { problem: { message: string }; typed: { reason?: string } } | undefined
  /** Why it may be closed, where it is not about a review. */
  closed?: string
  children: ReactNode
}

const CLOSED =
  'The review does not stand where this is possible, or it is somebody else’s to do. The overview says whose turn it is.'

/** The page of one act on a record: its form, or why it is closed. A refusal keeps what was typed even where the form is gone. */
export function ActPage({ title, open, refused, closed = CLOSED, children }: ActPageProps) {
  return (
    <section aria-label={title}>
      <h2 className="mb-4 text-lg">{title}</h2>
      {open ? (
        children
      ) : (
        <>
          {refused && <TypedNotice problem={refused.problem} typed={refused.typed.reason} />}
          <EmptyState
            title="This is closed"
            action={
              <TextLink to=".." relative="path">
                Go to the overview
              </TextLink>
            }
          >
            {closed}
          </EmptyState>
        </>
      )}
    </section>
  )
}
