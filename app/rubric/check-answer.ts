import {
  type Answer,
  type AnswerProblem,
  type AnswerValue,
  type Control,
  type Evidence,
  STATE_TEXT_MAX,
} from './answers.ts'
import type { CompiledQuestion } from './compile.ts'
import type { Slots } from './predicate.ts'
import { CONTROL_KINDS, CONTROL_STATUSES, isDayText, isHarmCode, isHarmRef, LIMITS, type Question } from './rubric.ts'
import { isStorableText, UNSTORABLE_TEXT } from './storable.ts'

/**
 * Is this answer acceptable for the question? The same check runs beside the field, in the save and in the engine.
 * @param slots the other answers, for rules that depend on them (rows per tier); without them those rules are left out
 * @returns the problem in words for the person, or undefined
 */
export function checkAnswer(
  { question, minRows }: Pick<CompiledQuestion, 'question' | 'minRows'>,
  answer: Answer,
  slots?: Slots,
): AnswerProblem | undefined {
  const wrong = checkState(question, answer)
  if (wrong) return { questionId: question.id, code: wrong[0], message: wrong[1] }
  return slots && checkRows({ question, minRows }, answer, slots)
}

/**
 * Can what stands beside an answer be kept? Asked where somebody writes (beside the field, in the save, in an answers file) and never
 * by the engine: a link that is still being typed changes nothing about the answer.
 */
export function checkEvidence(
  { question }: Pick<CompiledQuestion, 'question'>,
  answer: Answer,
): AnswerProblem | undefined {
  if (answer.state !== 'answered' || answer.evidence === undefined) return undefined
  const wrong = evidenceProblem(question, answer.evidence)
  return wrong && { questionId: question.id, code: wrong[0], message: wrong[1] }
}

function evidenceProblem({ evidence_when }: Question, evidence: unknown): Wrong | undefined {
  if (evidence_when === undefined) return ['evidence-not-asked', 'No evidence is asked for with this question.']
  if (!isStorable(evidence)) return UNSTORABLE
  const pieces = Array.isArray(evidence) ? (evidence as unknown[]) : []
  if (pieces.length > LIMITS.evidence) return ['evidence-too-much', `Keep it to ${LIMITS.evidence} links.`]
  return pieces.length > 0 && pieces.every((piece) => isEvidence(piece) && SECURE.test((piece as Evidence).url))
    ? undefined
    : ['evidence-shape', 'Say what each piece of evidence shows, and give a link that starts with https://.']
}
const SECURE = /^https:/

type Wrong = [code: string, message: string]

function checkState(question: Question, answer: Answer): Wrong | undefined {
  if (answer.state === 'unknown') {
    if (!question.allow_unknown)
      return ['unknown-not-allowed', 'This one needs an answer; "not known" is not possible here.']
    if (!isStorable(answer.note)) return UNSTORABLE
    return (answer.note?.length ?? 0) > STATE_TEXT_MAX
      ? ['too-long', `Keep the note under ${STATE_TEXT_MAX} characters.`]
      : undefined
  }
  if (answer.state === 'n_a') {
    if (!question.allow_na) return ['na-not-allowed', 'This one always applies; choose an answer.']
    if (!isStorable(answer.reason)) return UNSTORABLE
    if (answer.reason.trim() === '') return ['reason-missing', 'Say why it does not apply.']
    return answer.reason.length > STATE_TEXT_MAX
      ? ['too-long', `Keep the reason under ${STATE_TEXT_MAX} characters.`]
      : undefined
  }
  // Where only listed values pass, no character can slip in.
  if (isWritten(question.kind) && !isStorable(answer.value)) return UNSTORABLE
  return checkValue(question, answer.value)
}

/** Does a grid have the rows that the other answers ask for? */
export function checkRows(
  { question, minRows }: Pick<CompiledQuestion, 'question' | 'minRows'>,
  answer: Answer,
  slots: Slots,
): AnswerProblem | undefined {
  if (minRows.length === 0 || answer.state !== 'answered' || !Array.isArray(answer.value)) return undefined
  const least = Math.max(0, ...minRows.filter((rule) => !rule.when || rule.when(slots)).map((rule) => rule.rows))
  const rows = answer.value.length
  return rows < least
    ? { questionId: question.id, code: 'too-few-rows', message: `Give at least ${least}; there are ${rows} so far.` }
    : undefined
}

