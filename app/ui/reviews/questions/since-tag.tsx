import { Tag } from '../../kit/tag.tsx'

/** Whether a question that a reviewer opened again has been answered since. */
export const sinceState = (answered: boolean) =>
  answered
    ? { word: 'Answered since the request', tone: 'good' as const }
    : { word: 'Not answered since', tone: 'warning' as const }

/** The same beside the question itself. */
export function SinceTag({ answered }: { answered: boolean }) {
  const { word, tone } = sinceState(answered)
  return <Tag tone={tone}>{word}</Tag>
}
