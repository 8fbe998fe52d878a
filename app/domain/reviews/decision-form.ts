import type { Gate } from './review.ts'

/** A condition while somebody writes it: everything is text. */
export type ConditionDraft = { text: string; ownerId: string; dueOn: string; gate: Gate; gateValue: string }

export type DecisionDraft = {
  onceKey: string
  outcome: string
  reasons: string
  overrideReason: string
  conditions: ConditionDraft[]
}

export const conditionField = (at: number, field: keyof ConditionDraft): string => `conditions.${at}.${field}`

/** The fields of the decision form, with JavaScript or without. Rows in which nothing was written are no conditions. */
export function readDecision(form: FormData): DecisionDraft {
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : ''
  }
  const rows = [...form.keys()].flatMap((name) => /^conditions\.(\d{1,2})\.text$/.exec(name)?.[1] ?? []).map(Number)
  const conditions = rows.map((at): ConditionDraft => {
    const gate = text(conditionField(at, 'gate')) as Gate
    return {
      text: text(conditionField(at, 'text')),
      ownerId: text(conditionField(at, 'ownerId')),
      dueOn: text(conditionField(at, 'dueOn')),
      gate,
      gateValue: gate === 'before_launch' ? '' : text(conditionField(at, 'gateValue')),
    }
  })
  return {
    onceKey: text('onceKey'),
    outcome: text('outcome'),
    reasons: text('reasons'),
    overrideReason: text('overrideReason'),
    conditions: conditions.filter(({ text: words }) => words.trim() !== ''),
  }
}

/** The fields of the form that asks for changes: the questions ticked, each with its note. */
export function readChangeRequest(form: FormData) {
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : ''
  }
  return {
    onceKey: text('onceKey'),
    note: text('note'),
    questions: form.getAll('q').map((key) => ({ questionKey: String(key), note: text(`note~${key}`) })),
  }
}
