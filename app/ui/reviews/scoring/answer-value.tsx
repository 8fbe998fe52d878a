import { spellOut } from '#app/domain/reviews/index.ts'
import type { Answer, Question } from '#app/rubric/index.ts'

/** An answer as it was given: evidence as links that open on purpose, rows and safeguards as lists. */
export function AnswerValue({ question, answer }: { question: Question; answer: Answer | undefined }) {
  if (!answer) return <span className="text-ink-soft">Not answered</span>
  if (answer.state === 'unknown')
    return (
      <span className="text-warn">
        <b className="font-semibold">Not known.</b> {answer.note}
      </span>
    )
  if (answer.state === 'n_a') return <span>Does not apply: {answer.reason}</span>
  if (question.kind === 'evidence' && Array.isArray(answer.value))
    return (
      <ul>
        {(answer.value as { label: string; url: string }[]).map(({ label, url }) => (
          <li key={url}>
            <a href={url} target="_blank" rel="noopener noreferrer" className="text-accent underline">
              {label}
            </a>{' '}
            <span className="text-xs break-all text-ink-soft">opens {hostOf(url)} in a new tab</span>
          </li>
        ))}
      </ul>
    )
  const lines = spellOut(question, answer).split('\n')
  if (Array.isArray(answer.value) && lines.length > 1)
    return (
      <ul className="list-disc space-y-1 pl-5">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    )
  return <span className="whitespace-pre-line">{lines.join('\n')}</span>
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'another site')
