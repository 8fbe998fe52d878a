import type { ReactNode } from 'react'
import { EmptyState } from '#app/ui/kit/empty-state.tsx'
import { Notice } from '#app/ui/kit/notice.tsx'
import { TextLink } from '#app/ui/kit/text-link.tsx'
import type { FormRefused } from './reason-form.tsx'

type ActPageProps = { title: string; open: boolean; refused: FormRefused | undefined; children: ReactNode }

/** The page of one act on a review: its form, or why it is closed. A refusal keeps what was typed even where the form is gone. */
export function ActPage({ title, open, refused, children }: ActPageProps) {
  const reason = refused?.typed.reason
  return (
    <section aria-label={title}>
      <h2 className="mb-4 text-lg">{title}</h2>
      {open ? (
        children
      ) : (
        <>
          {refused && (
            <Notice tone="bad" title={refused.problem.message}>
              {reason && <>What you typed: “{reason}”</>}
            </Notice>
          )}
          <EmptyState
            title="This is closed"
            action={
              <TextLink to=".." relative="path">
                Go to the overview
              </TextLink>
            }
          >
            The review does not stand where this is possible, or it is somebody else’s to do. The overview says whose
            turn it is.
          </EmptyState>
        </>
      )}
    </section>
  )
}
