import * as z from 'zod'
import {
  CONFIDENCE_GRADES,
  CONTROL_STATUSES,
  isCalendarDay,
  isStorableText,
  TIERS,
  UNSTORABLE_TEXT,
} from '#app/rubric/index.ts'
import { harmCode, isoDate, questionId } from '#app/rubric/words-schema.ts'
import { dueDayProblem } from './due-day.ts'
import { GATES, REVIEW_LIMITS } from './review.ts'

/** One schema per command: the form's resolver, the action and the command read the same one. */

/** May be left empty. */
const remark = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `Keep it under ${most.toLocaleString('en')} characters.`)
    .refine(isStorableText, UNSTORABLE_TEXT)
const text = (most: number, what: string) =>
  z
    .string()
    .trim()
    .min(1, `${what}.`)
    .max(most, `Keep it under ${most.toLocaleString('en')} characters.`)
    .refine(isStorableText, UNSTORABLE_TEXT)
const day = isoDate.refine(isCalendarDay, 'There is no such day.')
const id = z.uuid({ error: 'This link is not complete.' })
/** Made by the form: the same submission sent twice is carried out once. */
const onceKey = z.uuid()

export const MARKETS = [
  'Global',
  'EU/EEA',
  'United Kingdom',
  'United States',
  'Canada',
  'Brazil',
  'Rest of Latin America',
  'Philippines',
  'Rest of Asia-Pacific',
  'Middle East and Africa',
] as const

export const describeLaunchInput = z.strictObject({
  onceKey,
  title: text(REVIEW_LIMITS.title, 'Give the launch a name'),
  summary: text(REVIEW_LIMITS.summary, 'Say in a few sentences what changes for people'),
  launchOn: z.string().min(1, 'Give the planned launch date.').pipe(day),
  markets: z.array(z.enum(MARKETS)).min(1, 'Choose at least one market.').max(REVIEW_LIMITS.markets),
  /** An approved launch of the same feature, whose answers come over. */
  earlierLaunchId: z.union([z.literal('').transform(() => null), id]).nullish(),
})
export type DescribeLaunchInput = z.infer<typeof describeLaunchInput>

const version = z.coerce.number<string | number>().int().min(0)

/** `version` is the one the writer saw. */
export const changeLaunchInput = describeLaunchInput
  .omit({ onceKey: true, earlierLaunchId: true })
  .extend({ reviewId: id, version })
export type ChangeLaunchInput = z.infer<typeof changeLaunchInput>

export const answerInput = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('answered'),
    value: z.union([
      z.string(),
      z.number(),
      z.boolean(),
      z.array(z.string()),
      z.array(z.record(z.string(), z.unknown())),
    ]),
    evidence: z.array(z.record(z.string(), z.unknown())).optional(),
  }),
  z.strictObject({ state: z.literal('unknown'), note: z.string().max(1_000).optional() }),
  z.strictObject({ state: z.literal('n_a'), reason: z.string().max(1_000) }),
  z.strictObject({ state: z.literal('blank') }),
])
export type AnswerInput = z.infer<typeof answerInput>

/** `version` is the version the writer saw: 0 where there was no answer yet. */
export const saveAnswerInput = z.strictObject({
  reviewId: id,
  questionKey: z.union([questionId, z.string().regex(/^triage\.[a-z0-9_.]+$/)]),
  answer: answerInput,
  version,
})
export type SaveAnswerInput = z.infer<typeof saveAnswerInput>

export const submitTriageInput = z.strictObject({ reviewId: id, onceKey })
export const submitReviewInput = z.strictObject({ reviewId: id, onceKey })
export type SubmitReviewInput = z.infer<typeof submitReviewInput>

/** `toVersionId` is the version that the preview showed. */
export const moveReviewInput = z.strictObject({ reviewId: id, onceKey, toVersionId: id })
export type MoveReviewInput = z.infer<typeof moveReviewInput>
export const undoMoveInput = z.strictObject({ reviewId: id, onceKey, moveId: id })
export type UndoMoveInput = z.infer<typeof undoMoveInput>
export const confirmAnswerInput = saveAnswerInput.pick({ reviewId: true, questionKey: true })
export type ConfirmAnswerInput = z.infer<typeof confirmAnswerInput>

const reason = text(REVIEW_LIMITS.reason, 'Say why')
export const raiseTierInput = z.strictObject({
  reviewId: id,
  onceKey,
  tier: z.enum(TIERS, { error: 'Choose a tier.' }),
  reason,
})
export type RaiseTierInput = z.infer<typeof raiseTierInput>
export const withdrawInput = z.strictObject({ reviewId: id, onceKey, reason })
export const reopenTriageInput = z.strictObject({ reviewId: id, onceKey, reason })
/** `from`: who had it on the page; if that is somebody else by now, nothing is changed. */
export const takeOverInput = z.strictObject({ reviewId: id, onceKey, from: id, reason })
export type TakeOverInput = z.infer<typeof takeOverInput>
export const giveBackInput = z.strictObject({ reviewId: id, onceKey, reason })
export type GiveBackInput = z.infer<typeof giveBackInput>
export const rescopeInput = z.strictObject({ reviewId: id, onceKey, reason })

