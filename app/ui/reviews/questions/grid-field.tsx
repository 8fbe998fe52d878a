import { fieldName } from '#app/domain/reviews/answer-form.ts'
import type { HarmChoices } from '#app/domain/reviews/questionnaire.ts'
import type { PublicQuestion } from '#app/rubric/public.ts'
import { LIMITS } from '#app/rubric/rubric.ts'
import { CELL, CELL_TEXT, Cell } from './cell.tsx'
import { useDesk, useFact } from './desk.ts'
import type { AnswerFieldProps } from './fields.tsx'
import { Rows } from './rows.tsx'

type Row = Record<string, string | number | null>
type Column = NonNullable<PublicQuestion['columns']>[number]

/** Rows with the same columns. How many are needed is said before anybody counts. */
export function GridField({ question, name, answer, error, rows }: AnswerFieldProps) {
  const desk = useDesk()
  const missing = useFact(desk, (store) => store.problemOf(question.id))
  const least = useFact(desk, (store) => store.leastRows(question.id))
  const given = answer.state === 'answered' && Array.isArray(answer.value) ? (answer.value as Row[]) : []
  const { columns = [] } = question
  return (
    <Rows
      question={question}
      name={name}
      error={error}
      hint={[least > 1 ? `At least ${least} rows.` : '', missing].filter(Boolean).join(' ')}
      noun="row"
      filled={given.length}
      empty={given.length === 0 ? Math.max(1, rows) : rows}
      most={LIMITS.items}
    >
      {(row) => (
        <div className="grid gap-3 sm:grid-cols-2">
          {columns.map((column) => (
            <Cell key={column.id} id={`${name}-${row}-${column.id}`} label={column.label} wide={isLong(column)}>
              <GridCell
                id={`${name}-${row}-${column.id}`}
                name={fieldName(name, row, column.id)}
                column={column}
                value={given[row]?.[column.id] ?? ''}
                harms={desk.harms}
              />
            </Cell>
          ))}
        </div>
      )}
    </Rows>
  )
}

const isLong = ({ kind, max_length = 0 }: Column) => kind === 'text' && max_length >= 250

type GridCellProps = { id: string; name: string; column: Column; value: string | number; harms: HarmChoices }

function GridCell({ id, name, column, value, harms }: GridCellProps) {
  switch (column.kind) {
    case 'number':
      return <input id={id} name={name} defaultValue={value} inputMode="decimal" autoComplete="off" className={CELL} />
    case 'single':
      return (
        <select id={id} name={name} defaultValue={value} className={CELL}>
          <option value="">Choose</option>
          {column.options?.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )
    case 'harm':
      return (
        <select id={id} name={name} defaultValue={value} className={CELL}>
          <option value="">Choose a harm</option>
          {harms.map((group) => (
            <optgroup key={group.code} label={group.name}>
              {group.harms.map((harm) => (
                <option key={harm.code} value={harm.code}>
                  {harm.code} {harm.name}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      )
    case 'text':
      return isLong(column) ? (
        <textarea
          id={id}
          name={name}
          defaultValue={value}
          maxLength={column.max_length}
          rows={2}
          className={CELL_TEXT}
        />
      ) : (
        <input id={id} name={name} defaultValue={value} maxLength={column.max_length} className={CELL} />
      )
  }
}
