import {
  type ConditionDraft,
  type ConditionIdea,
  conditionField,
  type Gate,
  type Owner,
  REVIEW_LIMITS,
} from '#app/domain/reviews/index.ts'
import { Button } from '#app/ui/kit/button.tsx'
import { Select } from '#app/ui/kit/select.tsx'
import { TextArea } from '#app/ui/kit/text-area.tsx'
import { TextInput } from '#app/ui/kit/text-input.tsx'
import { zoneName } from '#app/ui/kit/zoned.ts'

const GATES: readonly { value: Gate; label: string }[] = [
  { value: 'before_launch', label: 'Before launch' },
  { value: 'before_ramp', label: 'Before more than … % see it' },
  { value: 'within_days', label: 'Within … days of launch' },
]

type ConditionsEditorProps = {
  conditions: readonly ConditionDraft[]
  ideas: readonly ConditionIdea[]
  owners: readonly Owner[]
  errors: Readonly<Record<string, string>>
  awake: boolean
  onChange: (at: number, change: Partial<ConditionDraft>) => void
  onAdd: (text?: string) => void
  onRemove: (at: number) => void
}

/** What must be true, who sees to it, by when, and what it holds up. */
export function ConditionsEditor({ conditions, ideas, awake, onAdd, ...row }: ConditionsEditorProps) {
  const fresh = ideas.filter(({ text }) => !conditions.some((one) => one.text === text))
  return (
    <fieldset className="mb-6">
      <legend className="mb-2 text-base font-semibold">Conditions</legend>
      {row.errors.conditions && (
        <p id="conditions" tabIndex={-1} className="mb-2 text-sm font-semibold text-bad">
          {row.errors.conditions}
        </p>
      )}
      {fresh.length > 0 && (
        <div className="mb-4 text-sm">
          <p className="text-ink-soft">Suggested by planned safeguards and the path to yes:</p>
          <ul className="mt-1 space-y-1">
            {fresh.map(({ text }) => (
              <li key={text} className="flex items-start justify-between gap-4 border-b border-rule py-1.5">
                <span className="max-w-measure">{text}</span>
                {awake && (
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
      )}
      <ol className="space-y-4">
        {conditions.map((condition, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no other name before it is stored
          <ConditionRow key={at} at={at} condition={condition} awake={awake} {...row} />
        ))}
      </ol>
      {awake && (
        <div className="mt-3">
          <Button type="button" tone="quiet" onClick={() => onAdd()}>
            Add a condition
          </Button>
        </div>
      )}
    </fieldset>
  )
}

type ConditionRowProps = Pick<ConditionsEditorProps, 'owners' | 'errors' | 'awake' | 'onChange' | 'onRemove'> & {
  at: number
  condition: ConditionDraft
}

function ConditionRow({ at, condition, owners, errors, awake, onChange, onRemove }: ConditionRowProps) {
  const field = (name: keyof ConditionDraft) => ({
    id: conditionField(at, name),
    name: conditionField(at, name),
    error: errors[conditionField(at, name)],
  })
  const owner = owners.find(({ id }) => id === condition.ownerId)
  const counted = condition.gate !== 'before_launch'
  return (
    <li className="border border-rule bg-sheet p-4 pb-0">
      <TextArea
        {...field('text')}
        label={`Condition ${at + 1}: what must be true`}
        rows={2}
        maxLength={REVIEW_LIMITS.condition}
        value={condition.text}
        onChange={(event) => onChange(at, { text: event.target.value })}
      />
      <div className="grid gap-x-6 sm:grid-cols-2">
        <Select
          {...field('ownerId')}
          label="Owner"
          prompt="Choose a person"
          options={owners.map(({ id, name, team }) => ({ value: id, label: team ? `${name}, ${team}` : name }))}
          value={condition.ownerId}
          onChange={(event) => onChange(at, { ownerId: event.target.value })}
        />
        <TextInput
          {...field('dueOn')}
          type="date"
          label="Due on"
          width="medium"
          unit={owner && `17:00 ${zoneName(owner.timeZone)}`}
          value={condition.dueOn}
          onChange={(event) => onChange(at, { dueOn: event.target.value })}
        />
        <Select
          {...field('gate')}
          label="It must be met"
          options={GATES}
          value={condition.gate}
          onChange={(event) => onChange(at, { gate: event.target.value as Gate })}
        />
        {(counted || !awake) && (
          <TextInput
            {...field('gateValue')}
            type="number"
            min={1}
            max={condition.gate === 'before_ramp' ? 100 : 365}
            label={condition.gate === 'within_days' ? 'Days after launch' : 'Percent of the audience'}
            optional={!counted}
            width="short"
            unit={condition.gate === 'within_days' ? 'days' : '%'}
            value={condition.gateValue}
            onChange={(event) => onChange(at, { gateValue: event.target.value })}
          />
        )}
      </div>
      {awake && (
        <button
          type="button"
          onClick={() => onRemove(at)}
          className="mb-3 min-h-6 text-sm text-accent underline hover:text-accent-strong"
        >
          Remove condition {at + 1}
        </button>
      )}
    </li>
  )
}
