import { readProblem, wordsFor } from './error-words.ts'
import { Shell } from './kit/shell.tsx'
import { TextLink } from './kit/text-link.tsx'
import type { Theme } from './kit/theme-switch.tsx'

type ErrorPageProps = { status: number; body: unknown; reference?: string | undefined; theme: Theme }

/** A page instead of the one asked for, where there is no frame around it yet. */
export function ErrorPage({ theme, ...trouble }: ErrorPageProps) {
  return (
    <Shell name="Plimsoll" nav={[]} theme={{ action: '/theme', current: theme }}>
      <ErrorMessage {...trouble} />
    </Shell>
  )
}

/** What happened, what was kept, what to do, and the reference for whoever helps. */
export function ErrorMessage({ status, body, reference }: Omit<ErrorPageProps, 'theme'>) {
  const problem = readProblem(body)
  const { title, happened, next } = wordsFor(status)
  const known = problem?.reference ?? reference
  return (
    <div className="max-w-measure">
      <h1 className="text-xl">{title}</h1>
      <p className="mt-4">{problem?.detail ?? happened}</p>
      <p className="mt-3">{next}</p>
      <p className="mt-6">
        <TextLink to="/">Go to what waits for you</TextLink>
      </p>
      {known && (
        <p className="mt-8 text-sm text-ink-soft">
          If you ask for help, say this reference: <code className="break-all text-ink">{known}</code>
        </p>
      )}
    </div>
  )
}
