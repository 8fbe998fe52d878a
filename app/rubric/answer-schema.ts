import * as z from 'zod'
import { CONTROL_KINDS, CONTROL_STATUSES, LIMITS } from './rubric.ts'
import { harmRef } from './words-schema.ts'

/** The shapes inside an answer, for files and requests; check-answer.ts asks the same of them without zod. */

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
