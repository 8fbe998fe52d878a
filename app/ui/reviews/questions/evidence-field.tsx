import type { ReactNode } from 'react'
import { evidenceName, fieldName } from '#app/domain/reviews/answer-form.ts'
import type { Evidence } from '#app/rubric/answers.ts'
import { evidenceWhenText } from '#app/rubric/evidence.ts'
import type { PublicQuestion } from '#app/rubric/public.ts'
import { LIMITS } from '#app/rubric/rubric.ts'
import { CELL, Cell } from './cell.tsx'
import { useDesk, useFact } from './desk.ts'
import type { AnswerFieldProps } from './fields.tsx'
import { Rows } from './rows.tsx'

/** Where the answer itself is evidence: links, each with a name that says what it shows. */
export function EvidenceField({ question, name, answer, error, rows }: AnswerFieldProps) {
  const pieces = answer.state === 'answered' && Array.isArray(answer.value) ? (answer.value as Evidence[]) : []
  const hint = question.evidence && `What would help: ${question.evidence}`
  return <Pieces {...{ question, name, error, rows, pieces, hint }} most={LIMITS.items} />
}

type EvidenceBesideProps = {
  question: PublicQuestion
  /** The stored key of the question. */
  of: string
  pieces: readonly Evidence[]
  error: string | undefined
  rows: number
}

/**
 * Evidence beside an answer, while the answer asks for some; what was typed waits here when another answer is chosen. A browser that runs
 * no script cannot tell, so there it always stands here and says when it is wanted.
 */
export function EvidenceBeside({ question, of, pieces, error, rows }: EvidenceBesideProps) {
  const desk = useDesk()
  const asked = useFact(desk, (store) => store.asksForEvidence(question.id))
  const wrong = useFact(desk, (store) => store.evidenceProblemOf(question.id) !== undefined)
  const hint = (
    <>
      <span className="[@media(scripting:enabled)]:hidden">Wanted {evidenceWhenText(question)}. </span>
      {question.evidence && `What would help: ${question.evidence}`}
    </>
  )
  return (
    <>
      <p role="status" className="sr-only">
        {asked && 'Evidence is asked for with this answer.'}
      </p>
      <div
        data-evidence=""
        className={`mb-4 ${error ? '' : 'border-l-2 border-rule-strong pl-4'} ${asked || wrong ? '' : '[@media(scripting:enabled)]:hidden'}`}
      >
        <Pieces
          {...{ question, error, rows, pieces, hint }}
          name={evidenceName(of)}
          legend={
            <>
              Evidence for this answer<span className="font-normal text-ink-soft"> (optional)</span>
              <span className="sr-only">: {question.text}</span>
            </>
          }
          most={LIMITS.evidence}
        />
      </div>
    </>
  )
}

type PiecesProps = {
  question: PublicQuestion
  name: string
  legend?: ReactNode
  hint: ReactNode
  error: string | undefined
  rows: number
  pieces: readonly Evidence[]
  most: number
}

function Pieces({ pieces, rows, name, ...list }: PiecesProps) {
  return (
    <Rows
      {...list}
      name={name}
      noun="link"
      filled={pieces.length}
      empty={pieces.length === 0 ? Math.max(1, rows) : rows}
    >
      {(row) => (
        <div className="grid gap-3 sm:grid-cols-2">
          <Cell id={`${name}-${row}-label`} label="What it shows">
            <input
              id={`${name}-${row}-label`}
              name={fieldName(name, row, 'label')}
              defaultValue={pieces[row]?.label}
              maxLength={LIMITS.shortText}
              className={CELL}
            />
          </Cell>
          <Cell id={`${name}-${row}-url`} label="Link">
            <input
              id={`${name}-${row}-url`}
              name={fieldName(name, row, 'url')}
              defaultValue={pieces[row]?.url}
              inputMode="url"
              placeholder="https://"
              maxLength={2_000}
              className={CELL}
            />
          </Cell>
        </div>
      )}
    </Rows>
  )
}
