import type { ConditionSource, Effect, Option, Question, Rubric, Section, TestSource } from './rubric.ts'

/** The parts of a rubric file with where they stand in it, for whoever has something to say about them. */

export type QuestionPlace = { path: string; question: Question; section: Section }

export const questionPlaces = ({ sections }: Rubric): QuestionPlace[] =>
  sections.flatMap((section, s) =>
    section.questions.map((question, q) => ({ path: `sections[${s}].questions[${q}]`, question, section })),
  )

/** `within` is the question that has to be shown before anybody asks whether the condition holds. */
export type ConditionPlace = { path: string; source: ConditionSource; within?: Question }

/** Every condition of the file. */
export function conditionPlaces(rubric: Rubric): ConditionPlace[] {
  const places: ConditionPlace[] = []
  const add = (path: string, source: ConditionSource | undefined, within?: Question) => {
    if (source !== undefined) places.push({ path, source, ...(within ? { within } : {}) })
  }
  rubric.sections.forEach((section, s) => {
    add(`sections[${s}].show_when`, section.show_when)
  })
  for (const { path, question } of questionPlaces(rubric)) {
    add(`${path}.show_when`, question.show_when)
    question.knockouts?.forEach((knockout, k) => {
      add(`${path}.knockouts[${k}].when`, knockout.when, question)
    })
    question.min_rows?.forEach((least, i) => {
      add(`${path}.min_rows[${i}].when`, least.when, question)
    })
  }
  rubric.tiers?.rules.forEach((rule, i) => {
    add(`tiers.rules[${i}].when`, rule.when)
  })
  rubric.outcome?.rules.forEach((rule, i) => {
    add(`outcome.rules[${i}].when`, rule.when)
  })
  add('wide_scope_when', rubric.wide_scope_when)
  add('add_on.when', rubric.add_on?.when)
  return places
}

/** The tests of a question on its own answer. */
export const ownTestPlaces = ({ path, question }: QuestionPlace): { path: string; source: TestSource }[] => [
  ...(question.effects ?? []).map((effect, e) => ({ path: `${path}.effects[${e}].when`, source: effect.when })),
  ...(question.evidence_when === undefined ? [] : [{ path: `${path}.evidence_when`, source: question.evidence_when }]),
]

export type EffectPlace = { path: string; effect: Effect; option?: Option }

/** What a question can raise, by its options and by its own tests. */
export const effectPlaces = ({ path, question }: Pick<QuestionPlace, 'path' | 'question'>): EffectPlace[] => [
  ...(question.options ?? []).flatMap((option, o) =>
    (option.effects ?? []).map((effect, e) => ({ path: `${path}.options[${o}].effects[${e}]`, effect, option })),
  ),
  ...(question.effects ?? []).map((effect, e) => ({ path: `${path}.effects[${e}]`, effect })),
]
