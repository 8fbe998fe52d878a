import type { CompiledRubric } from '../compile.ts'
import { readCondition, readTest, type Test } from '../condition.ts'
import { conditionPlaces, ownTestPlaces, questionPlaces } from '../places.ts'
import type { AnswerKind } from '../rubric.ts'
import type { LintRule } from './rule.ts'

const testNeverHolds: LintRule = {
  code: 'test-never-holds',
  severity: 'warning',
  finds: 'A test compares an answer with something that kind of answer can never be.',
  matters: 'The rule around it is dead, and nobody notices until a launch passes that should not have.',
  remedy: 'Correct the test, or remove it.',
  find: ({ compiled }) => {
    const inConditions = conditionPlaces(compiled.rubric).flatMap(
      ({ path, source }) => readCondition(source, path).tests,
    )
    const own = questionPlaces(compiled.rubric).flatMap((place) =>
      ownTestPlaces(place).map(({ path, source }) => ({ id: place.question.id, test: readTest(source), path })),
    )
    return [...inConditions, ...own].flatMap(({ id, test, path }) => {
      const message = deadPart(test, id, compiled)
      return message ? [{ path, message }] : []
    })
  },
}

export const deadTests = [testNeverHolds]

const ORDERED: readonly AnswerKind[] = ['number', 'probability', 'scale', 'date']
const LISTS: readonly AnswerKind[] = ['multi', 'evidence', 'harms', 'controls', 'grid']
const WORD_LISTS: readonly AnswerKind[] = ['multi', 'harms']

/** Why a test, or one of its values, can never hold for the kind of question it looks at. */
export function deadPart(test: Test, id: string, { rubric, byId }: CompiledRubric): string | undefined {
  const question = byId.get(id)?.question
  const kind = question?.kind ?? rubric.given?.find((given) => given.id === id)?.kind
  if (!kind) return undefined
  const bounds = [test.gt, test.gte, test.lt, test.lte].filter((bound) => bound !== undefined)
  if (bounds.length > 0 && !ORDERED.includes(kind)) return `${id} is a ${kind} answer; it has no order to compare.`
  if (bounds.some((bound) => (kind === 'date') !== (typeof bound === 'string')))
    return `${id} is a ${kind} answer; the bound is ${kind === 'date' ? 'not a date' : 'not a number'}.`
  if (test.includesAll && !WORD_LISTS.includes(kind)) return `${id} is a ${kind} answer; it is not a list of choices.`
  if (test.itemsGte !== undefined && !LISTS.includes(kind))
    return `${id} is a ${kind} answer; it has no items to count.`
  if (question && !question.allow_unknown && test.in?.includes('unknown'))
    return `${id} cannot be answered "not known".`
  if (question && !question.allow_na && test.in?.includes('n_a')) return `${id} cannot be answered "does not apply".`
  const max = kind === 'probability' ? 100 : kind === 'scale' ? 4 : question?.max
  const min = kind === 'probability' || kind === 'scale' ? 0 : question?.min
  const outside =
    (max !== undefined && (Number(test.gt) >= max || Number(test.gte) > max)) ||
    (min !== undefined && (Number(test.lt) <= min || Number(test.lte) < min))
  return outside ? `${id} cannot have such a value.` : undefined
}
