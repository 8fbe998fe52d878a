import * as z from 'zod'
import { isCalendarDay, isStorableText, UNSTORABLE_TEXT } from '#app/rubric/index.ts'
import { isoDate } from '#app/rubric/words-schema.ts'
import { DRAFT_LIMITS } from './draft.ts'

/** One schema per command: the form's resolver, the action and the command read the same one. */

const text = (most: number, missing: string) =>
  z
    .string()
    .trim()
    .min(1, missing)
    .max(most, `Keep it under ${most.toLocaleString('en')} characters.`)
    .refine(isStorableText, UNSTORABLE_TEXT)
const id = z.uuid({ error: 'This link is not complete.' })
/** The one the writer saw. */
const revision = z.coerce.number<string | number>().int().min(1)
const source = text(DRAFT_LIMITS.source, 'Choose or paste the rubric file.')
const reason = text(DRAFT_LIMITS.reason, 'Say why.')

export const proposeDraftInput = z.strictObject({
  source,
  reason: text(DRAFT_LIMITS.reason, 'Say what this version is to put right.'),
})
export type ProposeDraftInput = z.infer<typeof proposeDraftInput>
export const changeDraftInput = proposeDraftInput.extend({ draftId: id, revision })
export type ChangeDraftInput = z.infer<typeof changeDraftInput>
export const openConsultationInput = z.strictObject({ draftId: id, revision })
export type OpenConsultationInput = z.infer<typeof openConsultationInput>
export const startBacktestInput = openConsultationInput
export type StartBacktestInput = OpenConsultationInput
/** `remarkId` is made by the form: the same remark sent twice is one. */
export const remarkInput = z.strictObject({
  draftId: id,
  remarkId: id,
  about: z.string().trim().max(200).refine(isStorableText, UNSTORABLE_TEXT),
  text: text(DRAFT_LIMITS.remark, 'Say what you think.'),
})
export type RemarkInput = z.infer<typeof remarkInput>
export const publishDraftInput = z.strictObject({ draftId: id, revision, reason })
export type PublishDraftInput = z.infer<typeof publishDraftInput>
export const withdrawDraftInput = z.strictObject({ draftId: id, revision, reason })
export type WithdrawDraftInput = z.infer<typeof withdrawDraftInput>
export const retireVersionInput = z.strictObject({
  versionId: id,
  retiredOn: z.string().min(1, 'Give the day.').pipe(isoDate.refine(isCalendarDay, 'There is no such day.')),
  reason,
})
export type RetireVersionInput = z.infer<typeof retireVersionInput>
