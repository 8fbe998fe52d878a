import type { ReactNode } from 'react'
import type { AnswerConflict } from '#app/domain/reviews/answer-conflict.ts'
import { fieldName } from '#app/domain/reviews/answer-form.ts'
import type { HarmChoices } from '#app/domain/reviews/index.ts'
import type { Answer, AnswerValue, Question } from '#app/rubric/index.ts'
import { Button } from '#app/ui/kit/button.tsx'
import { Disclosure } from '#app/ui/kit/disclosure.tsx'
import { CONTROL } from '#app/ui/kit/field.tsx'
import { SaveState } from '#app/ui/kit/save-state.tsx'
import { AnswerView } from '../answer-view.tsx'
import { AnswerConflictPanel } from './answer-conflict-panel.tsx'
import type { LiveBench } from './use-bench.ts'

type OwnAnswersProps = {
  questions: readonly Question[]
  harms: readonly { code: string; name: string }[]
  /** Every harm by group, for the names of codes. */
  choices: HarmChoices
  timeZone: string
  live: LiveBench
  awake: boolean
}

/** The questions that only a reviewer answers. */
export function OwnAnswers({ questions, ...rest }: OwnAnswersProps) {
  if (questions.length === 0) return null
  return (
    <section aria-labelledby="own-answers" className="mt-10">
      <h2 id="own-answers" className="text-lg">
        What you add as the reviewer
      </h2>
      <p className="mt-1 max-w-measure text-sm text-ink-soft">
        Nobody else answers these; the person who decides reads them. All of them may stay empty.
      </p>
      <ul className="mt-3 border-t border-rule">
        {questions.map((question) => (
          <OwnAnswer key={question.id} question={question} {...rest} />
        ))}
      </ul>
    </section>
  )
}

function OwnAnswer({
  question,
  harms,
  choices,
  timeZone,
  live,
  awake,
}: Omit<OwnAnswersProps, 'questions'> & { question: Question }) {
  const answer = live.answers[question.id]
  const { phase, trouble, version } = live.saves.statusOf(`answer:${question.id}`)
  const change = (value: AnswerValue | undefined, fields: Record<string, string>) =>
    live.setAnswer(question.id, value === undefined ? undefined : { state: 'answered', value }, {
      act: 'answer',
      questionKey: question.id,
      ...fields,
    })
  const settle = (choice: 'mine' | 'theirs', theirs: Answer | null) => {
    if (choice === 'theirs') live.takeAnswer(question.id, theirs ?? undefined)
    live.saves.settle(`answer:${question.id}`, choice)
  }
  return (
    <li id={`a-${question.id}`} className="scroll-mt-40 border-b border-rule py-3">
      <form method="post" onSubmit={(event) => awake && event.preventDefault()}>
        <input type="hidden" name="act" value="answer" />
        <input type="hidden" name="questionKey" value={question.id} />
        <input type="hidden" name={fieldName(question.id, 'version')} value={version} />
        <p id={`q-${question.id}`} className="text-sm font-semibold">
          {question.text}
        </p>
        {trouble?.standing && (
          <AnswerConflictPanel
            question={question}
            standing={trouble.standing as AnswerConflict}
            mine={answer}
            choices={choices}
            timeZone={timeZone}
            awake={awake}
            onSettle={settle}
          />
        )}
        {live.answerable ? (
          <>
            <OwnField question={question} answer={answer} harms={harms} onChange={change} />
            <Disclosure summary="A good answer looks like">{question.example}</Disclosure>
            {!awake && <Button tone="quiet">Save this answer</Button>}
          </>
        ) : (
          <div className="mt-1 text-sm">
            <AnswerView question={question} answer={answer} harms={choices} />
          </div>
        )}
        {phase && <SaveState phase={phase} />}
        {trouble && !trouble.standing && (
          <p role="alert" className="text-sm font-semibold text-bad">
            {trouble.message}
          </p>
        )}
      </form>
    </li>
  )
}

type OwnFieldProps = {
  question: Question
  answer: Answer | undefined
  harms: readonly { code: string; name: string }[]
  onChange: (value: AnswerValue | undefined, fields: Record<string, string>) => void
}

