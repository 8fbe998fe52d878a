import type { CompiledRubric } from '#app/rubric/compile.ts'
import { idsIn } from '#app/rubric/condition.ts'
import { conditionText, testText } from '#app/rubric/diff/condition-text.ts'
import { evidenceWhenText } from '#app/rubric/evidence.ts'
import { publicSection } from '#app/rubric/public.ts'
import type { AnswerKind, ConditionSource, Question, Section } from '#app/rubric/rubric.ts'
import { actionText, effectText, harmNames } from './score-words.ts'

/** Who a rubric is read as. */
export const READERS = ['answerer', 'reviewer'] as const
export type Reader = (typeof READERS)[number]

/** A question to be read. `scoring` is there for the reviewer's view alone. */
export type QuestionView = {
  id: string
  kind: AnswerKind
  text: string
  help: string
  example: string
  required: boolean
  gate: boolean
  allowUnknown: boolean
  allowNa: boolean
  sensitivity: Question['sensitivity']
  ofReviewer: boolean
  choices: { value: string; label: string; hint: string | null; does: string[] }[]
  /** Columns of a table, bounds of a number, length of a text. */
  limits: string[]
  /** When it is shown; null where it always is. */
  shown: string | null
  evidence: string | null
  refs: string[]
  scoring: { dimension: string; effects: string[]; knockouts: KnockoutView[] } | null
}

export type KnockoutView = { code: string; does: string; when: string; reason: string; remedy: string }

export type SectionView = {
  id: string
  title: string
  intro: string | null
  shown: string | null
  shows: string[]
  questions: QuestionView[]
}

/** The questions as the answerer reads them: nothing of how they count, and none that only the reviewer is asked. */
export function answererView({ rubric, byId }: CompiledRubric): SectionView[] {
  const secret = new Set([...byId].filter(([, { question }]) => question.answered_by === 'reviewer').map(([id]) => id))
  return rubric.sections
    .map((section) => {
      const { questions, ...rest } = publicSection(section)
      const asked = questions.filter(({ id }) => !secret.has(id))
      return {
        ...headOf(section, shownFor(secret)),
        shows: (rest.shows ?? []).filter((id) => !secret.has(id)),
        questions: asked.map(
          (question): QuestionView => ({
            ...plainView(question, shownFor(secret)),
            choices: (question.options ?? []).map(({ value, label, hint = null }) => ({
              ...{ value, label, hint, does: [] },
            })),
            scoring: null,
          }),
        ),
      }
    })
    .filter(({ questions }) => questions.length > 0)
}

/** The questions as the reviewer reads them: with what each answer does. */
export function reviewerView(compiled: CompiledRubric): SectionView[] {
  const names = harmNames(compiled.taxonomy)
  const outcomes = compiled.rubric.outcome?.values ?? []
  return compiled.rubric.sections.map((section) => ({
    ...headOf(section, inWords),
    shows: section.shows ?? [],
    questions: section.questions.map(
      (question): QuestionView => ({
        ...plainView(question, inWords),
        choices: (question.options ?? []).map(({ value, label, hint = null, effects = [] }) => ({
          ...{ value, label, hint, does: effects.map((effect) => effectText(effect, names)) },
        })),
        scoring: {
          dimension: question.dimension,
          effects: (question.effects ?? []).map(
            ({ when, ...effect }) => `If it ${testText(when)}: ${effectText(effect, names)}`,
          ),
          knockouts: (question.knockouts ?? []).map(({ code, when, reason, remedy, ...act }) => ({
            ...{ code, reason, remedy, when: conditionText(when), does: actionText(act, outcomes) },
          })),
        },
      }),
    ),
  }))
}

type ShowWords = (source: ConditionSource) => string

const inWords: ShowWords = (source) => conditionText(source)

/** A condition that looks at the reviewer's answer is said without naming it. */
const shownFor =
  (secret: ReadonlySet<string>): ShowWords =>
  (source) =>
    [...idsIn(source)].some((id) => secret.has(id)) ? 'an answer of the reviewer asks for it' : conditionText(source)

const headOf = ({ id, title, intro, show_when }: Section, words: ShowWords) => ({
  ...{ id, title, intro: intro ?? null, shown: show_when ? words(show_when) : null },
})

type Asked = Omit<Question, 'options' | 'effects' | 'knockouts' | 'dimension'> & { options?: Question['options'] }

function plainView(question: Asked, words: ShowWords): Omit<QuestionView, 'choices' | 'scoring'> {
  const { id, kind, text, help, example, required, gate, sensitivity, refs, show_when, evidence } = question
  const when = evidenceWhenText(question)
  return {
    ...{ id, kind, text, help, example, required, gate, sensitivity, refs },
    allowUnknown: question.allow_unknown,
    allowNa: question.allow_na,
    ofReviewer: question.answered_by === 'reviewer',
    limits: limitsOf(question, words),
    shown:
      [show_when ? words(show_when) : '', question.unless_asked ? 'no other part asks the same' : '']
        .filter((part) => part !== '')
        .join(', and ') || null,
    evidence: when === undefined && evidence === undefined ? null : evidenceText(when, evidence),
  }
}

const evidenceText = (when: string | undefined, what: string | undefined): string =>
  [when && `A link to evidence is asked for ${when}.`, what].filter(Boolean).join(' ')

function limitsOf(
  { kind, min, max, unit, integer, max_length, columns, min_rows, rows, anchors }: Asked,
  words: ShowWords,
) {
  const number = kind === 'number'
  return [
    ...(number && min !== undefined ? [`at least ${min.toLocaleString('en')}`] : []),
    ...(number && max !== undefined ? [`at most ${max.toLocaleString('en')}`] : []),
    ...(integer ? ['a whole number'] : []),
    ...(unit ? [`in ${unit}`] : []),
    ...(max_length ? [`up to ${max_length.toLocaleString('en')} characters`] : []),
    ...(columns ? [`columns: ${columns.map(({ label }) => label).join(', ')}`] : []),
    ...(rows === 'harms' ? ['one row for each harm'] : []),
    ...(min_rows ?? []).map(
      ({ rows: least, when }) =>
        `at least ${least} ${least === 1 ? 'row' : 'rows'}${when ? ` when ${words(when)}` : ''}`,
    ),
    ...(anchors ?? []).map((anchor, step) => `${step}: ${anchor}`),
  ]
}
