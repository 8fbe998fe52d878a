import * as z from 'zod'
import { ANSWER_KINDS, ANSWERERS, DIMENSIONS, KNOCKOUT_ACTIONS, LIMITS, SENSITIVITIES, TIERS } from './rubric.ts'
import {
  dated,
  harmRef,
  isoDate,
  longText,
  optionValue,
  questionId,
  reasonCode,
  rubricKey,
  ruleCode,
  semver,
  shortText,
  versionRef,
} from './words-schema.ts'

/**
 * The shape of a rubric file. One schema serves the parser, the editor's JSON Schema and the types.
 * Every object is strict: an unknown key is a mistake the author wants to hear about, not something to skip.
 * It stands apart from the types because pages that only read answers need no zod in the browser.
 */

const scalar = z.union([z.string().max(LIMITS.shortText), z.number(), z.boolean()])

/** One test on one answer. A bare value means `is`. */
export const testSchema = z.union([
  scalar,
  z
    .strictObject({
      is: scalar.optional(),
      in: z.array(scalar).min(1).max(LIMITS.options).optional(),
      includes: scalar.optional(),
      includes_all: z.array(scalar).min(1).max(LIMITS.options).optional(),
      gt: z.union([z.number(), isoDate]).optional(),
      gte: z.union([z.number(), isoDate]).optional(),
      lt: z.union([z.number(), isoDate]).optional(),
      lte: z.union([z.number(), isoDate]).optional(),
      items_gte: z.number().int().min(0).optional(),
      answered: z.boolean().optional(),
    })
    .refine(
      (test) => Object.keys(test).length > 0,
      'a test needs at least one of is, in, includes, includes_all, gt, gte, lt, lte, items_gte, answered',
    )
    .refine((test) => test.is === undefined || test.in === undefined, 'a test has either is or in, not both'),
])
export type TestSource = z.infer<typeof testSchema>

/**
 * The condition language. A condition is a map: every entry must hold.
 * Entries are `<question id>: test`, or a combinator: `all`, `any` (lists), `not` (one), `count` (how many of a list hold).
 */
export type ConditionSource = { [key: string]: unknown }
export const conditionSchema: z.ZodType<ConditionSource> = z.record(z.string().max(80), z.unknown())

export const effectSchema = z.strictObject({
  harm: harmRef,
  /** Steps added to the likelihood (1 + sum, at most 5). */
  dL: z.number().int().min(0).max(2).optional(),
  /** Steps added to the gravity (from the taxonomy's floor, at most 5). */
  dS: z.number().int().min(0).max(2).optional(),
})
export type Effect = z.infer<typeof effectSchema>

export const knockoutSchema = z.strictObject({
  code: reasonCode,
  /** When it fires; may look at other questions. */
  when: conditionSchema,
  action: z.enum(KNOCKOUT_ACTIONS),
  /** With `tier_up`: the least tier that applies. With `route`: the outcome. */
  to: z
    .string()
    .max(60)
    .regex(/^(T[0-4]|[a-z0-9][a-z0-9_]*)$/, 'it leads to a tier such as T2, or to the id of an outcome')
    .optional(),
  /** Said to the submitter, in plain words: why this stops the launch. */
  reason: longText,
  /** The path to yes. */
  remedy: longText,
})
export type Knockout = z.infer<typeof knockoutSchema>

export const optionSchema = z.strictObject({
  value: optionValue,
  label: shortText,
  hint: shortText.optional(),
  /** With `multi`: chosen alone, like "None of these". */
  exclusive: z.boolean().optional(),
  effects: z.array(effectSchema).max(LIMITS.options).optional(),
})
export type Option = z.infer<typeof optionSchema>

export const columnSchema = z.strictObject({
  id: optionValue,
  label: shortText,
  kind: z.enum(['text', 'number', 'single', 'harm']),
  options: z
    .array(optionSchema.omit({ effects: true, exclusive: true }))
    .max(LIMITS.options)
    .optional(),
  max_length: z.number().int().min(1).max(LIMITS.text).optional(),
})

export const questionSchema = z.strictObject({
  id: questionId,
  kind: z.enum(ANSWER_KINDS),
  text: longText,
  /** Why we ask. */
  help: longText,
  /** What a good answer looks like, worked through. */
  example: longText,
  dimension: z.enum(DIMENSIONS),
  answered_by: z.enum(ANSWERERS).default('submitter'),
  sensitivity: z.enum(SENSITIVITIES).default('normal'),
  /** Must be given before submitting. */
  required: z.boolean().default(true),
  /** Blank or unknown here prevents approval; unknown counts as the worst option for knock-outs. */
  gate: z.boolean().default(false),
  allow_unknown: z.boolean().default(true),
  allow_na: z.boolean().default(true),
  show_when: conditionSchema.optional(),
  /** Another question that asks the same: while that one is shown, this one is not. */
  unless_asked: questionId.optional(),
  options: z.array(optionSchema).min(1).max(LIMITS.options).optional(),
  /** With `scale`: the five anchors for 0, 1, 2, 3 and 4. */
  anchors: z.array(shortText).length(5).optional(),
  unit: z.string().max(40).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  integer: z.boolean().optional(),
  max_length: z.number().int().min(1).max(LIMITS.answerText).optional(),
  /** With `grid`: one row per harm in scope, or rows the answerer adds. */
  rows: z.enum(['harms', 'free']).optional(),
  columns: z.array(columnSchema).min(1).max(8).optional(),
  min_rows: z
    .array(z.strictObject({ when: conditionSchema.optional(), rows: z.number().int().min(1).max(50) }))
    .max(8)
    .optional(),
  /** Effects that depend on the value rather than on one option. `when` tests this question's own answer. */
  effects: z
    .array(effectSchema.extend({ when: testSchema }))
    .max(LIMITS.options)
    .optional(),
  /** A link to evidence is asked for when this test on the own answer holds. */
  evidence_when: testSchema.optional(),
  /** Which evidence would change the answer. */
  evidence: shortText.optional(),
  knockouts: z.array(knockoutSchema).max(8).optional(),
  refs: z
    .array(
      z
        .string()
        .max(60)
        .regex(
          /^(DTSP|OFCOM|DSA|ICO|ISO|EC28|COPPA|US|NIST|ATIH|PLIMSOLL):[A-Za-z0-9 ().,/_-]+$/,
          'a reference looks like DTSP:PD4',
        ),
    )
    .min(1)
    .max(12),
})
export type Question = z.infer<typeof questionSchema>

