import type { HarmChoices } from '#app/domain/reviews/questionnaire.ts'
import type { Answer, Control } from '#app/rubric/answers.ts'
import { answerText } from '#app/rubric/explain.ts'
import type { PublicQuestion } from '#app/rubric/public.ts'
import { STATUS_WORDS, STRENGTH_WORDS } from './safeguard-words.ts'

type AnswerViewProps = { question: PublicQuestion; answer: Answer | undefined; harms?: HarmChoices }

/** An answer to be read, in full: every row of a list, every safeguard with what carries it. */
export function AnswerView({ question, answer, harms = [] }: AnswerViewProps) {
  if (!answer) return <span className="text-ink-soft">Not answered</span>
  if (answer.state === 'unknown')
    return (
      <>
        <em>Not known</em>
        {answer.note && <span className="block text-sm text-ink-soft">{answer.note}</span>}
      </>
    )
  if (answer.state === 'n_a')
    return (
      <>
        <em>Does not apply</em>
        <span className="block text-sm">{answer.reason}</span>
      </>
    )
  const { value } = answer
  if (!Array.isArray(value)) return <span className="whitespace-pre-line">{answerText(question, answer)}</span>
  switch (question.kind) {
    case 'multi':
      return <Bullets items={(value as string[]).map((one) => labelOf(question, one))} />
    case 'harms':
      return <Bullets items={(value as string[]).map((code) => harmText(harms, code))} />
    case 'evidence':
      return (
        <ul>
          {(value as { label: string; url: string }[]).map(({ label, url }) => (
            <li key={`${label} ${url}`}>
              <a href={url} rel="noreferrer noopener" target="_blank" className="text-accent underline">
                {label || url}
              </a>
            </li>
          ))}
        </ul>
      )
    case 'controls':
      return <Bullets items={(value as Control[]).map((one) => safeguardText(one))} />
    case 'grid':
      return <Rows question={question} rows={value as Record<string, string | number | null>[]} harms={harms} />
    default:
      return <span>{answerText(question, answer)}</span>
  }
}

function Bullets({ items }: { items: readonly string[] }) {
  return items.length === 1 ? (
    <span>{items[0]}</span>
  ) : (
    <ul className="list-disc pl-5">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  )
}

type RowsProps = {
  question: PublicQuestion
  rows: readonly Record<string, string | number | null>[]
  harms: HarmChoices
}

function Rows({ question, rows, harms }: RowsProps) {
  const { columns = [] } = question
  return (
    <ol className="list-decimal space-y-1 pl-5">
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own
        <li key={at}>
          {columns.map(({ id, label, kind, options }) => {
            const cell = row[id]
            if (cell === null || cell === undefined || cell === '') return null
            const text =
              kind === 'harm'
                ? harmText(harms, String(cell))
                : (options?.find((option) => option.value === cell)?.label ?? String(cell))
            return (
              <span key={id} className="block">
                <span className="text-ink-soft">{label}:</span> {text}
              </span>
            )
          })}
        </li>
      ))}
    </ol>
  )
}

const labelOf = ({ options }: PublicQuestion, value: string) =>
  options?.find((one) => one.value === value)?.label ?? value

export const harmText = (groups: HarmChoices, code: string): string => {
  const name = groups.flatMap(({ harms }) => harms).find((harm) => harm.code === code)?.name
  return name ? `${code} ${name}` : code
}

const safeguardText = ({ name, status, strength, harms, owner }: Control): string =>
  [
    name,
    STATUS_WORDS[status]?.toLowerCase(),
    STRENGTH_WORDS[strength]?.toLowerCase(),
    harms.length > 0 ? `works against ${harms.join(', ')}` : '',
    owner ? `owner ${owner}` : '',
  ]
    .filter(Boolean)
    .join(' · ')
