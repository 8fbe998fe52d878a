import type { CompiledRubric } from '../compile.ts'
import { type QuestionPlace, questionPlaces } from '../places.ts'
import type { Question, Section } from '../rubric.ts'
import { type Changes, same } from './change.ts'
import type { News } from './earlier-answers.ts'
import { compareEffects, compareUnknown } from './effects.ts'
import { compareFields } from './fields.ts'
import { compareChoices, compareOptions } from './options.ts'
import { pairUp, placedIn } from './pairs.ts'
import { COLUMN_FIELDS, questionFields, shownWhen } from './question-fields.ts'
import { sectionFields } from './section-fields.ts'

/** Sections and questions: what came, went, moved, and what each says now. */
export function compareQuestions(before: CompiledRubric, after: CompiledRubric, news: News, changes: Changes): void {
  compareSections(before.rubric.sections, after.rubric.sections, news, changes)
  const old = new Map(questionPlaces(before.rubric).map((place) => [place.question.id, place]))
  const now = new Map(questionPlaces(after.rubric).map((place) => [place.question.id, place]))
  const added = [...now.values()].filter(({ question }) => !old.has(question.id))
  const renamed = new Map<string, string>()
  for (const { question, path } of old.values()) {
    if (now.has(question.id)) continue
    const twin = added.find((place) => same(nameless(place.question), nameless(question)))
    if (twin && ![...renamed.values()].includes(twin.question.id)) renamed.set(question.id, twin.question.id)
    sayGone(question, path, renamed.get(question.id), changes)
  }
  const twins = new Set(renamed.values())
  for (const place of added) if (!twins.has(place.question.id)) sayNew(place, changes)
  for (const [id, place] of now) {
    const was = old.get(id)
    if (was) compareQuestion(was, place, { before, after, news }, changes)
  }
}

function compareSections(before: readonly Section[], after: readonly Section[], news: News, changes: Changes): void {
  const { both, added, removed } = pairUp(placedIn(before, 'sections'), placedIn(after, 'sections'), ({ id }) => id)
  for (const { id, path, item } of removed)
    changes.add('section-removed', { id, path, from: item.title }, `The section \`${id}\` (${item.title}) is gone.`)
  for (const { id, path, item } of added) {
    const many = item.questions.length
    changes.add(
      'section-added',
      { id, path, to: item.title },
      `The section \`${id}\` (${item.title}) is new, with ${many} ${many === 1 ? 'question' : 'questions'}.`,
    )
  }
  for (const { id, before: old, after: now, moved } of both) {
    const { path } = now
    const subject = `The section \`${id}\``
    compareFields(old.item, now.item, sectionFields(news), { id, path, subject }, changes)
    if (moved)
      changes.add('order-changed', { id, path, from: old.path, to: path }, `${subject} stands elsewhere in the order.`)
    const order = pairUp(placedIn(old.item.questions, ''), placedIn(now.item.questions, ''), (one) => one.id)
    for (const { id: question, before: was, after: is } of order.both.filter((pair) => pair.moved))
      changes.add(
        'order-changed',
        {
          id: question,
          path: `${path}.questions${is.path}`,
          from: `${old.path}.questions${was.path}`,
          to: `${path}.questions${is.path}`,
        },
        `\`${question}\` stands elsewhere in its section.`,
      )
  }
}

function sayGone(question: Question, path: string, now: string | undefined, changes: Changes): void {
  const { id, text } = question
  if (now) changes.add('question-renamed', { id, path, from: id, to: now }, `\`${id}\` is called \`${now}\` now.`)
  else changes.add('question-removed', { id, path, from: text }, `\`${id}\` (“${text}”) is gone.`)
}

function sayNew({ question, path, section }: QuestionPlace, changes: Changes): void {
  const { id, text, gate } = question
  changes.add(
    gate ? 'gate-question-added' : 'question-added',
    { id, path, to: text },
    `\`${id}\` (“${text}”) is new in \`${section.id}\`${gate ? ', and a gate' : ''}.`,
  )
}

function compareQuestion(
  was: QuestionPlace,
  is: QuestionPlace,
  { before, after, news }: { before: CompiledRubric; after: CompiledRubric; news: News },
  changes: Changes,
): void {
  const { id } = is.question
  const { path } = is
  const subject = `\`${id}\``
  if (was.section.id !== is.section.id) {
    changes.add(
      'question-moved',
      { id, path, from: was.section.id, to: is.section.id },
      `${subject} moved from \`${was.section.id}\` to \`${is.section.id}\`.`,
    )
    compareFields(
      { show_when: was.section.show_when },
      { show_when: is.section.show_when },
      { show_when: shownWhen(news) },
      { id, path, subject: `${subject}, by its section,` },
      changes,
    )
  }
  const found = changes.all.length
  compareFields(was.question, is.question, questionFields(news), { id, path, subject }, changes)
  compareOptions(was.question, is.question, path, changes)
  compareColumns(was.question, is.question, path, changes)
  compareEffects(was.question.effects, is.question.effects, { id, path: `${path}.effects`, subject }, changes)
  const [old, now] = [before.byId.get(id), after.byId.get(id)]
  // Where an effect itself changed, that unknown counts it too goes without saying.
  const said = changes.all.slice(found).some(({ kind }) => kind.startsWith('effect-'))
  if (old && now && !said)
    compareUnknown(
      old,
      now,
      { before: before.harms.map(({ code }) => code), after: after.harms.map(({ code }) => code) },
      path,
      changes,
    )
}

function compareColumns(before: Question, after: Question, at: string, changes: Changes): void {
  const { id } = after
  const columns = (question: Question) => placedIn(question.columns, `${at}.columns`)
  const { both, added, removed } = pairUp(columns(before), columns(after), (column) => column.id)
  for (const { id: column, path } of removed)
    changes.add(
      'limits-narrowed',
      { id, path, from: column },
      `\`${id}\` lost the column ${column}; rows that fill it are refused.`,
    )
  // Every cell of a free row has to be filled in, so earlier rows lack the new one.
  for (const { id: column, path } of added)
    changes.add(
      after.rows === 'free' ? 'limits-narrowed' : 'limits-widened',
      { id, path, to: column },
      `\`${id}\` has the new column ${column}${after.rows === 'free' ? '; rows given before lack it' : ''}.`,
    )
  for (const { id: column, before: old, after: now, moved } of both) {
    const { path } = now
    const subject = `\`${id}\`, column ${column}`
    compareFields(old.item, now.item, COLUMN_FIELDS, { id, path, subject }, changes)
    compareChoices(old.item.options ?? [], now.item.options ?? [], { id, path: `${path}.options`, subject }, changes)
    if (moved)
      changes.add('order-changed', { id, path, from: old.path, to: path }, `${subject} stands elsewhere in the table.`)
  }
}

const nameless = ({ id, ...rest }: Question): unknown => {
  // The id stands in conditions on the own answer too.
  const text = JSON.stringify(rest).split(`"${id}"`).join('"it"')
  return JSON.parse(text)
}
