import { and, desc, inArray } from 'drizzle-orm'
import type { Control } from '#app/rubric/index.ts'
import { auditEvents } from '#db/schema/audit.ts'
import type { Reading } from '../ctx.server.ts'
import { events } from '../events.ts'
import { type LogNames, namesInLog } from '../people/index.server.ts'
import { type Spoken, wordIn } from './history-words.ts'
import { versionsBefore } from './move.server.ts'
import { findReview } from './queries.server.ts'
import { loadAnswers, rubricsOf } from './records.server.ts'
import type { HistoryEntry, ReviewView } from './views.ts'

/** The history of a review and its launch: every change as a sentence. Entries about scores only for those who may see scores. */
export async function findHistory(
  reading: Reading,
  id: string | undefined,
): Promise<{ review: ReviewView; entries: HistoryEntry[] } | undefined> {
  const review = await findReview(reading, id)
  if (!review) return undefined
  const audiences = review.may.read_assessment ? (['record', 'assessment'] as const) : (['record'] as const)
  // Who may read the record but not its answers sees that something was answered, not what.
  const rows = await reading.db
    .select()
    .from(auditEvents)
    .where(
      and(
        inArray(auditEvents.stream, [`review:${review.id}`, `launch:${review.launchId}`]),
        inArray(auditEvents.audience, [...audiences]),
      ),
    )
    .orderBy(desc(auditEvents.at), desc(auditEvents.stream), desc(auditEvents.seq))
    .limit(2_000)
  const shown = rows.filter(
    ({ type }) =>
      (review.may.read_answers || (type !== 'review.answered' && type !== 'review.answer_confirmed')) &&
      (review.may.read_decision || (type !== 'review.decided' && type !== 'condition.attached')),
  )
  const names = await namesInLog(reading, shown)
  const spoken = await spokenOf(reading, review)
  return {
    review,
    entries: shown.map((row) => ({
      key: `${row.stream}#${row.seq}`,
      type: row.type,
      at: row.at.toISOString(),
      who: names.person(row.actorId),
      role: row.actorRole,
      sentence: sentenceOf(row, names, spoken),
      why: mayReadWhy(review, row.type) ? row.reason : null,
      seq: row.seq,
      hash: row.hash,
    })),
  }
}

/** What a reviewer asks for belongs to the answers; why a decision was passed on is told with the decision, as in the memo. */
function mayReadWhy({ may, state }: ReviewView, type: string): boolean {
  if (type === 'review.changes_requested') return may.read_answers
  if (type === 'review.escalated') return may.read_assessment || (may.read_decision && state === 'decided')
  return true
}

/** The log keeps ids and codes; what they mean stands in the versions this review is pinned to. */
async function spokenOf(reading: Reading, review: ReviewView): Promise<Spoken> {
  const { triage, full } = await rubricsOf(reading, review)
  const answers = review.may.read_answers ? (await loadAnswers(reading, review.id)).full : {}
  const named = full.compiled.questions.flatMap(({ question }) => {
    const answer = question.kind === 'controls' ? answers[question.id] : undefined
    return answer?.state === 'answered' ? (answer.value as Control[]) : []
  })
  return {
    triage: triage.compiled,
    full: full.compiled,
    before: (await versionsBefore(reading, review.id)).map(({ compiled }) => compiled),
    safeguards: new Map(named.map(({ id, name }) => [id, name])),
  }
}

function sentenceOf(row: typeof auditEvents.$inferSelect, names: LogNames, spoken: Spoken): string {
  const definition = Object.hasOwn(events, row.type) ? events[row.type as keyof typeof events] : undefined
  if (!definition) return row.type
  return definition.describe(JSON.parse(row.body) as never, {
    actor: names.person(row.actorId),
    person: names.person,
    team: names.team,
    word: (kind, code, of) => wordIn(spoken, kind, code, of),
  })
}