export const sectionSchema = z.strictObject({
  id: questionId,
  title: shortText,
  intro: longText.optional(),
  show_when: conditionSchema.optional(),
  /** Questions and given facts from elsewhere whose answers are shown on top of this section, so that nobody is asked twice. */
  shows: z.array(questionId).min(1).max(20).optional(),
  questions: z.array(questionSchema).min(1).max(LIMITS.questionsPerSection),
})
export type Section = z.infer<typeof sectionSchema>

/** A fact handed in from outside: the tier, or an answer already given in triage. It is shown, never asked again. */
export const givenSchema = z.strictObject({
  id: questionId,
  kind: z.enum(['yes_no', 'single', 'multi', 'number', 'date']),
  text: shortText,
  values: z.array(z.string().max(60)).max(LIMITS.options).optional(),
})
export type Given = z.infer<typeof givenSchema>

export const tierRuleSchema = z.strictObject({
  id: optionValue,
  tier: z.enum(TIERS),
  when: conditionSchema,
  /** Completes the sentence "T4, because …" in plain words. */
  because: longText,
})
export type TierRule = z.infer<typeof tierRuleSchema>

export const tiersSchema = z.strictObject({
  /** First match wins. */
  rules: z.array(tierRuleSchema).min(1).max(30),
  otherwise: z.strictObject({ tier: z.enum(TIERS), because: longText }),
  /** What each tier means: the work that follows and the days it takes. */
  about: z.record(
    z.enum(TIERS),
    z.strictObject({ title: shortText, next: longText, business_days: z.number().int().min(0).max(60) }),
  ),
})

export const outcomeValueSchema = z.strictObject({
  id: optionValue,
  title: shortText,
  /** What happens then. */
  next: longText,
})
export type OutcomeValue = z.infer<typeof outcomeValueSchema>

export const outcomeRuleSchema = z.strictObject({
  code: ruleCode,
  when: conditionSchema,
  /** The id of the outcome. */
  to: optionValue,
  /** Why, in plain words. */
  because: longText,
})
export type OutcomeRule = z.infer<typeof outcomeRuleSchema>

/** A rubric that ends in one of some named outcomes instead of a tier or a launch decision. */
export const outcomeSchema = z.strictObject({
  values: z.array(outcomeValueSchema).min(2).max(20),
  /** First match wins, the most serious first: an unknown answer to a gate counts as whatever a rule asks for. */
  rules: z.array(outcomeRuleSchema).max(30),
  /** The outcome when the answers are complete and no rule holds. */
  otherwise: optionValue,
})

/** A rubric that is asked as a part of another one. */
export const addOnSchema = z.strictObject({
  /** The key of the base. */
  to: rubricKey,
  /** Drawn in when this holds, or when what it asks about is unknown. */
  when: conditionSchema,
})

export const decisionSchema = z.strictObject({
  table: dated,
  /** Share of visible questions that must be given. */
  completeness: z.number().min(0.5).max(1),
  /** This many harms at M or above raise the multi-risk flag. */
  multi_risk: z.number().int().min(2).max(10),
  approval_ttl_days: z.number().int().min(1).max(366),
})

export const rubricSchema = z.strictObject({
  /** The version of this file format. */
  schema: z.literal(1),
  key: rubricKey,
  version: semver,
  title: shortText,
  summary: longText,
  effective: isoDate,
  language: z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/),
  taxonomy: dated,
  add_on: addOnSchema.optional(),
  /** The exact versions of the add-ons that this rubric draws in. */
  add_ons: z.array(versionRef).min(1).max(8).optional(),
  given: z.array(givenSchema).max(60).optional(),
  /** How many questions one person may see at most. */
  budget: z.strictObject({ visible_questions: z.number().int().min(1).max(150) }),
  /** When this holds, the harm could reach so many people that severity rises by one. */
  wide_scope_when: conditionSchema.optional(),
  sections: z.array(sectionSchema).min(1).max(LIMITS.sections),
  tiers: tiersSchema.optional(),
  outcome: outcomeSchema.optional(),
  decision: decisionSchema.optional(),
})
export type Rubric = z.infer<typeof rubricSchema>
