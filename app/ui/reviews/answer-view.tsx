import type { HarmChoices } from '#app/domain/reviews/questionnaire.ts'
import type { Answer, Control } from '#app/rubric/answers.ts'
import { answerText } from '#app/rubric/explain.ts'
import type { PublicQuestion } from '#app/rubric/public.ts'
import { EvidenceView } from './evidence-view.tsx'
import { OutsideLink, WithLinks } from './outside-link.tsx'
import { KIND_WORDS, STATUS_WORDS, STRENGTH_WORDS } from './safeguard-words.ts'

type AnswerViewProps = { question: PublicQuestion; answer: Answer | undefined; harms?: HarmChoices }

/** An answer to be read, in full: every row of a list, every safeguard with what carries it, and the evidence beside it. */
export function AnswerView(props: AnswerViewProps) {
  const evidence = props.answer?.state === 'answered' ? props.answer.evidence : undefined
  return (
    <>
      <AnswerAlone {...props} />
      {evidence && <EvidenceView pieces={evidence} />}
    </>
  )
}

function AnswerAlone({ question, answer, harms = [] }: AnswerViewProps) {
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
              <OutsideLink to={url}>{label}</OutsideLink>
            </li>
          ))}
        </ul>
      )
    case 'controls':
      return <Safeguards controls={value as Control[]} harms={harms} />
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
          {!columns.some(({ id }) => id === 'harm') && row.harm && <b>{harmText(harms, String(row.harm))}</b>}
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
  const group = code.endsWith('-*') && groups.find((one) => `${one.code}-*` === code)
  if (group) return group.name
  const name = groups.flatMap(({ harms }) => harms).find((harm) => harm.code === code)?.name
  return name ? `${code} ${name}` : code
}

function Safeguards({ controls, harms }: { controls: readonly Control[]; harms: HarmChoices }) {
  return (
    <ul className={controls.length > 1 ? 'list-disc space-y-2 pl-5' : ''}>
      {controls.map((control) => (
        <li key={control.id}>
          {control.name}
          <SafeguardFacts control={control} harms={harms} />
        </li>
      ))}
    </ul>
  )
}

/** What a safeguard does, how well, against what, and what shows it. */
export function SafeguardFacts({ control, harms }: { control: Control; harms: HarmChoices }) {
  const { kind, strength, status, owner, evidence, failure_mode } = control
  const facts = [KIND_WORDS[kind], STATUS_WORDS[status], STRENGTH_WORDS[strength], owner && `Owner: ${owner}`]
  return (
    <span className="block text-sm text-ink-soft">
      {facts.filter(Boolean).join(' · ')}
      <span className="block">Against: {control.harms.map((code) => harmText(harms, code)).join(', ')}</span>
      {evidence && (
        <span className="block">
          Evidence: <WithLinks text={evidence} />
        </span>
      )}
      {failure_mode && <span className="block">Fails when: {failure_mode}</span>}
    </span>
  )
}
