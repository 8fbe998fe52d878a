import { questionPlaces } from '../places.ts'
import type { OutcomeRule, OutcomeValue, Rubric } from '../rubric.ts'
import { type Changes, same } from './change.ts'
import { conditionText } from './condition-text.ts'
import { canHoldEarlier, type News } from './earlier-answers.ts'
import { compareFields, conditioned, type FieldRules } from './fields.ts'
import { pairUp, placedIn } from './pairs.ts'

export const OUTCOME_FIELDS: FieldRules = {
  id: 'elsewhere',
  title: { words: 'the title' },
  next: { words: 'what follows' },
}

export const outcomeRuleFields = (news: News): FieldRules => ({
  code: 'elsewhere',
  because: { words: 'the reason' },
  to: { kind: 'outcome-rule-changed', says: (from, to) => `leads to ${to} instead of ${from}` },
  when: conditioned('outcome-rule-changed', 'applies', news),
})

/** Named outcomes and the ordered rules that choose one. */
export function compareOutcome(before: Rubric, after: Rubric, news: News, changes: Changes): void {
  const [old, now] = [before.outcome, after.outcome]
  if (!old || !now) {
    if (!same(old, now))
      changes.add(
        'conclusion-changed',
        { id: after.key, path: 'outcome', from: old?.values.map(({ id }) => id), to: now?.values.map(({ id }) => id) },
        now ? 'The rubric ends in a named outcome now.' : 'The rubric no longer ends in a named outcome.',
      )
    return
  }
  compareValues(old.values, now.values, changes)
  compareRules(old.rules, now.rules, news, changes)
  compareRoutes(before, after, changes)
  if (old.otherwise !== now.otherwise)
    changes.add(
      'outcome-rule-changed',
      { id: 'otherwise', path: 'outcome.otherwise', from: old.otherwise, to: now.otherwise },
      `When no rule applies, the outcome is ${now.otherwise} instead of ${old.otherwise}.`,
    )
}

function compareValues(before: readonly OutcomeValue[], after: readonly OutcomeValue[], changes: Changes): void {
  const place = (values: readonly OutcomeValue[]) => placedIn(values, 'outcome.values')
  const { both, added, removed } = pairUp(place(before), place(after), ({ id }) => id)
  for (const { id, path, item } of removed)
    changes.add('outcome-removed', { id, path, from: item.title }, `The outcome ${id} (${item.title}) is gone.`)
  for (const { id, path, item } of added)
    changes.add('outcome-added', { id, path, to: item.title }, `The outcome ${id} (${item.title}) is new.`)
  for (const { id, before: was, after: is, moved } of both) {
    const { path } = is
    compareFields(was.item, is.item, OUTCOME_FIELDS, { id, path, subject: `The outcome ${id}` }, changes)
    if (moved)
      changes.add(
        'order-changed',
        { id, path, from: was.path, to: path },
        `The outcome ${id} stands elsewhere in the list.`,
      )
  }
}

function compareRules(
  before: readonly OutcomeRule[],
  after: readonly OutcomeRule[],
  news: News,
  changes: Changes,
): void {
  const place = (rules: readonly OutcomeRule[]) => placedIn(rules, 'outcome.rules')
  const { both, added, removed } = pairUp(place(before), place(after), ({ code }) => code)
  for (const { id, path, item } of removed)
    changes.add(
      'outcome-rule-removed',
      { id, path, from: item.when },
      `The rule ${id}, which led to ${item.to}, is gone.`,
    )
  for (const { id, path, item } of added)
    changes.add(
      canHoldEarlier(item.when, { news, unknownCounts: true }) ? 'outcome-rule-added' : 'outcome-rule-added-ahead',
      { id, path, to: item.when },
      `The rule ${id} is new: ${item.to} when ${conditionText(item.when)}.`,
    )
  for (const { id, before: was, after: is, moved } of both) {
    const { path } = is
    compareFields(was.item, is.item, outcomeRuleFields(news), { id, path, subject: `The rule ${id}` }, changes)
    if (moved)
      changes.add(
        'outcome-rule-changed',
        { id, path, from: was.path, to: path },
        `The rule ${id} stands elsewhere; the first that applies decides.`,
      )
  }
}

/** Knock-outs that lead to an outcome are asked in the order of the file, so that a moved question can decide otherwise. */
function compareRoutes(before: Rubric, after: Rubric, changes: Changes): void {
  const routes = (rubric: Rubric) =>
    questionPlaces(rubric).flatMap(({ path, question }) =>
      placedIn(question.knockouts, `${path}.knockouts`).filter(({ item }) => item.action === 'route'),
    )
  for (const { id, before: was, after: is, moved } of pairUp(routes(before), routes(after), ({ code }) => code).both)
    if (moved)
      changes.add(
        'knockout-changed',
        { id, path: is.path, from: was.path, to: is.path },
        `The knock-out ${id} stands elsewhere; the first that fires decides.`,
      )
}
