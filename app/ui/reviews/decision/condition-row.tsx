import { useWatch } from 'react-hook-form'
import { type ConditionDraft, conditionField, type DecisionDraft } from '#app/domain/reviews/decision-form.ts'
import { lastDueDay } from '#app/domain/reviews/due-day.ts'
import type { DecisionDesk, Gate } from '#app/domain/reviews/index.ts'
import { REVIEW_LIMITS } from '#app/domain/reviews/review.ts'
import { Select } from '#app/ui/kit/select.tsx'
import { TextArea } from '#app/ui/kit/text-area.tsx'
import { TextInput } from '#app/ui/kit/text-input.tsx'
import type { WholeFormOf } from '#app/ui/kit/whole-form.tsx'
import { zoneName } from '#app/ui/kit/zoned.ts'

const GATES: readonly { value: Gate; label: string }[] = [
  { value: 'before_launch', label: 'Before launch' },
  { value: 'before_ramp', label: 'Before more than … % see it' },
  { value: 'within_days', label: 'Within … days of launch' },
]

type ConditionRowProps = {
  form: WholeFormOf<DecisionDraft>
  desk: Pick<DecisionDesk, 'owners' | 'today'>
  at: number
  /** As it stood when a row last came or went. */
  condition: ConditionDraft
  /** Missing while the page sleeps: then every field is shown. */
  onRemove: (() => void) | undefined
}

/** One condition of a decision. */
export function ConditionRow({ form, desk: { owners, today }, at, condition, onRemove }: ConditionRowProps) {
  const watched = [conditionField(at, 'ownerId'), conditionField(at, 'gate')] as const
  const [ownerId, gate] = useWatch({ control: form.control, name: watched })
  const field = (name: keyof ConditionDraft) => ({
    ...form.field(conditionField(at, name)),
    defaultValue: condition[name],
  })
  const owner = owners.find(({ id }) => id === ownerId)
  const counted = gate !== 'before_launch'
  return (
    <li className="border border-rule bg-sheet p-4 pb-0">
      <TextArea
        {...field('text')}
        label={`Condition ${at + 1}: what must be true`}
        rows={2}
        maxLength={REVIEW_LIMITS.condition}
      />
      <div className="grid gap-x-6 sm:grid-cols-2">
        <Select
          {...field('ownerId')}
          label="Owner"
          prompt="Choose a person"
          options={owners.map(({ id, name, team }) => ({ value: id, label: team ? `${name}, ${team}` : name }))}
        />
        <TextInput
          {...field('dueOn')}
          type="date"
          min={today}
          max={lastDueDay(today)}
          label="Due on"
          width="medium"
          unit={owner && `17:00 ${zoneName(owner.timeZone)}`}
        />
        <Select {...field('gate')} label="It must be met" options={GATES} />
        {(counted || !onRemove) && (
          <TextInput
            {...field('gateValue')}
            type="number"
            min={1}
            max={gate === 'before_ramp' ? 100 : 365}
            label={gate === 'within_days' ? 'Days after launch' : 'Percent of the audience'}
            optional={!counted}
            width="short"
            unit={gate === 'within_days' ? 'days' : '%'}
          />
        )}
      </div>
      {onRemove && (
        <button
          type="button"
          onClick={onRemove}
          className="mb-3 min-h-6 text-sm text-accent underline hover:text-accent-strong"
        >
          Remove condition {at + 1}
        </button>
      )}
    </li>
  )
}
