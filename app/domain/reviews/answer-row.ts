import type { Answer, AnswerValue, Evidence, Question } from '#app/rubric/index.ts'

/** The columns of an answer row that carry its content. */
export type AnswerColumns = {
  state: 'answered' | 'unknown' | 'n_a' | 'blank'
  note: string | null
  valChoice: string | null
  valNum: number | null
  valBool: boolean | null
  valDate: string | null
  valText: string | null
  valJson: unknown
  evidence: unknown
}

const EMPTY = {
  note: null,
  valChoice: null,
  valNum: null,
  valBool: null,
  valDate: null,
  valText: null,
  valJson: null,
  evidence: null,
}

/** An answer → its typed columns; `undefined` clears it. */
export function toColumns(kind: Question['kind'], answer: Answer | undefined): AnswerColumns {
  if (!answer) return { ...EMPTY, state: 'blank' }
  if (answer.state === 'unknown') return { ...EMPTY, state: 'unknown', note: answer.note || null }
  if (answer.state === 'n_a') return { ...EMPTY, state: 'n_a', note: answer.reason }
  const row: AnswerColumns = { ...EMPTY, state: 'answered', evidence: answer.evidence ?? null }
  const { value } = answer
  switch (kind) {
    case 'yes_no':
    case 'single':
      return { ...row, valChoice: value as string }
    case 'scale':
    case 'number':
    case 'probability':
      return { ...row, valNum: value as number }
    case 'attest':
      return { ...row, valBool: value as boolean }
    case 'date':
      return { ...row, valDate: value as string }
    case 'text':
    case 'person':
      return { ...row, valText: value as string }
    default:
      return { ...row, valJson: value }
  }
}

/** The typed columns → the answer; a blank row is no answer. */
export function fromColumns(row: AnswerColumns): Answer | undefined {
  switch (row.state) {
    case 'blank':
      return undefined
    case 'unknown':
      return row.note ? { state: 'unknown', note: row.note } : { state: 'unknown' }
    case 'n_a':
      return { state: 'n_a', reason: row.note ?? '' }
    case 'answered':
      return {
        state: 'answered',
        value: (row.valChoice ?? row.valNum ?? row.valBool ?? row.valDate ?? row.valText ?? row.valJson) as AnswerValue,
        ...(row.evidence === null ? {} : { evidence: row.evidence as Evidence[] }),
      }
  }
}

/** Triage answers live beside the full ones, under this prefix: the full rubric reads them as given facts. */
export const TRIAGE_PREFIX = 'triage.'
