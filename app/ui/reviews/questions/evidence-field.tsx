import { fieldName } from '#app/domain/reviews/answer-form.ts'
import { LIMITS } from '#app/rubric/rubric.ts'
import { CELL, Cell } from './cell.tsx'
import type { AnswerFieldProps } from './fields.tsx'
import { Rows } from './rows.tsx'

type Piece = { label?: string; url?: string }

/** Links to evidence, each with a name that says what it shows. */
export function EvidenceField({ question, name, answer, error, rows }: AnswerFieldProps) {
  const pieces = answer.state === 'answered' && Array.isArray(answer.value) ? (answer.value as Piece[]) : []
  return (
    <Rows
      question={question}
      name={name}
      error={error}
      hint={question.evidence && `What would help: ${question.evidence}`}
      noun="link"
      filled={pieces.length}
      empty={pieces.length === 0 ? Math.max(1, rows) : rows}
      most={LIMITS.items}
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
