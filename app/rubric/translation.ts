import type { RubricPart } from './part.ts'
import type { PublicQuestion, PublicSection } from './public.ts'
import type { Knockout, Question, Rubric } from './rubric.ts'
import { isOfAddOn } from './rubric.ts'
import type { QuestionTexts, Texts, Translation } from './translation-schema.ts'

export type { Texts, Translation } from './translation-schema.ts'

/** The rubric in another language. Ids, conditions and everything that scores stay as they are; a text that is not translated too. */
export function translate(rubric: Rubric, translation: Translation): Rubric {
  const { title, summary, language, given, tiers, outcome } = translation
  return {
    ...rubric,
    title,
    summary,
    language,
    ...(rubric.given && {
      given: rubric.given.map((fact) => ({ ...fact, text: own(given, fact.id) ?? fact.text })),
    }),
    sections: rubric.sections.map((section) => ({
      ...section,
      ...sectionWords(section, translation),
      questions: section.questions.map((question) => translateQuestion(question, translation)),
    })),
    ...(rubric.tiers && {
      tiers: {
        ...rubric.tiers,
        rules: rubric.tiers.rules.map((rule) => ({ ...rule, because: own(tiers?.rules, rule.id) ?? rule.because })),
        otherwise: { ...rubric.tiers.otherwise, because: tiers?.otherwise ?? rubric.tiers.otherwise.because },
        about: eachOf(rubric.tiers.about, (tier, about) => ({ ...about, ...worded(own(tiers?.about, tier)) })),
      },
    }),
    ...(rubric.outcome && {
      outcome: {
        ...rubric.outcome,
        values: rubric.outcome.values.map((value) => ({ ...value, ...worded(own(outcome?.values, value.id)) })),
        rules: rubric.outcome.rules.map((rule) => ({
          ...rule,
          because: own(outcome?.rules, rule.code) ?? rule.because,
        })),
      },
    }),
  }
}

/** One page of a questionnaire in another language: what an answerer's browser holds, and no more. */
export const translatePart = (part: RubricPart, translation: Translation): RubricPart => ({
  ...part,
  sections: part.sections.map((section) => ({
    ...section,
    ...sectionWords(section, translation),
    questions: section.questions.map((question) => translateQuestion(question, translation)),
  })),
  ...(part.shown && {
    shown: eachOf(part.shown, (_, answers) =>
      answers.map(({ question, section, ...rest }) => ({
        ...rest,
        question: factOrQuestion(question, translation),
        section: section && { ...section, title: own(translation.sections, section.id)?.title ?? section.title },
      })),
    ),
  }),
})

type Asked = PublicQuestion & { knockouts?: Knockout[] | undefined }

/** One question in another language, whole or without its score key. */
export function translateQuestion<Q extends Asked>(question: Q, { questions }: Pick<Texts, 'questions'>): Q {
  const words = own(questions, question.id)
  if (!words) return question
  const { text, help, example, evidence, unit, anchors } = words
  return {
    ...question,
    text,
    help,
    example,
    ...(question.evidence !== undefined && evidence !== undefined && { evidence }),
    ...(question.unit !== undefined && unit !== undefined && { unit }),
    ...(question.anchors && anchors && { anchors }),
    ...(question.options && { options: question.options.map((option) => withLabel(option, words.options)) }),
    ...(question.columns && {
      columns: question.columns.map((column) => {
        const found = own(words.columns, column.id)
        return {
          ...column,
          label: found?.label ?? column.label,
          ...(column.options && { options: column.options.map((option) => withLabel(option, found?.options)) }),
        }
      }),
    }),
    ...(question.knockouts && {
      knockouts: question.knockouts.map((knockout) => {
        const { reason, remedy } = own(words.knockouts, knockout.code) ?? knockout
        return { ...knockout, reason, remedy }
      }),
    }),
  }
}

