import type { Answer } from './answers.ts'
import { type CompiledRubric, compileRubric } from './compile.ts'
import { idsIn } from './condition.ts'
import type { Facts } from './facts.ts'
import { type PublicQuestion, type PublicSection, publicQuestion, publicSection } from './public.ts'
import type { Given, Section } from './rubric.ts'

/**
 * What one page of a questionnaire holds: some sections without the score key, and the facts from elsewhere that decide
 * what is shown in them. The page runs the same engine on it as the server does on the whole.
 */
export type RubricPart = {
  sections: PublicSection[]
  /** Ids from outside that these sections look at, blank ones included. */
  needs: string[]
  /** What stands in them. */
  given: Record<string, Answer>
  /** Section id → what was already answered elsewhere and is shown there, so that nobody is asked twice. */
  shown?: Record<string, ShownAnswer[]>
}

/** An answer from elsewhere, to be read on top of a section. */
export type ShownAnswer = {
  question: PublicQuestion
  answer: Answer
  /** The section it was given in; null for a fact handed in from outside. */
  section: { id: string; title: string } | null
}

/** The part of a rubric that an answerer needs for these sections; questions of the reviewer are left out. */
export function partOf(compiled: CompiledRubric, facts: Facts, sectionIds: readonly string[]): RubricPart {
  const asked = compiled.rubric.sections.filter(({ id }) => sectionIds.includes(id))
  const onPage = new Set(asked.flatMap(({ questions }) => questions.map(({ id }) => id)))
  const visible = new Set(facts.visible.map(({ question }) => question.id))
  const sections = asked.map(publicSection).map((section) => ({
    ...section,
    questions: section.questions
      .filter((one) => one.answered_by === 'submitter')
      .filter(({ unless_asked: other }) => other === undefined || onPage.has(other) || !visible.has(other))
      .map((one) => (one.unless_asked !== undefined && !onPage.has(one.unless_asked) ? standingAlone(one) : one)),
  }))
  const own = new Set(sections.flatMap(({ questions }) => questions.map(({ id }) => id)))
  const needs = [...new Set(sections.flatMap(idsNeededBy))].filter(
    (id) => !own.has(id) && compiled.byId.get(id)?.question.answered_by !== 'reviewer',
  )
  const given: Record<string, Answer> = {}
  for (const id of needs) {
    const answer = facts.slots[compiled.slotOf(id)]
    if (answer) given[id] = answer
  }
  const shown = Object.fromEntries(
    asked.map((section) => [section.id, shownIn(compiled, facts, section)] as const).filter(([, some]) => some.length),
  )
  return { sections, needs, given, shown }
}

const standingAlone = ({ unless_asked: _, ...question }: PublicQuestion): PublicQuestion => question

/** What a section shows from elsewhere, and what its questions give way to, as far as it is answered. */
function shownIn(compiled: CompiledRubric, facts: Facts, { shows = [], questions }: Section): ShownAnswer[] {
  const visible = new Set(facts.visible.map(({ question }) => question.id))
  const elsewhere = questions.flatMap(({ id, unless_asked: other }) =>
    other !== undefined && visible.has(other) && !questions.some((one) => one.id === other) && !visible.has(id)
      ? [other]
      : [],
  )
  return [...new Set([...shows, ...elsewhere])].flatMap((id): ShownAnswer[] => {
    const answer = facts.slots[compiled.slotOf(id)]
    const found = compiled.byId.get(id)
    const fact = compiled.rubric.given?.find((one) => one.id === id)
    if (!answer || found?.question.answered_by === 'reviewer') return []
    if (found) {
      const { id: at, title } = found.section
      return [{ question: publicQuestion(found.question), answer, section: { id: at, title } }]
    }
    return fact ? [{ question: factAsQuestion(fact), answer, section: null }] : []
  })
}

const factAsQuestion = ({ id, kind, text }: Given): PublicQuestion => ({
  id,
  kind,
  text,
  help: text,
  example: text,
  answered_by: 'submitter',
  sensitivity: 'normal',
  required: false,
  gate: false,
  allow_unknown: true,
  allow_na: true,
  refs: [],
})

const idsNeededBy = ({ show_when, questions }: PublicSection): string[] =>
  [show_when, ...questions.flatMap((one) => [one.show_when, ...(one.min_rows ?? []).map(({ when }) => when)])]
    .filter((source) => source !== undefined)
    .flatMap((source) => [...idsIn(source)])

/** Makes a part ready to run. What it lacks (effects, knock-outs, tiers) neither shows nor hides anything. */
export function compilePart({ sections, needs }: RubricPart): CompiledRubric {
  const present = new Set([...needs, ...sections.flatMap(({ questions }) => questions.map(({ id }) => id))])
  const absent = sections.flatMap(idsNeededBy).filter((id) => !present.has(id))
  return compileRubric(
    {
      ...FRAME,
      given: [...needs, ...new Set(absent)].map((id) => ({ id, kind: 'single' as const, text: id })),
      sections: sections.map(({ questions, ...section }) => ({
        ...section,
        questions: questions.map((question) => ({ ...question, dimension: 'exposure' as const })),
      })),
    },
    { schema: 1, key: 'none', edition: '0000-00', title: 'None', groups: [], harms: [] },
  )
}

const FRAME = {
  schema: 1 as const,
  key: 'part',
  version: '0.0.0',
  title: 'Part',
  summary: 'Part',
  effective: '2026-01-01',
  language: 'en',
  taxonomy: 'none@0000-00',
  budget: { visible_questions: 150 },
}
