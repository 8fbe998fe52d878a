import type { Evidence } from '#app/rubric/answers.ts'
import type { PublicQuestion } from '#app/rubric/public.ts'
import type { AnswerInput } from './schemas.ts'

/**
 * Answers as form fields. One reading for both ways to answer: the page reads its own form while somebody types, and the server
 * reads the same form when JavaScript is off.
 */

/** The name of a field: `q~contact.default_inbound`, `q~abuse.cases~2~actor`. */
export const fieldName = (key: string, ...parts: readonly (string | number)[]): string => ['q', key, ...parts].join('~')

export type Typed = ReadonlyMap<string, readonly string[]>

/** What was typed, by field. Files are no answers. */
export function typedIn(form: FormData): Typed {
  const typed = new Map<string, string[]>()
  for (const [name, value] of form) {
    if (typeof value !== 'string' || !name.startsWith('q~')) continue
    const values = typed.get(name)
    // Browsers send the line ends of a text area in their own way.
    const text = value.replaceAll('\r\n', '\n')
    if (values) values.push(text)
    else typed.set(name, [text])
  }
  return typed
}

/** The version that the person saw; undefined where the form did not ask this question. */
export function versionTyped(key: string, typed: Typed): number | undefined {
  const text = typed.get(fieldName(key, 'version'))?.[0]
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

/** The kinds whose "not known" stands among the choices. */
export const CHOICE_KINDS: readonly PublicQuestion['kind'][] = ['yes_no', 'single', 'multi', 'scale']

/** Not finished, but worth keeping: it is saved, and the page says what is missing. */
export const KEPT_UNFINISHED: ReadonlySet<string> = new Set(['cell-missing', 'too-few-rows'])

/** The answer that the fields of one question hold. What cannot be one (letters for a number) is passed on to be refused. */
export function readAnswer(question: PublicQuestion, key: string, typed: Typed): AnswerInput {
  const answer = readValue(question, key, typed)
  const evidence = evidenceTyped(question, key, typed)
  return answer.state === 'answered' && evidence.length > 0 ? { ...answer, evidence } : answer
}

/** Evidence has fields of its own beside those of the answer. */
export const evidenceName = (key: string): string => `${key}~evidence`

/** What was typed as evidence, whatever the answer is. */
export const evidenceTyped = (
  { evidence_when }: Pick<PublicQuestion, 'evidence_when'>,
  key: string,
  typed: Typed,
): Evidence[] => (evidence_when === undefined ? [] : rowsOf(evidenceName(key), typed).map(pieceIn))

function readValue(question: PublicQuestion, key: string, typed: Typed): AnswerInput {
  const values = typed.get(fieldName(key)) ?? []
  const only = values[0] ?? ''
  const without = CHOICE_KINDS.includes(question.kind) ? values : (typed.get(fieldName(key, 'state')) ?? [])
  if (without.includes('n_a')) return { state: 'n_a', reason: (typed.get(fieldName(key, 'reason'))?.[0] ?? '').trim() }
  if (without.includes('unknown')) {
    const note = (typed.get(fieldName(key, 'note'))?.[0] ?? '').trim()
    return note === '' ? { state: 'unknown' } : { state: 'unknown', note }
  }
  switch (question.kind) {
    case 'multi':
    case 'harms':
      return values.length > 0 ? { state: 'answered', value: [...values] } : BLANK
    case 'scale':
    case 'number':
    case 'probability':
      return only.trim() === '' ? BLANK : { state: 'answered', value: numberIn(only) ?? only }
    case 'attest':
      return only === 'yes' ? { state: 'answered', value: true } : BLANK
    case 'evidence':
      return list(rowsOf(key, typed).map(pieceIn))
    case 'controls':
      return list(rowsOf(key, typed).map(safeguardIn))
    case 'grid':
      return list(rowsOf(key, typed).map((row) => gridRowIn(question, row)))
    case 'text':
      return only.trim() === '' ? BLANK : { state: 'answered', value: only }
    default:
      return only.trim() === '' ? BLANK : { state: 'answered', value: only.trim() }
  }
}

const BLANK: AnswerInput = { state: 'blank' }

/** The same for what a reviewer writes at the bench, where a grid may have one row per harm: the row's name is the harm. */
export function readReviewersAnswer(question: PublicQuestion, key: string, typed: Typed): AnswerInput {
  if (question.rows !== 'harms') return readAnswer(question, key, typed)
  const rows = new Map<string, Record<string, string>>()
  const start = fieldName(key, '')
  for (const [name, [text = '']] of typed) {
    const [harm, column] = name.startsWith(start) ? name.slice(start.length).split('~') : []
    // Rows in which nothing stands are no rows.
    if (!harm || !column || text.trim() === '') continue
    rows.set(harm, { harm, ...rows.get(harm), [column]: text.trim() })
  }
  return list([...rows.values()])
}

const list = (rows: Record<string, unknown>[]): AnswerInput =>
  rows.length > 0 ? { state: 'answered', value: rows } : BLANK

type Row = Record<string, readonly string[]>

/** Rows by their number; a row in which nothing was written is no row. */
function rowsOf(key: string, typed: Typed): Row[] {
  const rows = new Map<number, Row>()
  const start = fieldName(key, '')
  for (const [name, values] of typed) {
    const [, at, column] = name.startsWith(start)
      ? (/^(\d{1,4})~([a-z0-9_]+)$/.exec(name.slice(start.length)) ?? [])
      : []
    if (at === undefined || column === undefined) continue
    const row = rows.get(Number(at)) ?? (Object.create(null) as Row)
    row[column] = values
    rows.set(Number(at), row)
  }
  return [...rows.entries()]
    .sort(([a], [b]) => a - b)
    .map(([, row]) => row)
    .filter((row) => Object.entries(row).some(([column, values]) => !GIVEN.has(column) && values.some((v) => v.trim())))
}

/** Fields that hold something before anybody wrote: they alone make no row. */
const GIVEN = new Set(['id', 'strength', 'kind', 'status'])

const pieceIn = (row: Row): Evidence => ({ label: row.label?.[0]?.trim() ?? '', url: linkIn(row.url?.[0]) })

function safeguardIn(row: Row): Record<string, unknown> {
  const text = (column: string) => row[column]?.[0]?.trim() ?? ''
  const optional = ['owner', 'evidence', 'failure_mode'].filter((column) => text(column) !== '')
  return {
    id: text('id'),
    name: text('name'),
    kind: text('kind'),
    strength: numberIn(text('strength')) ?? text('strength'),
    status: text('status'),
    harms: [...(row.harms ?? [])],
    ...Object.fromEntries(optional.map((column) => [column, text(column)])),
  }
}

const gridRowIn = ({ columns = [] }: PublicQuestion, row: Row): Record<string, unknown> =>
  Object.fromEntries(
    columns.map(({ id, kind }) => {
      const text = row[id]?.[0]?.trim() ?? ''
      return [id, text === '' ? null : kind === 'number' ? (numberIn(text) ?? text) : text]
    }),
  )

/** "1,200", "1 200", "40.5" and "40,5" as people write them. Undefined when it is no number. */
export function numberIn(text: string): number | undefined {
  const tight = text.replace(/[\s\u00a0\u202f]/g, '')
  const plain = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(tight) ? tight.replaceAll(',', '') : tight.replace(',', '.')
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : undefined
}

/** An address typed without its beginning still is one. */
function linkIn(text = ''): string {
  const link = text.trim()
  return /^[\w-]+(\.[\w-]+)+([/?#:]|$)/.test(link) ? `https://${link}` : link
}