/** The texts of a rubric that people read, in the form of a translation. Those of its add-ons are translated beside the add-ons. */
export function textsOf(rubric: Rubric): Texts {
  const { title, summary, given, tiers, outcome, add_ons = [] } = rubric
  const sections = rubric.sections.filter(({ id }) => !add_ons.some((name) => isOfAddOn(id, name)))
  return {
    title,
    summary,
    ...(given?.length && { given: byKey(given, ({ id, text }) => [id, text]) }),
    sections: byKey(sections, ({ id, title: heading, intro }) => [id, { title: heading, ...(intro && { intro }) }]),
    questions: byKey(
      sections.flatMap(({ questions }) => questions),
      (question) => [question.id, questionWords(question)],
    ),
    ...(tiers && {
      tiers: {
        rules: byKey(tiers.rules, ({ id, because }) => [id, because]),
        otherwise: tiers.otherwise.because,
        about: eachOf(tiers.about, (_, { title: heading, next }) => ({ title: heading, next })),
      },
    }),
    ...(outcome && {
      outcome: {
        values: byKey(outcome.values, ({ id, title: heading, next }) => [id, { title: heading, next }]),
        ...(outcome.rules.length && { rules: byKey(outcome.rules, ({ code, because }) => [code, because]) }),
      },
    }),
  }
}

/** A translation with those of the add-ons that the rubric draws in, as one. */
export const withAddOnTexts = (base: Translation, addOns: readonly Translation[]): Translation => ({
  ...base,
  sections: Object.assign({}, ...[...addOns, base].map(({ sections }) => sections)),
  questions: Object.assign({}, ...[...addOns, base].map(({ questions }) => questions)),
})

function questionWords({ text, help, example, evidence, unit, anchors, ...rest }: Question): QuestionTexts {
  return {
    text,
    help,
    example,
    ...(evidence && { evidence }),
    ...(unit && { unit }),
    ...(anchors && { anchors }),
    ...(rest.options && { options: byKey(rest.options, (option) => [option.value, labelOf(option)]) }),
    ...(rest.columns && {
      columns: byKey(rest.columns, ({ id, label, options }) => [
        id,
        { label, ...(options && { options: byKey(options, (option) => [option.value, labelOf(option)]) }) },
      ]),
    }),
    ...(rest.knockouts?.length && {
      knockouts: byKey(rest.knockouts, ({ code, reason, remedy }) => [code, { reason, remedy }]),
    }),
  }
}

type Label = { label: string; hint?: string | undefined }
const labelOf = ({ label, hint }: Label): Label => ({ label, ...(hint && { hint }) })

function withLabel<O extends Label & { value: string }>(option: O, texts: Record<string, Label> | undefined): O {
  const { label, hint } = own(texts, option.value) ?? option
  return { ...option, label, ...(option.hint !== undefined && hint !== undefined && { hint }) }
}

function sectionWords({ id, title, intro }: PublicSection, { sections }: Texts): { title: string; intro?: string } {
  const words = own(sections, id)
  const said = words?.intro ?? intro
  return { title: words?.title ?? title, ...(intro !== undefined && said !== undefined && { intro: said }) }
}

/** A fact from outside is shown as a question that repeats its text. */
function factOrQuestion(question: PublicQuestion, translation: Translation): PublicQuestion {
  const text = own(translation.given, question.id)
  return text === undefined || own(translation.questions, question.id)
    ? translateQuestion(question, translation)
    : { ...question, text, help: text, example: text }
}

const worded = (words: { title: string; next: string } | undefined) => words && { title: words.title, next: words.next }

const byKey = <T, V>(items: readonly T[], entry: (item: T) => readonly [string, V]): Record<string, V> =>
  Object.fromEntries(items.map(entry))

const eachOf = <K extends string, V, W>(record: Partial<Record<K, V>>, make: (key: K, value: V) => W): Record<K, W> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, make(key as K, value as V)])) as Record<K, W>

/** What the record itself holds, and nothing that every object has. */
const own = <V>(record: Partial<Record<string, V>> | undefined, key: string): V | undefined =>
  record && Object.hasOwn(record, key) ? record[key] : undefined
