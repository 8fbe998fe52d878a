import type { Option, Question } from '../rubric.ts'
import { type Changes, same } from './change.ts'
import { compareEffects } from './effects.ts'
import { compareFields, type FieldRules, onOff } from './fields.ts'
import { pairUp, placedIn } from './pairs.ts'

export const OPTION_FIELDS: FieldRules = {
  value: 'elsewhere',
  effects: 'elsewhere',
  label: { words: 'the label' },
  hint: { words: 'the hint' },
  exclusive: onOff('limits-narrowed', 'limits-widened', 'is chosen alone now', 'may go with others now'),
}

/** The options of a question, or of a column of its table. */
export function compareOptions(before: Question, after: Question, path: string, changes: Changes): void {
  const { id, kind } = after
  // Yes and no are there whether the file lists them or not; listing them only adds labels and effects.
  const fixed = kind === 'yes_no' && before.kind === 'yes_no'
  const listed = (question: Question): readonly Option[] =>
    question.options ??
    (fixed
      ? [
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
        ]
      : [])
  compareChoices(listed(before), listed(after), { id, path: `${path}.options`, subject: `\`${id}\`` }, changes)
}

/** Any list of options: added, gone, renamed, in another order, and what each says and raises. */
export function compareChoices(
  before: readonly Option[],
  after: readonly Option[],
  at: { id: string; path: string; subject: string },
  changes: Changes,
): void {
  const { id: about, subject } = at
  const { both, added, removed } = pairUp(placedIn(before, at.path), placedIn(after, at.path), ({ value }) => value)
  const renamed = new Map(
    removed.flatMap((gone) => {
      const twin = added.find((come) => same(nameless(come.item), nameless(gone.item)))
      return twin ? [[gone.id, twin.id] as const] : []
    }),
  )
  for (const { id, path, item } of removed) {
    const now = renamed.get(id)
    if (now)
      changes.add(
        'option-renamed',
        { id: about, path, from: id, to: now },
        `${subject}: the option ${id} is called ${now} now.`,
      )
    else
      changes.add(
        'option-removed',
        { id: about, path, from: id },
        `${subject} lost the option ${id} (“${item.label}”).`,
      )
  }
  const twins = new Set(renamed.values())
  for (const { id, path, item } of added)
    if (!twins.has(id))
      changes.add('option-added', { id: about, path, to: id }, `${subject} has the new option ${id} (“${item.label}”).`)
  for (const { id, before: old, after: now, moved } of both) {
    const { path } = now
    const option = `${subject}, option ${id}`
    compareFields(old.item, now.item, OPTION_FIELDS, { id: about, path, subject: option }, changes)
    compareEffects(old.item.effects, now.item.effects, { id: about, path: `${path}.effects`, subject: option }, changes)
    if (moved)
      changes.add(
        'order-changed',
        { id: about, path, from: old.path, to: path },
        `${option} stands elsewhere in the list.`,
      )
  }
}

const nameless = ({ value: _, ...rest }: Option): Omit<Option, 'value'> => rest
