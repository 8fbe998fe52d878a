import type { DecisionDesk } from './desk.ts'
import type { Gate } from './review.ts'
import { decideInput } from './schemas.ts'
import { judge } from './verdict.ts'

/** A condition while somebody writes it: everything is text. */
export type ConditionDraft = { text: string; ownerId: string; dueOn: string; gate: Gate; gateValue: string }

export type DecisionDraft = {
  onceKey: string
  outcome: string
  reasons: string
  overrideReason: string
  conditions: ConditionDraft[]
}

export const conditionField = <Field extends keyof ConditionDraft>(at: number, field: Field) =>
  `conditions.${at}.${field}` as const

/** The fields of the decision form, with JavaScript or without. Rows in which something was written come first. */
export function readDecision(form: FormData): DecisionDraft {
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : ''
  }
  const rows = [...form.keys()].flatMap((name) => /^conditions\.(\d{1,2})\.text$/.exec(name)?.[1] ?? []).map(Number)
  const conditions = rows.map(
    (at): ConditionDraft => ({
      text: text(conditionField(at, 'text')),
      ownerId: text(conditionField(at, 'ownerId')),
      dueOn: text(conditionField(at, 'dueOn')),
      gate: text(conditionField(at, 'gate')) as Gate,
      gateValue: text(conditionField(at, 'gateValue')),
    }),
  )
  return {
    onceKey: text('onceKey'),
    outcome: text('outcome'),
    reasons: text('reasons'),
    overrideReason: text('overrideReason'),
    conditions: [...conditions.filter(isWritten), ...conditions.filter((one) => !isWritten(one))],
  }
}

export const isWritten = ({ text }: ConditionDraft): boolean => text.trim() !== ''

/** Rows in which nothing was written are no conditions; a number left over from another gate is none. */
export const writtenIn = (conditions: readonly ConditionDraft[]): ConditionDraft[] =>
  conditions.filter(isWritten).map((one) => (one.gate === 'before_launch' ? { ...one, gateValue: '' } : one))

/** What the browser sends of a draft: conditions are only shown, and so only sent, with the decision that carries them. */
export const sentOf = (draft: DecisionDraft): DecisionDraft => ({
  ...draft,
  conditions: draft.outcome === 'approve_with_conditions' ? writtenIn(draft.conditions) : [],
})

/** The schema of the command, and then the judge whom the command asks: all that can be known before it is sent. */
export const decisionCheck = (desk: DecisionDesk) =>
  decideInput(desk.today).superRefine(({ outcome, overrideReason, conditions }, issue) => {
    const verdict = judge({ ...desk, outcome, overrideReason, conditions: conditions.length })
    if (verdict.ok) return
    const { message, fields = { outcome: message } } = verdict.problem
    for (const [name, text] of Object.entries(fields)) issue.addIssue({ code: 'custom', path: [name], message: text })
  })

/** A request for changes while somebody writes it: the questions ticked, and a note for each by its field. */
export type ChangesDraft = { onceKey: string; note: string; questions: string[]; notes: Record<string, string> }

/** The name under which the note to a question stands in `notes`. Dots would part it. */
export const noteKey = (questionKey: string): string => questionKey.replaceAll('.', '~')

/** The fields of the form that asks for changes. */
export function readChanges(form: FormData): ChangesDraft {
  const text = (value: FormDataEntryValue | null) => (typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '')
  const notes = [...form].flatMap(([name, value]) => {
    const key = /^notes\.([a-z][a-z0-9_~]*)$/.exec(name)?.[1]
    return key === undefined ? [] : [[key, text(value)] as const]
  })
  return {
    onceKey: text(form.get('onceKey')),
    note: text(form.get('note')),
    questions: form.getAll('questions').map(String),
    notes: Object.fromEntries(notes),
  }
}

/** What is asked for: each ticked question with its note. Notes to others stay in the form. */
export const askedIn = ({ questions, notes, ...draft }: ChangesDraft) => ({
  ...draft,
  // The form library gives a single checkbox as its value, or false.
  questions: [questions]
    .flat()
    .filter(Boolean)
    .map((questionKey) => ({ questionKey, note: notes[noteKey(questionKey)] ?? '' })),
})
