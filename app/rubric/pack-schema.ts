import * as z from 'zod'
import { LEVELS } from './rubric.ts'
import { harmCode, isoDate, longText, shortText } from './words-schema.ts'

/** The shapes of what rubrics share and name by edition: harm packs and policy tables. */
const edition = z.string().regex(/^\d{4}-\d{2}$/)

/** A dated pack of harms. `valid_to` is set when a later pack drops or splits a harm. */
export const taxonomySchema = z.strictObject({
  schema: z.literal(1),
  key: z.string().max(40),
  edition,
  title: shortText,
  groups: z.array(z.strictObject({ code: z.string().regex(/^[A-Z]{3}$/), name: shortText })).max(40),
  harms: z
    .array(
      z.strictObject({
        code: harmCode,
        name: shortText,
        description: longText,
        /** Severity is never below this. */
        floor: z.number().int().min(1).max(5),
        dsa: z.strictObject({ category: z.string().max(80), keywords: z.array(z.string().max(80)).max(6) }).optional(),
        ofcom: z.array(z.string().max(20)).max(6),
        /** Safeguard failures are recorded on incidents only; no launch answer raises them. */
        incident_only: z.boolean().optional(),
        valid_from: isoDate,
        valid_to: isoDate.optional(),
      }),
    )
    .min(1)
    .max(200),
})
export type Taxonomy = z.infer<typeof taxonomySchema>

const row = z.array(z.enum(LEVELS)).length(5)

/** The policy table: severity (rows) and likelihood (columns 1 to 5) give a level. A policy, not an expected loss. */
export const policyTableSchema = z.strictObject({
  schema: z.literal(1),
  key: z.string().max(40),
  edition,
  title: shortText,
  rows: z.strictObject({ S5: row, S4: row, S3: row, S2: row, S1: row }),
})
export type PolicyTable = z.infer<typeof policyTableSchema>
