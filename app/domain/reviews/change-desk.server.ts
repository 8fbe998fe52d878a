import { answerText } from '#app/rubric/index.ts'
import type { Reading } from '../ctx.server.ts'
import { whyNotYours } from './authority.ts'
import type { ChangeDesk } from './change-desk.ts'
import { findAnswers, lastChangeRequest } from './queries.server.ts'

/** The questions that can be opened again, and the request that stands. Nothing of the score key. */
export async function findChangeDesk(reading: Reading, id: string | undefined): Promise<ChangeDesk | undefined> {
  const found = await findAnswers(reading, id)
  if (!found) return undefined
  const { review, rubrics, facts } = found
  const request = await lastChangeRequest(reading, review.id)
  const { byId } = rubrics.full.compiled
  return {
    review,
    why: review.may.request_changes ? null : whyNotYours(review, undefined),
    request: request
      ? {
          round: request.round,
          note: request.note,
          by: request.by,
          at: request.at,
          standing: review.state === 'changes_requested' && request.round === review.round,
          questions: request.questions.map(({ key, note }) => ({
            key,
            note,
            text: byId.get(key)?.question.text ?? key,
            sectionId: byId.get(key)?.section.id ?? null,
          })),
        }
      : null,
    questions: review.may.request_changes
      ? facts.visible
          .filter(({ question }) => question.answered_by === 'submitter')
          .map(({ question, section, slot }) => ({
            key: question.id,
            text: question.text,
            section: section.title,
            answer: answerText(question, facts.slots[slot]),
            unproven: facts.unproven.includes(question.id),
          }))
      : [],
  }
}
