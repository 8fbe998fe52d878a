import type { ConditionSource, TestSource } from '../rubric.ts'
import { same } from './change.ts'
import { conditionText, testText } from './condition-text.ts'
import type { News } from './earlier-answers.ts'
import { bound, conditioned, type FieldRule, type FieldRules, onOff } from './fields.ts'
import { meaningOf, sameTest } from './normal-form.ts'

type Least = { when?: ConditionSource; rows: number }

/** A condition under which something is shown. */
export const shownWhen = (news: News): FieldRule => conditioned('visibility-changed', 'is shown', news)

/** References count as a set: their order says nothing. */
const asSet = (list: unknown): string[] => [...((list ?? []) as string[])].sort()

export const refs: FieldRule = {
  kind: 'refs-changed',
  says: (from, to) => `refers to ${asSet(to).join(', ')} instead of ${asSet(from).join(', ')}`,
  same: (from, to) => same(asSet(from), asSet(to)),
}

/** What a question says of itself. Options, columns, effects and knock-outs are compared one by one. */
export const questionFields = (news: News): FieldRules => ({
  id: 'elsewhere',
  options: 'elsewhere',
  columns: 'elsewhere',
  effects: 'elsewhere',
  knockouts: 'elsewhere',
  show_when: shownWhen(news),
  unless_asked: {
    kind: 'visibility-changed',
    says: (from, to) =>
      `is hidden while ${to ? `\`${to}\`` : 'nothing else'} is asked instead of ${from ? `\`${from}\`` : 'nothing else'}`,
  },
  text: { words: 'the text' },
  help: { words: 'the help' },
  example: { words: 'the example' },
  evidence: { words: 'the evidence named' },
  anchors: { kind: 'wording', says: 'the words of its steps differ' },
  kind: { kind: 'question-kind-changed', says: (from, to) => `is ${to} instead of ${from}` },
  unit: {
    kind: 'question-kind-changed',
    says: (from, to) => `counts in ${to ?? 'no unit'} instead of ${from ?? 'no unit'}`,
  },
  dimension: { kind: 'dimension-changed', says: (from, to) => `belongs to ${to} instead of ${from}` },
  answered_by: { kind: 'visibility-changed', says: (from, to) => `is asked of the ${to} instead of the ${from}` },
  sensitivity: { kind: 'sensitivity-changed', says: (from, to) => `is ${to} instead of ${from}` },
  required: onOff('required-changed', 'required-changed', 'is required now', 'is optional now'),
  gate: onOff('gate-changed', 'gate-changed', 'is a gate now', 'is no gate any more'),
  allow_unknown: onOff(
    'unknown-allowed',
    'unknown-refused',
    'accepts “not known” now',
    'no longer accepts “not known”',
  ),
  allow_na: onOff('na-allowed', 'na-refused', 'accepts “does not apply” now', 'no longer accepts “does not apply”'),
  min: bound('the least number', 'down'),
  max: bound('the greatest number', 'up'),
  max_length: bound('the greatest length', 'up'),
  integer: onOff('limits-narrowed', 'limits-widened', 'takes whole numbers only now', 'takes fractions now'),
  rows: {
    kind: 'question-kind-changed',
    says: (from, to) => `its rows are ${to ?? 'none'} instead of ${from ?? 'none'}`,
  },
  min_rows: {
    kind: 'rows-asked-changed',
    says: (from, to) => `asks for ${rowsText(to)} instead of ${rowsText(from)}`,
    same: (from, to) => same(rowsAsked(from), rowsAsked(to)),
  },
  evidence_when: {
    kind: 'evidence-asked',
    says: (from, to) =>
      to === undefined
        ? 'asks for no evidence any more'
        : `asks for evidence when the answer ${testText(to as TestSource)}${from === undefined ? '' : `; before, when it ${testText(from as TestSource)}`}`,
    same: (from, to) => sameTest(from as TestSource | undefined, to as TestSource | undefined),
  },
  refs,
})

export const COLUMN_FIELDS: FieldRules = {
  id: 'elsewhere',
  options: 'elsewhere',
  label: { words: 'the label' },
  kind: { kind: 'question-kind-changed', says: (from, to) => `is ${to} instead of ${from}` },
  max_length: bound('the greatest length', 'up'),
}

const rowsAsked = (list: unknown): string[] =>
  ((list ?? []) as Least[]).map(({ when, rows }) => `${rows} ${meaningOf(when)}`).sort()

const rowsText = (list: unknown): string =>
  ((list ?? []) as Least[])
    .map(({ when, rows }) => `${rows} ${rows === 1 ? 'row' : 'rows'}${when ? ` when ${conditionText(when)}` : ''}`)
    .join(', ') || 'any number of rows'
