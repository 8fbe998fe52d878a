import type { Answer, AnswerValue } from '../answers.ts'
import type { CompiledRubric } from '../compile.ts'
import { readCondition, type Test } from '../condition.ts'
import { gatherFacts } from '../facts.ts'
import { compileTest } from '../predicate.ts'
import { isOfAddOn } from '../rubric.ts'
import type { LintRule } from './rule.ts'

const budgetExceeded: LintRule = {
  code: 'budget-exceeded',
  severity: 'error',
  finds: 'One person can be shown more questions than the rubric allows itself. Add-ons have budgets of their own.',
  matters: 'People who are asked too much stop thinking about the answers.',
  remedy: 'Show some of them less often, or merge them.',
  find: ({ compiled }) => {
    const limit = compiled.rubric.budget.visible_questions
    // Most rubrics could show everything at once and keep to it; the search is for the others.
    if (mostAsked(compiled) <= limit) return []
    const most = mostVisible(compiled)
    return most > limit
      ? [
          {
            path: 'budget.visible_questions',
            message: `one person can be shown ${most} questions, the budget is ${limit}.`,
          },
        ]
      : []
  },
}

export const budget = [budgetExceeded]

/** The questions of the file itself, of whoever has more of them. */
function mostAsked({ rubric: { sections, add_ons = [] } }: CompiledRubric): number {
  const asked = sections
    .filter(({ id }) => !add_ons.some((name) => isOfAddOn(id, name)))
    .flatMap(({ questions }) => questions)
  const reviewer = asked.filter(({ answered_by }) => answered_by === 'reviewer').length
  return Math.max(reviewer, asked.length - reviewer)
}

/** How often a question is looked at; a rubric of 150 questions needs half of it. */
const MOST_WORK = 500_000

/**
 * The most questions that one person (submitter or reviewer) was found to be shown: every fact a condition asks about is varied, one
 * after the other, and the best is kept.
 */
export function mostVisible(compiled: CompiledRubric): number {
  const tests = testsOfVisibility(compiled)
  const addOns = compiled.rubric.add_ons ?? []
  const given: Record<string, Answer> = {}
  const answers: Record<string, Answer> = {}
  // An add-on keeps a budget of its own, in its own file.
  const counted = new Set(compiled.rubric.sections.filter(({ id }) => !addOns.some((name) => isOfAddOn(id, name))))
  let work = 0
  const count = () => {
    work += compiled.questions.length
    const visible = gatherFacts(compiled, answers, given).visible.filter(({ section }) => counted.has(section))
    const reviewer = visible.filter(({ question }) => question.answered_by === 'reviewer').length
    return Math.max(reviewer, visible.length - reviewer)
  }
  let best = count()
  for (let pass = 0; pass < 4; pass++) {
    const before = best
    for (const [id, about] of tests) {
      const place = compiled.byId.has(id) ? answers : given
      for (const candidate of candidatesFor(compiled, id, about)) {
        if (work > MOST_WORK) return best
        const kept = place[id]
        place[id] = candidate
        const now = count()
        // Equal counts as better on the first pass: two facts may only open something together.
        if (now > best || (now === best && pass === 0 && about.every((test) => compileTest(test)(candidate))))
          best = now
        else if (kept) place[id] = kept
        else delete place[id]
      }
    }
    if (pass > 0 && best === before) break
  }
  return best
}

/** Id → what being shown asks of its answer. */
function testsOfVisibility({ rubric, questions }: CompiledRubric): Map<string, Test[]> {
  const tests = new Map<string, Test[]>()
  for (const { show_when } of [...rubric.sections, ...questions.map(({ question }) => question)])
    if (show_when)
      for (const { id, test } of readCondition(show_when, '').tests) tests.set(id, [...(tests.get(id) ?? []), test])
  return tests
}

function candidatesFor(compiled: CompiledRubric, id: string, tests: readonly Test[]): Answer[] {
  const question = compiled.byId.get(id)?.question
  const given = compiled.rubric.given?.find((fact) => fact.id === id)
  const kind = question?.kind ?? given?.kind
  const words = question?.options?.map((option) => option.value) ?? given?.values ?? ['yes', 'no']
  const exclusive = new Set(question?.options?.filter((option) => option.exclusive).map((option) => option.value))
  const values: AnswerValue[] =
    kind === 'multi'
      ? [words.filter((word) => !exclusive.has(word)), ...words.map((word) => [word])]
      : kind === 'yes_no' || kind === 'single'
        ? words
        : kind === 'attest'
          ? [true]
          : tests
              .flatMap(({ gt, gte, lt, lte }) => [gt, gte, lt, lte])
              .flatMap(
                (bound) =>
                  (typeof bound === 'number' ? [bound - 1, bound, bound + 1] : bound ? [bound] : []) as AnswerValue[],
              )
  return [
    ...values.map((value): Answer => ({ state: 'answered', value })),
    ...(!question || question.allow_unknown ? [{ state: 'unknown' } as const] : []),
  ]
}
