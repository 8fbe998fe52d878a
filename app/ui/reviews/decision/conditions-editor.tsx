import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { type Control, type UseFieldArrayReturn, useWatch } from 'react-hook-form'
import {
  type ConditionDraft,
  conditionField,
  type DecisionDraft,
  isWritten,
} from '#app/domain/reviews/decision-form.ts'
import type { ConditionIdea, DecisionDesk } from '#app/domain/reviews/index.ts'
import { Button } from '#app/ui/kit/button.tsx'
import { FieldError } from '#app/ui/kit/field.tsx'
import type { WholeFormOf } from '#app/ui/kit/whole-form.tsx'
import { ConditionRow } from './condition-row.tsx'

type ConditionsEditorProps = {
  form: WholeFormOf<DecisionDraft>
  rows: UseFieldArrayReturn<DecisionDraft, 'conditions'>
  desk: DecisionDesk
  blank: ConditionDraft
  awake: boolean
}

const ADD = 'add-condition'

/** What must be true, who sees to it, by when, and what it holds up. */
export function ConditionsEditor({ form, rows, desk, blank, awake }: ConditionsEditorProps) {
  const [said, say] = useState('')
  const { id, error } = form.list('conditions')
  const { control, trigger } = form
  const someWritten = useWatch({ control, name: 'conditions', compute: (all) => all.some(isWritten) })
  // The library checks the field somebody types in, and not what was said of all rows together.
  useEffect(() => {
    if (someWritten && error !== undefined) void trigger('conditions')
  }, [someWritten, error, trigger])

  function add(text: string) {
    const empty = text === '' ? -1 : form.getValues('conditions').findIndex((one) => !isWritten(one))
    if (empty < 0) {
      // The library leads into the new row.
      rows.append({ ...blank, text })
      say(`Condition ${rows.fields.length + 1} was added.`)
      return
    }
    form.setValue(conditionField(empty, 'text'), text, { shouldValidate: form.formState.isSubmitted })
    form.setFocus(conditionField(empty, 'text'))
    say(`Condition ${empty + 1} was filled in.`)
  }

  function remove(at: number) {
    const left = rows.fields.length - 1
    flushSync(() => rows.remove(at))
    say(`Condition ${at + 1} was removed; ${left === 0 ? 'none is' : left === 1 ? '1 is' : `${left} are`} left.`)
    // To the row that took its place, else the one before.
    if (left > 0) form.setFocus(conditionField(Math.min(at, left - 1), 'text'))
    else document.getElementById(ADD)?.focus()
  }

  return (
    <fieldset aria-describedby={error && `${id}-error`} className={`mb-6 ${error ? 'border-l-4 border-bad pl-4' : ''}`}>
      <legend id={id} tabIndex={-1} className="mb-2 text-base font-semibold">
        Conditions
      </legend>
      {error && <FieldError id={id}>{error}</FieldError>}
      <Ideas control={control} ideas={desk.ideas} onAdd={awake ? add : undefined} />
      <ol className="space-y-4">
        {rows.fields.map((condition, at) => (
          <ConditionRow
            key={condition.id}
            form={form}
            desk={desk}
            at={at}
            condition={condition}
            onRemove={awake ? () => remove(at) : undefined}
          />
        ))}
      </ol>
      {awake && (
        <div className="mt-3">
          <Button id={ADD} type="button" tone="quiet" onClick={() => add('')}>
            Add a condition
          </Button>
        </div>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
    </fieldset>
  )
}

type IdeasProps = {
  control: Control<DecisionDraft>
  ideas: readonly ConditionIdea[]
  onAdd: ((text: string) => void) | undefined
}

function Ideas({ control, ideas, onAdd }: IdeasProps) {
  const conditions = useWatch({ control, name: 'conditions' })
  const fresh = ideas.filter(({ text }) => !conditions.some((one) => one.text === text))
  if (fresh.length === 0) return null
  return (
    <div className="mb-4 text-sm">
      <p className="text-ink-soft">Suggested by planned safeguards and the path to yes:</p>
      <ul className="mt-1 space-y-1">
        {fresh.map(({ text }) => (
          <li key={text} className="flex items-start justify-between gap-4 border-b border-rule py-1.5">
            <span className="max-w-measure">{text}</span>
            {onAdd && (
              <button
                type="button"
                onClick={() => onAdd(text)}
                className="min-h-6 shrink-0 text-accent underline hover:text-accent-strong"
              >
                Make it a condition
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
