import * as z from 'zod'
import { TIERS } from './rubric.ts'
import { longText, questionId, reasonCode, ruleCode, shortText, versionRef } from './words-schema.ts'

/**
 * The shape of a translation: the texts of one version in another language, by the ids of the rubric. It has no place for anything
 * that shows, scores or decides, so that no translation can change what comes of an answer.
 */
const key = z.string().max(80)
const optionTexts = z.record(key, z.strictObject({ label: shortText, hint: shortText.optional() }))

const questionTexts = z.strictObject({
  text: longText,
  help: longText,
  example: longText,
  evidence: shortText.optional(),
  unit: z.string().min(1).max(40).optional(),
  anchors: z.array(shortText).length(5).optional(),
  options: optionTexts.optional(),
  columns: z.record(key, z.strictObject({ label: shortText, options: optionTexts.optional() })).optional(),
  knockouts: z.record(reasonCode, z.strictObject({ reason: longText, remedy: longText })).optional(),
})
export type QuestionTexts = z.infer<typeof questionTexts>

const next = z.strictObject({ title: shortText, next: longText })

export const translationSchema = z.strictObject({
  schema: z.literal(1),
  /** The version it was made of: `launch-triage@1.0.0`. */
  translates: versionRef,
  language: z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'a language looks like pt-BR'),
  title: shortText,
  summary: longText,
  given: z.record(questionId, shortText).optional(),
  sections: z.record(questionId, z.strictObject({ title: shortText, intro: longText.optional() })),
  questions: z.record(questionId, questionTexts),
  tiers: z
    .strictObject({
      rules: z.record(key, longText),
      otherwise: longText,
      about: z.partialRecord(z.enum(TIERS), next),
    })
    .optional(),
  outcome: z.strictObject({ values: z.record(key, next), rules: z.record(ruleCode, longText).optional() }).optional(),
})
export type Translation = z.infer<typeof translationSchema>

/** What of a translation is words. */
export type Texts = Omit<Translation, 'schema' | 'translates' | 'language'>