function checkValue(question: Question, value: AnswerValue): Wrong | undefined {
  switch (question.kind) {
    case 'yes_no':
      return value === 'yes' || value === 'no' ? undefined : ['not-an-option', 'Choose yes or no.']
    case 'single':
      return question.options?.some((option) => option.value === value)
        ? undefined
        : ['not-an-option', 'Choose one of the options.']
    case 'multi':
      return checkMulti(question, value)
    case 'scale':
      return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 4
        ? undefined
        : ['not-an-option', 'Choose a step from 0 to 4.']
    case 'number':
      return checkNumber(value, question.min, question.max, question.integer, question.unit)
    case 'probability':
      return checkNumber(value, 0, 100, false, '%')
    case 'date':
      return typeof value === 'string' && isDayText(value) && isCalendarDay(value)
        ? undefined
        : ['not-a-date', 'Give a date such as 2026-10-01.']
    case 'text':
    case 'person': {
      const most = question.max_length ?? (question.kind === 'text' ? LIMITS.answerText : LIMITS.shortText)
      if (typeof value !== 'string' || value.trim() === '')
        return ['empty', question.kind === 'person' ? 'Name a person.' : 'Write an answer.']
      return value.length > most
        ? [
            'too-long',
            `Keep it under ${most.toLocaleString('en')} characters; it has ${value.length.toLocaleString('en')}.`,
          ]
        : undefined
    }
    case 'attest':
      return value === true ? undefined : ['not-attested', 'Tick to confirm.']
    case 'evidence':
      return listProblem(isEvidence, value, 'Give each piece of evidence a name and a link that starts with https://.')
    case 'harms':
      return listProblem(isHarmCode, value, 'Choose harms from the list.')
    case 'controls':
      return (
        listProblem(
          isControl,
          value,
          'Each safeguard needs a name, a kind, a strength from 0 to 3, a status and at least one harm.',
        ) ?? (hasTwins(value as Control[]) ? ['duplicate-id', 'Two safeguards share one id.'] : undefined)
      )
    case 'grid':
      return checkGrid(question, value)
  }
}

const hasTwins = (controls: Control[]): boolean => new Set(controls.map(({ id }) => id)).size !== controls.length

function checkMulti({ options = [] }: Question, value: AnswerValue): Wrong | undefined {
  if (!Array.isArray(value) || value.length === 0) return ['empty', 'Choose at least one, or "not known".']
  const chosen = value as unknown[]
  for (let i = 0; i < chosen.length; i++) {
    const option = options.find((one) => one.value === chosen[i])
    if (!option || chosen.indexOf(chosen[i]) !== i) return ['not-an-option', 'Choose from the options.']
    if (option.exclusive && chosen.length > 1) return ['exclusive', `"${option.label}" cannot go with other choices.`]
  }
  return undefined
}

function checkNumber(
  value: AnswerValue,
  min: number | undefined,
  max: number | undefined,
  integer: boolean | undefined,
  unit: string | undefined,
): Wrong | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value))
    return ['not-a-number', `Give a number${unit ? ` (${unit})` : ''}.`]
  if (integer && !Number.isInteger(value)) return ['not-whole', 'Give a whole number.']
  if (min !== undefined && value < min) return ['too-small', `Give at least ${min}.`]
  if (max !== undefined && value > max) return ['too-big', `Give at most ${max}.`]
  return undefined
}

function listProblem(fits: (item: unknown) => boolean, value: AnswerValue, message: string): Wrong | undefined {
  if (!Array.isArray(value) || value.length === 0) return ['empty', message]
  return value.length <= LIMITS.items && (value as unknown[]).every(fits) ? undefined : ['wrong-shape', message]
}

type Part = (value: unknown) => boolean

/** An object with these parts and no others. */
function isShape(
  value: unknown,
  needed: Readonly<Record<string, Part>>,
  optional: Readonly<Record<string, Part>> = {},
): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const given = value as Record<string, unknown>
  const known = Object.keys(given).every((key) => Object.hasOwn(needed, key) || Object.hasOwn(optional, key))
  const complete = Object.entries(needed).every(([key, fits]) => fits(given[key]))
  return (
    known && complete && Object.entries(optional).every(([key, fits]) => given[key] === undefined || fits(given[key]))
  )
}

