import { fieldName } from '#app/domain/reviews/answer-form.ts'
import type { Control } from '#app/rubric/answers.ts'
import { CONTROL_KINDS, CONTROL_STATUSES, LIMITS } from '#app/rubric/rubric.ts'
import { KIND_WORDS, STATUS_WORDS, STRENGTH_WORDS } from '../safeguard-words.ts'
import { CELL, CELL_TEXT, Cell } from './cell.tsx'
import { useDesk } from './desk.ts'
import type { AnswerFieldProps } from './fields.tsx'
import { HarmPicker } from './harm-picker.tsx'
import { Rows } from './rows.tsx'

/** The safeguards: what each is, how strong, how far along, what it works against and how it can fail. */
export function ControlsField({ question, name, answer, error, rows }: AnswerFieldProps) {
  const given = answer.state === 'answered' && Array.isArray(answer.value) ? (answer.value as Partial<Control>[]) : []
  const freeId = (row: number) => {
    const taken = new Set(given.map(({ id }) => id))
    let number = row + 1
    while (taken.has(`s${number}`)) number += given.length + 1
    return `s${number}`
  }
  return (
    <Rows
      question={question}
      name={name}
      error={error}
      hint="One entry for each safeguard."
      noun="safeguard"
      filled={given.length}
      empty={given.length === 0 ? Math.max(1, rows) : rows}
      most={LIMITS.items}
    >
      {(row) => <Safeguard name={name} row={row} safeguard={given[row] ?? {}} freeId={freeId(row)} />}
    </Rows>
  )
}

type SafeguardProps = { name: string; row: number; safeguard: Partial<Control>; freeId: string }

function Safeguard({ name, row, safeguard, freeId }: SafeguardProps) {
  const { harms } = useDesk()
  const id = (column: string) => `${name}-${row}-${column}`
  const field = (column: string) => fieldName(name, row, column)
  const chosen = safeguard.harms ?? []
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <input type="hidden" name={field('id')} value={safeguard.id ?? freeId} />
      <Cell id={id('name')} label="What it is" wide>
        <input
          id={id('name')}
          name={field('name')}
          defaultValue={safeguard.name}
          maxLength={LIMITS.shortText}
          className={CELL}
        />
      </Cell>
      <Cell id={id('kind')} label="What it does">
        <select id={id('kind')} name={field('kind')} defaultValue={safeguard.kind ?? 'prevent'} className={CELL}>
          {CONTROL_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {KIND_WORDS[kind]}
            </option>
          ))}
        </select>
      </Cell>
      <Cell id={id('strength')} label="How strong it is">
        <select
          id={id('strength')}
          name={field('strength')}
          defaultValue={String(safeguard.strength ?? 1)}
          className={CELL}
        >
          {STRENGTH_WORDS.map((words, strength) => (
            <option key={words} value={strength}>
              {strength} · {words}
            </option>
          ))}
        </select>
      </Cell>
      <Cell id={id('status')} label="How far along it is">
        <select id={id('status')} name={field('status')} defaultValue={safeguard.status ?? 'planned'} className={CELL}>
          {CONTROL_STATUSES.map((status) => (
            <option key={status} value={status}>
              {STATUS_WORDS[status]}
            </option>
          ))}
        </select>
      </Cell>
      <Cell id={id('owner')} label="Who owns it">
        <input
          id={id('owner')}
          name={field('owner')}
          defaultValue={safeguard.owner}
          maxLength={LIMITS.shortText}
          className={CELL}
        />
      </Cell>
      <div className="sm:col-span-2">
        <details open={chosen.length > 0 ? undefined : true}>
          <summary className="min-h-8 text-sm font-medium">
            Which harms it works against{chosen.length > 0 && `: ${chosen.join(', ')}`}
          </summary>
          <div className="mt-2">
            <HarmPicker id={id('harms')} name={field('harms')} groups={harms} chosen={chosen} wholeGroups />
          </div>
        </details>
      </div>
      <Cell id={id('failure_mode')} label="How it can fail" wide>
        <textarea
          id={id('failure_mode')}
          name={field('failure_mode')}
          defaultValue={safeguard.failure_mode}
          maxLength={LIMITS.text}
          rows={2}
          className={CELL_TEXT}
        />
      </Cell>
      <Cell id={id('evidence')} label="Evidence: a test, a dashboard, a link" wide>
        <input
          id={id('evidence')}
          name={field('evidence')}
          defaultValue={safeguard.evidence}
          maxLength={LIMITS.text}
          className={CELL}
        />
      </Cell>
    </div>
  )
}
