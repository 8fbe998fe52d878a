import type { PolicyTable } from './pack-schema.ts'

export const ANSWER_KINDS = [
  'yes_no',
  'single',
  'multi',
  'scale',
  'number',
  'probability',
  'date',
  'text',
  'evidence',
  'person',
  'harms',
  'controls',
  'grid',
  'attest',
] as const
export type AnswerKind = (typeof ANSWER_KINDS)[number]

export const TIERS = ['T0', 'T1', 'T2', 'T3', 'T4'] as const
export type Tier = (typeof TIERS)[number]

/** Risk levels from nothing to intolerable: none, low, medium, high, critical. */
export const LEVELS = ['N', 'L', 'M', 'H', 'C'] as const
export type Level = (typeof LEVELS)[number]

export const DIMENSIONS = ['exposure', 'consequence', 'control', 'governance', 'evidence'] as const
export const SENSITIVITIES = ['normal', 'sensitive', 'privileged'] as const
export const ANSWERERS = ['submitter', 'reviewer'] as const
export const KNOCKOUT_ACTIONS = ['block', 'escalate', 'tier_up', 'route'] as const
export const CONTROL_KINDS = ['prevent', 'deter', 'detect', 'respond', 'recover', 'empower'] as const
export type ControlKind = (typeof CONTROL_KINDS)[number]
export const CONTROL_STATUSES = ['planned', 'built', 'tested', 'monitored'] as const
export type ControlStatus = (typeof CONTROL_STATUSES)[number]
export const CONFIDENCE_GRADES = ['A', 'B', 'C', 'D'] as const
export type ConfidenceGrade = (typeof CONFIDENCE_GRADES)[number]

/** The words with a meaning of their own inside a condition's `is` and `in`; no option may use them as a value. */
export const RESERVED_VALUES = ['unknown', 'n_a', 'blank'] as const
/** Keys that combine conditions; no question may use them as an id. */
export const COMBINATORS = ['all', 'any', 'not', 'count'] as const
/** Names every JavaScript object already has; as an id they could be mistaken for an answer. */
export const RESERVED_IDS = ['constructor', 'prototype'] as const

export const LIMITS = {
  fileBytes: 256 * 1024,
  keys: 8_000,
  depth: 24,
  conditionDepth: 6,
  sections: 40,
  questionsPerSection: 60,
  options: 40,
  text: 4_000,
  shortText: 300,
  answerText: 20_000,
  items: 200,
  evidence: 10,
} as const

export type { PolicyTable, Taxonomy } from './pack-schema.ts'
export type {
  ConditionSource,
  Effect,
  Given,
  Knockout,
  Option,
  OutcomeRule,
  OutcomeValue,
  Question,
  Rubric,
  Section,
  TestSource,
  TierRule,
} from './schema.ts'

const ROWS = ['S1', 'S2', 'S3', 'S4', 'S5'] as const

export const HARM_CODE = /^[A-Z]{3}-[1-9]$/
export const HARM_REF = /^[A-Z]{3}-([1-9]|\*)$/
export const DAY_TEXT = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const textThat =
  (form: RegExp) =>
  (value: unknown): value is string =>
    typeof value === 'string' && form.test(value)

/** HAR-2 */
export const isHarmCode = textThat(HARM_CODE)
/** One harm, or a whole group: `CSE-*`. */
export const isHarmRef = textThat(HARM_REF)
/** 2026-10-01; whether there is such a day, `isCalendarDay` says. */
export const isDayText = textThat(DAY_TEXT)

/** The words that an answer is chosen from; undefined where it is not chosen. */
export const choicesOf = (asked: {
  kind: AnswerKind
  options?: readonly { value: string }[]
  values?: readonly string[]
}): readonly string[] | undefined =>
  asked.kind === 'yes_no' ? ['yes', 'no'] : (asked.options?.map(({ value }) => value) ?? asked.values)

/** What the ids of an add-on begin with: its key in the letters of an id. */
export const prefixOf = (key: string): string => key.replaceAll('-', '_')

/** Does a section or question belong to the add-on, named as `livestream` or `livestream@1.0.0`? */
export const isOfAddOn = (id: string, name: string): boolean => {
  const prefix = prefixOf(name.split('@')[0] ?? '')
  return id === prefix || id.startsWith(`${prefix}.`)
}

/** The level for a likelihood and a severity of 1 to 5. */
export function levelIn(table: PolicyTable, severity: number, likelihood: number): Level {
  const row = ROWS[severity - 1]
  const level = row && table.rows[row][likelihood - 1]
  if (!level) throw new RangeError(`no level for severity ${severity}, likelihood ${likelihood}: both run from 1 to 5`)
  return level
}

export const isTier = (value: unknown): value is Tier => (TIERS as readonly unknown[]).includes(value)
export const levelRank = (level: Level): number => LEVELS.indexOf(level)
export const tierRank = (tier: Tier): number => TIERS.indexOf(tier)

/** Does `ref` (HAR-2 or HAR-*) name the harm `code`? */
export const namesHarm = (ref: string, code: string): boolean =>
  ref === code || (ref.endsWith('-*') && code.startsWith(ref.slice(0, -1)))
