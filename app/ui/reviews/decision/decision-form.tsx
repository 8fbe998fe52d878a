import type { ChangeEvent, FormEvent } from 'react'
import { flushSync } from 'react-dom'
import { type Control, useFieldArray, useWatch } from 'react-hook-form'
import {
  type ConditionDraft,
  type DecisionDraft,
  decisionCheck,
  isWritten,
  sentOf,
  writtenIn,
} from '#app/domain/reviews/decision-form.ts'
import { dueDayProblem } from '#app/domain/reviews/due-day.ts'
import {
  type DecisionDesk,
  judge,
  OUTCOME_WORDS,
  type Possibility,
  REVIEW_LIMITS,
  type ReviewView,
} from '#app/domain/reviews/index.ts'
import { Button } from '#app/ui/kit/button.tsx'
import { ChoiceGroup } from '#app/ui/kit/choice-group.tsx'
import { TextArea } from '#app/ui/kit/text-area.tsx'
import { useAwake } from '#app/ui/kit/use-awake.ts'
import { type Refused, useWholeForm, WholeForm } from '#app/ui/kit/whole-form.tsx'
import { ConditionsEditor } from './conditions-editor.tsx'

type DecisionFormProps = {
  review: ReviewView
  desk: DecisionDesk
  onceKey: string
  refused: Refused<DecisionDraft> | undefined
}

/** The decision: what is possible is said at once by the same judge that the server asks. */
export function DecisionForm({ review, desk, onceKey, refused }: DecisionFormProps) {
  const awake = useAwake()
  const possible = desk.possible.filter((one): one is Possible => one.possible)
  const form = useWholeForm<DecisionDraft>({
    schema: decisionCheck(desk),
    fresh: freshDraft(review, desk, possible, onceKey),
    input: (draft) => ({ ...sentOf(draft), reviewId: review.id }),
    refused,
    title: 'Nothing was decided yet',
  })
  const rows = useFieldArray({ control: form.control, name: 'conditions' })
  const outcome = useWatch({ control: form.control, name: 'outcome' })
  const chosen = possible.find((one) => one.outcome === outcome)
  const carries = possible.some((one) => one.outcome === 'approve_with_conditions')
  /** So that the rows of the page are the conditions the server reads, and its problems stand beside the right one. */
  function dropEmptyRows() {
    const conditions = form.getValues('conditions')
    const empty = conditions.flatMap((one, at) => (isWritten(one) ? [] : at))
    if (empty.length > 0 && empty.length < conditions.length) flushSync(() => rows.remove(empty))
  }
  function send(event: FormEvent<HTMLFormElement>) {
    dropEmptyRows()
    form.send(event)
  }
  const decision = form.choice('outcome')
  function choose(event: ChangeEvent<HTMLInputElement>) {
    // What another decision needed is no problem of this one.
    form.clearErrors(['conditions', 'overrideReason'])
    void decision.inputProps.onChange(event)
  }
  return (
    <WholeForm form={{ ...form, send }} className="mt-6">
      <input {...form.hidden('onceKey')} />
      <ChoiceGroup
        {...decision}
        inputProps={{ ...decision.inputProps, onChange: choose }}
        type="radio"
        label="Your decision"
        hint={<NotPossible possible={desk.possible} />}
        choices={possible.map(({ outcome: value, needsReason }) => ({
          value,
          label: OUTCOME_WORDS[value].button,
          hint: hintFor(value, desk, needsReason),
        }))}
      />
      {carries && (outcome === 'approve_with_conditions' || !awake) && (
        <ConditionsEditor form={form} rows={rows} desk={desk} blank={blank(review, desk)} awake={awake} />
      )}
      <TextArea
        {...form.field('reasons')}
        label="Reasons, in plain words"
        hint={`${review.submitter} reads them. Say what decided it, not what the rules are called.`}
        rows={5}
        maxLength={REVIEW_LIMITS.note}
      />
      {(chosen?.needsReason || !awake) && possible.some(({ needsReason }) => needsReason) && (
        <TextArea
          {...form.field('overrideReason')}
          label="Why the proposal of the rules does not fit here"
          hint="This is looser than what the rules propose. The reason is kept with the decision, and overrides are counted."
          rows={3}
          maxLength={REVIEW_LIMITS.reason}
        />
      )}
      <div className="flex flex-wrap items-center gap-4">
        <Button busy={form.sending} tone={outcome === 'block' ? 'danger' : 'primary'}>
          {chosen && awake ? OUTCOME_WORDS[chosen.outcome].button : 'Decide'}
        </Button>
        <p role="status" className="text-sm text-ink-soft">
          {awake && chosen && <Objection control={form.control} desk={desk} outcome={chosen.outcome} />}
        </p>
      </div>
    </WholeForm>
  )
}

type Possible = Possibility & { possible: true }
type ObjectionProps = { control: Control<DecisionDraft>; desk: DecisionDesk; outcome: Possible['outcome'] }

/** What stands in the way of this decision at this moment, as the server would say it. */
function Objection({ control, desk, outcome }: ObjectionProps) {
  const [conditions, reasons, overrideReason] = useWatch({ control, name: ['conditions', 'reasons', 'overrideReason'] })
  const count = outcome === 'approve_with_conditions' ? writtenIn(conditions).length : 0
  const verdict = judge({ ...desk, outcome, conditions: count, overrideReason: overrideReason.trim() })
  if (!verdict.ok) return <>{verdict.problem.message}</>
  return reasons.trim() === '' ? <>Reasons are still missing.</> : null
}

function NotPossible({ possible }: { possible: readonly Possibility[] }) {
  const closed = possible.filter((one) => !one.possible)
  if (closed.length === 0) return null
  return (
    <ul className="space-y-0.5">
      {closed.map((one) => (
        <li key={one.outcome}>
          Not {OUTCOME_WORDS[one.outcome].verb}: {'because' in one ? one.because : ''}
        </li>
      ))}
    </ul>
  )
}

function hintFor(outcome: Possibility['outcome'], desk: DecisionDesk, needsReason: boolean): string | undefined {
  if (outcome === desk.proposal) return 'What the rules propose'
  if (needsReason) return 'Looser than the rules propose: it needs a written reason'
  if (outcome === 'block') return 'The launch does not happen as it is; the team may re-scope it'
  if (outcome === 'escalate') return 'Every council member who is free of the launch is called'
  return undefined
}

function freshDraft(
  review: ReviewView,
  desk: DecisionDesk,
  possible: readonly Possible[],
  onceKey: string,
): DecisionDraft {
  // An escalation is answered, most often, with conditions.
  const wanted = desk.proposal === 'escalate' && desk.escalated ? 'approve_with_conditions' : desk.proposal
  return {
    outcome: possible.some(({ outcome }) => outcome === wanted) ? wanted : '',
    conditions: [blank(review, desk)],
    reasons: '',
    overrideReason: '',
    onceKey,
  }
}

/** It falls due with the launch, where that is a day it can fall due on. */
const blank = ({ launchOn }: ReviewView, { owners, today }: DecisionDesk): ConditionDraft => ({
  text: '',
  ownerId: owners[0]?.id ?? '',
  dueOn: dueDayProblem(launchOn, today) ? '' : launchOn,
  gate: 'before_launch',
  gateValue: '',
})