function OwnField({ question, answer, harms, onChange }: OwnFieldProps): ReactNode {
  const name = fieldName(question.id)
  const value = answer?.state === 'answered' ? answer.value : undefined
  const label = { 'aria-labelledby': `q-${question.id}` }
  if (question.kind === 'grid' && question.rows === 'harms')
    return <HarmRows question={question} value={value} harms={harms} onChange={onChange} />
  if (question.kind === 'single' || question.kind === 'yes_no' || question.kind === 'scale') {
    const choices =
      question.kind === 'scale'
        ? (question.anchors ?? []).map((anchor, step) => ({ value: String(step), label: `${step}: ${anchor}` }))
        : (question.options ?? [
            { value: 'yes', label: 'Yes' },
            { value: 'no', label: 'No' },
          ])
    return (
      <select
        {...label}
        name={name}
        value={value === undefined ? '' : String(value)}
        onChange={({ target }) =>
          onChange(target.value === '' ? undefined : question.kind === 'scale' ? Number(target.value) : target.value, {
            [name]: target.value,
          })
        }
        className={`${CONTROL} mt-1 h-9 text-sm`}
      >
        <option value="">Not answered</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    )
  }
  if (question.kind === 'text')
    return (
      <textarea
        {...label}
        name={name}
        rows={2}
        maxLength={question.max_length}
        value={typeof value === 'string' ? value : ''}
        onChange={({ target }) =>
          onChange(target.value.trim() === '' ? undefined : target.value, { [name]: target.value })
        }
        className={`${CONTROL} mt-1 field-sizing-content min-h-14 py-1.5 text-sm`}
      />
    )
  return (
    <input
      {...label}
      name={name}
      type={question.kind === 'date' ? 'date' : 'text'}
      inputMode={NUMERIC.has(question.kind) ? 'decimal' : undefined}
      value={value === undefined ? '' : String(value)}
      onChange={({ target }) =>
        onChange(
          target.value.trim() === '' ? undefined : NUMERIC.has(question.kind) ? Number(target.value) : target.value,
          { [name]: target.value },
        )
      }
      className={`${CONTROL} mt-1 h-9 max-w-80 text-sm`}
    />
  )
}

const NUMERIC = new Set(['number', 'probability'])

type GridRows = Record<string, string | number | null>[]

/** One row per harm in scope. */
function HarmRows({
  question,
  value,
  harms,
  onChange,
}: Omit<OwnFieldProps, 'answer'> & { value: AnswerValue | undefined }) {
  const rows = (Array.isArray(value) ? value : []) as GridRows
  const cell = (harm: string, column: string) => String(rows.find((row) => row.harm === harm)?.[column] ?? '')
  const write = (harm: string, column: string, text: string) => {
    const known = rows.some((row) => row.harm === harm)
    const next = (known ? rows : [...rows, { harm }])
      .map((row) => (row.harm === harm ? { ...row, [column]: text } : row))
      .filter((row) => Object.entries(row).some(([key, one]) => key !== 'harm' && one))
    const fields = next.flatMap((row) =>
      Object.entries(row)
        .filter(([key]) => key !== 'harm')
        .map(([key, one]) => [fieldName(question.id, String(row.harm), key), String(one ?? '')] as const),
    )
    onChange(next.length > 0 ? next : undefined, Object.fromEntries(fields))
  }
  return (
    <div className="mt-1 overflow-x-auto">
      <table aria-labelledby={`q-${question.id}`} className="w-full min-w-96 text-left text-sm">
        <thead>
          <tr>
            <th scope="col" className="pr-2 font-medium">
              Harm
            </th>
            {question.columns?.map(({ id, label }) => (
              <th key={id} scope="col" className="pr-2 font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {harms.map(({ code, name }) => (
            <tr key={code} className="align-top">
              <th scope="row" title={name} className="w-20 pt-2 pr-2 font-normal tabular-nums">
                {code}
              </th>
              {question.columns?.map((column) => (
                <td key={column.id} className="py-0.5 pr-2">
                  <textarea
                    aria-label={`${column.label} for ${code} ${name}`}
                    name={fieldName(question.id, code, column.id)}
                    rows={1}
                    maxLength={column.max_length}
                    value={cell(code, column.id)}
                    onChange={({ target }) => write(code, column.id, target.value)}
                    className={`${CONTROL} field-sizing-content min-h-9 py-1 text-sm`}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
