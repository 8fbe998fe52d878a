import type { Answer } from './answers.ts'
import { type CompiledRubric, compileRubric } from './compile.ts'
import { idsIn } from './condition.ts'
import type { Facts } from './facts.ts'
import { type PublicSection, publicSection } from './public.ts'

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
}

/** The part of a rubric that an answerer needs for these sections; questions of the reviewer are left out. */
export function partOf(compiled: CompiledRubric, facts: Facts, sectionIds: readonly string[]): RubricPart {
  const sections = compiled.rubric.sections
    .filter(({ id }) => sectionIds.includes(id))
    .map(publicSection)
    .map((section) => ({ ...section, questions: section.questions.filter((one) => one.answered_by === 'submitter') }))
  const own = new Set(sections.flatMap(({ questions }) => questions.map(({ id }) => id)))
  const needs = [...new Set(sections.flatMap(idsNeededBy))].filter(
    (id) => !own.has(id) && compiled.byId.get(id)?.question.answered_by !== 'reviewer',
  )
  const given: Record<string, Answer> = {}
  for (const id of needs) {
    const answer = facts.slots[compiled.slotOf(id)]
    if (answer) given[id] = answer
  }
  return { sections, needs, given }
}

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