const step = z.coerce.number<string | number>().int().min(1).max(5)
const blankToNull = <T extends z.ZodType>(schema: T) => z.union([z.literal('').transform(() => null), z.null(), schema])

export const scoreHarmInput = z
  .strictObject({
    reviewId: id,
    harm: harmCode,
    version,
    likelihood: blankToNull(step),
    likelihoodReason: remark(REVIEW_LIMITS.reason),
    gravity: blankToNull(step),
    gravityReason: remark(REVIEW_LIMITS.reason),
    wideScope: z.enum(['suggested', 'yes', 'no']),
    irreversible: z.enum(['yes', 'no']),
    confidence: blankToNull(z.enum(CONFIDENCE_GRADES)),
    probability: blankToNull(
      z.coerce.number<string | number>().min(0, 'Between 0 and 100.').max(100, 'Between 0 and 100.'),
    ),
  })
  .superRefine((score, issue) => {
    for (const part of ['likelihood', 'gravity'] as const) {
      const reason = `${part}Reason` as const
      const differs = score[part] !== null
      if (differs === (score[reason] !== '')) continue
      const message = differs
        ? 'Say why it differs from what the answers suggest.'
        : 'This reason belongs to a step of your own. Choose one, or clear the reason.'
      issue.addIssue({ code: 'custom', path: [reason], message })
    }
  })
export type ScoreHarmInput = z.infer<typeof scoreHarmInput>

export const addHarmInput = z.strictObject({ reviewId: id, harm: harmCode, reason })
export const attestNoMechanismInput = z.strictObject({ reviewId: id, harm: harmCode, reason })

export const creditControlInput = z.strictObject({
  reviewId: id,
  // As a safeguard in an answer names itself.
  controlId: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,59}$/, 'There is no such safeguard.'),
  version,
  strength: z.coerce.number<string | number>().int().min(0).max(3),
  status: z.enum(CONTROL_STATUSES),
  note: text(REVIEW_LIMITS.reason, 'Say what you saw'),
})
export type CreditControlInput = z.infer<typeof creditControlInput>

export const lockScoresInput = z.strictObject({ reviewId: id, onceKey })

export const requestChangesInput = z.strictObject({
  reviewId: id,
  onceKey,
  note: text(REVIEW_LIMITS.note, 'Say what is needed to go on'),
  questions: z
    .array(z.strictObject({ questionKey: z.string().min(1).max(90), note: remark(REVIEW_LIMITS.reason) }))
    .min(1, 'Choose at least one question to open again.')
    .max(150)
    .refine(
      (questions) => new Set(questions.map(({ questionKey }) => questionKey)).size === questions.length,
      'Choose each question once.',
    ),
})
export type RequestChangesInput = z.infer<typeof requestChangesInput>

/** A number of days or a per cent of the audience; empty while no number belongs to the gate. */
const gateValue = z.preprocess(
  (value) => (value === '' || value === undefined ? null : value),
  z.coerce
    .number<string | number>('Give a whole number.')
    .int('Give a whole number.')
    .min(1, 'Give a number from 1 on.')
    .max(365, 'Give a number up to 365.')
    .nullable(),
)

/** `today` is the day on the calendar of whoever decides. */
export const conditionInput = (today: string) =>
  z
    .strictObject({
      text: text(REVIEW_LIMITS.condition, 'Say what must be true'),
      ownerId: z.uuid({ error: 'Choose who owns it.' }),
      dueOn: z
        .string({ error: 'Give a due date.' })
        .min(1, 'Give a due date.')
        .pipe(day)
        .superRefine((dueOn, issue) => {
          const problem = dueDayProblem(dueOn, today)
          if (problem) issue.addIssue({ code: 'custom', message: problem })
        }),
      gate: z.enum(GATES),
      gateValue,
    })
    .superRefine((condition, issue) => {
      if (condition.gate !== 'before_launch' && condition.gateValue === null)
        issue.addIssue({
          code: 'custom',
          path: ['gateValue'],
          message: condition.gate === 'before_ramp' ? 'Give the percentage.' : 'Give the number of days.',
        })
      if (condition.gate === 'before_ramp' && Number(condition.gateValue) > 100)
        issue.addIssue({ code: 'custom', path: ['gateValue'], message: 'Give a percentage up to 100.' })
    })
export type ConditionInput = z.infer<ReturnType<typeof conditionInput>>

/** `today` is the day on the calendar of whoever decides: no condition falls due before it. */
export const decideInput = (today: string) =>
  z.strictObject({
    reviewId: id,
    onceKey,
    outcome: z.enum(['approve', 'approve_with_conditions', 'escalate', 'block'], { error: 'Choose a decision.' }),
    reasons: text(REVIEW_LIMITS.note, 'Give the reasons in plain words; the submitter reads them'),
    overrideReason: remark(REVIEW_LIMITS.reason),
    conditions: z.array(conditionInput(today)).max(20, 'Keep it to 20 conditions.'),
  })
export type DecideInput = z.infer<ReturnType<typeof decideInput>>
