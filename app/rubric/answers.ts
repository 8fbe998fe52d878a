import * as z from 'zod'
import { CONTROL_KINDS, CONTROL_STATUSES, harmRef, LIMITS } from './rubric.ts'

/** A safeguard as the submitter describes it and the reviewer credits it. */
export const controlSchema = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(60)
    .regex(/^[a-z0-9][a-z0-9_-]*$/),
  name: z.string().trim().min(1).max(LIMITS.shortText),
  kind: z.enum(CONTROL_KINDS),
  /** 0 none, 1 weak, 2 solid, 3 strong. */
  strength: z.number().int().min(0).max(3),
  status: z.enum(CONTROL_STATUSES),
  harms: z.array(harmRef).min(1).max(60),
  owner: z.string().max(LIMITS.shortText).optional(),
  evidence: z.string().max(LIMITS.text).optional(),
  failure_mode: z.string().max(LIMITS.text).optional(),
})
export type Control = z.infer<typeof controlSchema>

export const evidenceSchema = z.strictObject({
  label: z.string().trim().min(1).max(LIMITS.shortText),
  url: z.url({ protocol: /^https?$/, error: 'a link starts with https://' }).max(2_000),
})

const gridRow = z.record(z.string().max(60), z.union([z.string().max(LIMITS.text), z.number(), z.null()]))

export type AnswerValue =
  | string
  | number
  | boolean
  | string[]
  | Control[]
  | z.infer<typeof evidenceSchema>[]
  | z.infer<typeof gridRow>[]

/**
 * An answer has one of four names: answered, unknown, n_a (with its reason), and blank, which is the absence of an entry.
 * There are no sentinels inside values.
 */
export type Answer =
  | { state: 'answered'; value: AnswerValue }
  | { state: 'unknown'; note?: string }
  | { state: 'n_a'; reason: string }
/** Question id → answer. A missing key is blank. */
export type Answers = Readonly<Record<string, Answer>>

/** Why an answer cannot be taken, in words for the person who gave it. */
export type AnswerProblem = { questionId: string; code: string; message: string }

export const STATE_TEXT_MAX = 1_000
