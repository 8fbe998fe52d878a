import { questionPlaces } from '../places.ts'
import type { Knockout, Rubric } from '../rubric.ts'
import type { Changes } from './change.ts'
import { conditionText } from './condition-text.ts'
import { canHoldEarlier, type News } from './earlier-answers.ts'
import { compareFields, conditioned, type FieldRules } from './fields.ts'
import { type Placed, pairUp } from './pairs.ts'

export const knockoutFields = (news: News): FieldRules => ({
  code: 'elsewhere',
  reason: { words: 'the reason' },
  remedy: { words: 'the remedy' },
  action: { kind: 'knockout-changed', says: (from, to) => `does ${to} instead of ${from}` },
  to: {
    kind: 'knockout-changed',
    says: (from, to) => `leads to ${to ?? 'nothing more'} instead of ${from ?? 'nothing more'}`,
  },
  when: conditioned('knockout-changed', 'fires', news),
})

type Standing = Knockout & { question: string }

/** Knock-outs by their reason code, wherever they stand: one fires only while its question is shown. */
export function compareKnockouts(before: Rubric, after: Rubric, news: News, changes: Changes): void {
  const { both, added, removed } = pairUp(standing(before), standing(after), ({ code }) => code)
  for (const { id, path, item } of removed)
    changes.add(
      'knockout-removed',
      { id, path, from: item.action },
      `The knock-out ${id} on \`${item.question}\` is gone.`,
    )
  for (const { id, path, item } of added) {
    const ahead = !canHoldEarlier(item.when, { news, unknownCounts: true })
    changes.add(
      ahead ? 'knockout-added-ahead' : 'knockout-added',
      { id, path, to: item.when },
      `The knock-out ${id} (${item.action}${item.to ? ` to ${item.to}` : ''}) on \`${item.question}\` is new: it fires when ${conditionText(item.when)}.`,
    )
  }
  for (const { id, before: old, after: now, moved } of both) {
    const { path } = now
    const { question: from, ...was } = old.item
    const { question: to, ...is } = now.item
    compareFields(was, is, knockoutFields(news), { id, path, subject: `The knock-out ${id}` }, changes)
    if (from !== to)
      changes.add(
        'knockout-changed',
        { id, path: `${path}`, from, to },
        `The knock-out ${id} stands on \`${to}\` instead of \`${from}\`.`,
      )
    else if (moved)
      changes.add(
        'order-changed',
        { id, path, from: old.path, to: path },
        `The knock-out ${id} stands elsewhere in the order.`,
      )
  }
}

const standing = (rubric: Rubric): Placed<Standing>[] =>
  questionPlaces(rubric).flatMap(({ path, question }) =>
    (question.knockouts ?? []).map((knockout, k) => ({
      path: `${path}.knockouts[${k}]`,
      item: { ...knockout, question: question.id },
    })),
  )
