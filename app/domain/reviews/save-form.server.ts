import type { Result } from '#app/platform/result.ts'
import { type Answer, canonicalJson, type PublicQuestion } from '#app/rubric/index.ts'
import type { Ctx } from '../ctx.server.ts'
import type { AnswerConflict } from './answer-conflict.ts'
import { evidenceTyped, readAnswer, type Typed, versionTyped } from './answer-form.ts'
import { type SavedAnswer, saveAnswer } from './commands/save-answer.server.ts'
import type { SavedForm } from './save-form.ts'
import { saveAnswerInput } from './schemas.ts'

export type AskedQuestion = { key: string; question: PublicQuestion; stored: Answer | undefined }

/**
 * Saves the answers of one form, each by itself, for a browser without JavaScript. One answer that cannot be taken holds up no other;
 * an answer that did not change is left alone.
 */
export async function saveForm(
  ctx: Ctx,
  reviewId: string,
  questions: readonly AskedQuestion[],
  typed: Typed,
): Promise<SavedForm> {
  const form: SavedForm = { typed: {}, problems: {}, conflicts: {}, stray: {} }
  for (const { key, question, stored } of questions) {
    const version = versionTyped(key, typed)
    if (version === undefined) continue
    const answer = readAnswer(question, key, typed)
    form.typed[key] = { answer, version }
    const evidence = evidenceTyped(question, key, typed)
    if (answer.state === 'blank' && evidence.length > 0) {
      form.problems[key] = 'Evidence stands beside an answer. Give the answer too, or empty the fields of the evidence.'
      form.stray[key] = evidence
      continue
    }
    if (canonicalJson(answer) === canonicalJson(stored ?? { state: 'blank' })) continue
    const input = saveAnswerInput.safeParse({ reviewId, questionKey: key, answer, version })
    if (!input.success) {
      form.problems[key] = 'This answer cannot be taken as it is. Look at it again.'
      continue
    }
    const saved: Result<SavedAnswer> = await saveAnswer(ctx, input.data)
    if (saved.ok) {
      if (saved.value.problem) form.problems[key] = saved.value.problem.message
    } else if (saved.problem.code === 'conflict' && saved.problem.detail)
      form.conflicts[key] = saved.problem.detail as AnswerConflict
    else form.problems[key] = saved.problem.message
  }
  return form
}