const upTo =
  (most: number): Part =>
  (value) =>
    typeof value === 'string' && value.length <= most
const name: Part = (value) => upTo(LIMITS.shortText)(value) && (value as string).trim() !== ''
const oneOf =
  (words: readonly string[]): Part =>
  (value) =>
    words.includes(value as string)

/** The same as `controlSchema` in answer-schema.ts; a test holds the two together. */
const isControl: Part = (value) =>
  isShape(
    value,
    {
      id: (id) => typeof id === 'string' && /^[a-z0-9][a-z0-9_-]{0,59}$/.test(id),
      name,
      kind: oneOf(CONTROL_KINDS),
      strength: (strength) => Number.isInteger(strength) && Number(strength) >= 0 && Number(strength) <= 3,
      status: oneOf(CONTROL_STATUSES),
      harms: (harms) => Array.isArray(harms) && harms.length >= 1 && harms.length <= 60 && harms.every(isHarmRef),
    },
    { owner: upTo(LIMITS.shortText), evidence: upTo(LIMITS.text), failure_mode: upTo(LIMITS.text) },
  )

/** The same as `evidenceSchema` in answer-schema.ts. */
const isEvidence: Part = (value) => isShape(value, { label: name, url: isWebAddress })

const isWebAddress: Part = (url) =>
  typeof url === 'string' && url.length <= 2_000 && /^https?:\/\//.test(url) && URL.canParse(url)

function checkGrid(question: Question, value: AnswerValue): Wrong | undefined {
  if (!Array.isArray(value) || value.length === 0) return ['empty', 'Add at least one row.']
  if (value.length > LIMITS.items) return ['too-many-rows', `Keep it to ${LIMITS.items} rows.`]
  const columns = new Map((question.columns ?? []).map((column) => [column.id, column]))
  for (const [i, row] of value.entries()) {
    if (typeof row !== 'object' || row === null) return ['wrong-shape', `Row ${i + 1} cannot be read.`]
    for (const [key, cell] of Object.entries(row)) {
      const column = columns.get(key)
      if (!column && key !== 'harm') return ['unknown-column', `Row ${i + 1} has a column that is not asked for.`]
      if (cell !== null && typeof cell !== 'string' && typeof cell !== 'number')
        return ['wrong-shape', `Row ${i + 1}: "${column?.label ?? key}" cannot be read.`]
      if (typeof cell === 'string' && cell.length > (column?.max_length ?? LIMITS.text))
        return ['too-long', `Row ${i + 1}: "${column?.label ?? key}" is too long.`]
      if (column?.kind === 'number' && cell !== null && typeof cell !== 'number')
        return ['not-a-number', `Row ${i + 1}: "${column.label}" needs a number.`]
      if (column?.kind === 'single' && cell && !column.options?.some((option) => option.value === cell))
        return ['not-an-option', `Row ${i + 1}: choose an option for "${column.label}".`]
      if (column?.kind === 'harm' && cell && !isHarmCode(cell)) return ['not-an-option', `Row ${i + 1}: choose a harm.`]
    }
    const empty =
      question.rows === 'free'
        ? [...columns.values()].find((column) => isEmptyCell((row as Record<string, unknown>)[column.id]))
        : undefined
    if (empty) return ['cell-missing', `Row ${i + 1}: fill in "${empty.label}".`]
  }
  return undefined
}

/** No answer is nested deeper than the harms of a safeguard; what is, was not typed on a page and is not walked through. */
function isStorable(part: unknown, depth = 0): boolean {
  if (typeof part === 'string') return isStorableText(part)
  if (typeof part !== 'object' || part === null) return true
  return depth < DEEPEST && Object.values(part).every((inner) => isStorable(inner, depth + 1))
}
const DEEPEST = 4
const UNSTORABLE: Wrong = ['unstorable-character', UNSTORABLE_TEXT]
const isWritten = (kind: Question['kind']): boolean =>
  kind === 'text' || kind === 'person' || kind === 'evidence' || kind === 'controls' || kind === 'grid'

const isEmptyCell = (cell: unknown): boolean =>
  cell === undefined || cell === null || (typeof cell === 'string' && cell.trim() === '')

/** 2026-02-30 has the form of a date, but no such day exists; nor was there a year 0. */
export function isCalendarDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
  return year >= 1 && day >= 1 && day <= days
}
