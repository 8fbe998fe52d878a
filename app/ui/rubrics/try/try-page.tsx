import { lazy, Suspense } from 'react'
import type { TryView } from '#app/domain/rubric-versions/try.ts'
import { useAwake } from '#app/ui/kit/use-awake.ts'

const TryPanel = lazy(() => import('./try-panel.tsx'))

/** Answers to try on a version. The engine comes to the browser only when somebody opens this page. */
export function TryPage({ view, base }: { view: TryView; base: string }) {
  const awake = useAwake()
  return (
    <>
      <p className="mb-6 max-w-measure">
        Answer as somebody would, and see what comes of it. Nothing is stored and nothing is sent: when you leave this
        page, the answers are gone.
      </p>
      <p className="max-w-measure border-l-4 border-warn bg-warn-wash px-4 py-3 [@media(scripting:enabled)]:hidden">
        Answers are tried in the browser, by the same engine that the portal uses. That needs JavaScript, which is
        switched off here. The questions and the rules can be read without it, and <code>plimsoll rubric assess</code>{' '}
        tries answers on the command line.
      </p>
      {awake && (
        <Suspense fallback={<p role="status">Fetching the engine …</p>}>
          <TryPanel key={base} view={view} base={base} />
        </Suspense>
      )}
    </>
  )
}
