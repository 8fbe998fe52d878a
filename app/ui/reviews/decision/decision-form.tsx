import { Form, useNavigation } from '@remix-run/react'
import { useState } from 'react'
import { dueDayProblem } from '#app/domain/reviews/due-day.ts'
import {
  type ConditionDraft,
  type DecisionDesk,
  type DecisionDraft,
  judge,
  OUTCOME_WORDS,
  type Possibility,
  REVIEW_LIMITS,
  type ReviewView,
} from '#app/domain/reviews/index.ts'
import { Button } from '#app/ui/kit/button.tsx'
import { ChoiceGroup } from '#app/ui/kit/choice-group.tsx'
import { ErrorSummary } from '#app/ui/kit/error-summary.tsx'
import { TextArea } from '#app/ui/kit/text-area.tsx'
import { useAwake } from '../scoring/use-bench.ts'
import { ConditionsEditor } from './conditions-editor.tsx'

type DecisionFormProps = {
  review: ReviewView
  desk: DecisionDesk
  onceKey: string
  refused: { message: string; fields: Readonly<Record<string, string>>; draft: DecisionDraft } | undefined
}

/** The decision: what is possible is said at once by the same judge that the server asks. */
export function DecisionForm({ review, desk, onceKey, refused }: DecisionFormProps) {
  const awake = useAwake()
  const sending = useNavigation().state !== 'idle'
  const possible = desk.possible.filter((one): one is Possibility & { possible: true } => one.possible)
  const [draft, setDraft] = useState(() => refused?.draft ?? freshDraft(review, desk, possible, onceKey))
  const set = (change: Partial<DecisionDraft>) => setDraft((all) => ({ ...all, ...change }))
  const withConditions = draft.outcome === 'approve_with_conditions'
  const chosen = possible.find(({ outcome }) => outcome === draft.outcome)
  const fields = refused?.fields ?? {}
  const objection = awake && chosen ? objectionTo(desk, chosen, draft) : null
  const setCondition = (at: number, change: Partial<ConditionDraft>) =>
    set({ conditions: draft.conditions.map((one, i) => (i === at ? { ...one, ...change } : one)) })
  return (
    <Form method="post" noValidate className="mt-6">
      {refused && <ErrorSummary title="Nothing was decided yet" errors={errorsOf(refused)} />}
      <input type="hidden" name="onceKey" value={draft.onceKey} />
      <ChoiceGroup
        id="outcome"
        type="radio"
        name="outcome"
        label="Your decision"
        hint={<NotPossible possible={desk.possible} />}
        error={fields.outcome}
        choices={possible.map(({ outcome, needsReason }) => ({
          value: outcome,
          label: OUTCOME_WORDS[outcome].button,
          hint: hintFor(outcome, desk, needsReason),
        }))}
        chosen={[draft.outcome]}
        inputProps={{ onChange: (event) => set({ outcome: event.currentTarget.value }) }}
      />
      {(withConditions || !awake) && possible.some(({ outcome }) => outcome === 'approve_with_conditions') && (
        <ConditionsEditor
          conditions={draft.conditions}
          ideas={desk.ideas}
          owners={desk.owners}
          errors={fields}
          awake={awake}
          onChange={setCondition}
          onAdd={(text) =>
            set({ conditions: withCondition(draft.conditions, { ...blank(review, desk), text: text ?? '' }) })
          }
          onRemove={(at) => set({ conditions: draft.conditions.filter((_, i) => i !== at) })}
        />
      )}
      <TextArea
        id="reasons"
        name="reasons"
        label="Reasons, in plain words"
        hint={`${review.submitter} reads them. Say what decided it, not what the rules are called.`}
        error={fields.reasons}
        rows={5}
        maxLength={REVIEW_LIMITS.note}
        value={draft.reasons}
        onChange={(event) => set({ reasons: event.target.value })}
      />
      {(chosen?.needsReason || !awake) && possible.some(({ needsReason }) => needsReason) && (
        <TextArea
          id="overrideReason"
          name="overrideReason"
          label="Why the proposal of the rules does not fit here"
          hint="This is looser than what the rules propose. The reason is kept with the decision, and overrides are counted."
          error={fields.overrideReason}
          rows={3}
          maxLength={REVIEW_LIMITS.reason}
          value={draft.overrideReason}
          onChange={(event) => set({ overrideReason: event.target.value })}
        />
      )}
      <div className="flex flex-wrap items-center gap-4">
        <Button busy={sending} tone={draft.outcome === 'block' ? 'danger' : 'primary'}>
          {chosen && awake ? OUTCOME_WORDS[chosen.outcome].button : 'Decide'}
        </Button>
        <p role="status" className="text-sm text-ink-soft">
          {objection}
        </p>
      </div>
    </Form>
  )
}

/** What stands in the way of this decision at this moment, as the server would say it. */
function objectionTo(desk: DecisionDesk, { outcome }: Possibility, draft: DecisionDraft): string | null {
  const conditions =
    outcome === 'approve_with_conditions' ? draft.conditions.filter(({ text }) => text.trim() !== '').length : 0
  const verdict = judge({ ...desk, outcome, conditions, overrideReason: draft.overrideReason.trim() })
  if (!verdict.ok) return verdict.problem.message
  return draft.reasons.trim() === '' ? 'Reasons are still missing.' : null
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
  possible: readonly Possibility[],
  onceKey: string,
): DecisionDraft {
  // An escalation is answered, most often, with conditions.
  const wanted = desk.proposal === 'escalate' && desk.escalated ? 'approve_with_conditions' : desk.proposal
  return {
    onceKey,
    outcome: possible.some(({ outcome }) => outcome === wanted) ? wanted : '',
    reasons: '',
    overrideReason: '',
    conditions: [blank(review, desk)],
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

/** A suggestion fills the first empty row; else it comes last. */
function withCondition(conditions: readonly ConditionDraft[], added: ConditionDraft): ConditionDraft[] {
  const empty = added.text === '' ? -1 : conditions.findIndex(({ text }) => text.trim() === '')
  return empty < 0
    ? [...conditions, added]
    : conditions.map((one, at) => (at === empty ? { ...one, text: added.text } : one))
}

const errorsOf = ({ message, fields }: { message: string; fields: Readonly<Record<string, string>> }) => {
  const errors = Object.entries(fields).map(([id, text]) => ({ id, message: text }))
  return errors.length > 0 ? errors : [{ id: 'outcome', message }]
}
