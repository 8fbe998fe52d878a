import { type Condition, readCondition, readTest, type Scalar, type Test } from '../condition.ts'
import type { ConditionSource, TestSource } from '../rubric.ts'

/** How a question and the values of its answers are called. */
export type Names = { asked: (id: string) => string; value: (id: string, value: Scalar) => string }

const IDS: Names = { asked: (id) => `\`${id}\``, value: (_, value) => String(value) }

/** A condition in words, with ids unless named otherwise: "`tier` is T3 or T4 and `context.people_reached` is at least 100000". */
export const conditionText = (source: ConditionSource | undefined, names = IDS): string =>
  source === undefined ? 'always' : textOf(readCondition(source, '').condition, false, names)

/** A test on one's own answer in words: "is yes". */
export const testText = (source: TestSource | undefined, id = '', names = IDS): string =>
  source === undefined ? 'never' : checksText(readTest(source), id, names)

function textOf(condition: Condition, inside: boolean, names: Names): string {
  switch (condition.op) {
    case 'test':
      return `${names.asked(condition.id)} ${checksText(condition.test, condition.id, names)}`
    case 'not':
      return `not (${textOf(condition.of, false, names)})`
    case 'count': {
      const { least, most, of } = condition
      const bounds =
        most >= of.length ? `at least ${least}` : least === most ? `exactly ${least}` : `${least} to ${most}`
      return `${bounds} of: ${of.map((part) => textOf(part, true, names)).join('; ')}`
    }
    default: {
      if (condition.of.length === 0) return condition.op === 'all' ? 'always' : 'never'
      const joined = condition.of
        .map((part) => textOf(part, true, names))
        .join(condition.op === 'all' ? ' and ' : ' or ')
      return inside ? `(${joined})` : joined
    }
  }
}

function checksText(test: Test, id: string, names: Names): string {
  const word = (value: Scalar) => (value === 'n_a' ? 'does not apply' : names.value(id, value))
  return [
    ...(test.in ? [`is ${test.in.map(word).join(' or ')}`] : []),
    ...(test.includesAll ? [`includes ${test.includesAll.map(word).join(' and ')}`] : []),
    ...(test.gt !== undefined ? [`is above ${test.gt}`] : []),
    ...(test.gte !== undefined ? [`is at least ${test.gte}`] : []),
    ...(test.lt !== undefined ? [`is below ${test.lt}`] : []),
    ...(test.lte !== undefined ? [`is at most ${test.lte}`] : []),
    ...(test.itemsGte !== undefined ? [`has at least ${test.itemsGte} entries`] : []),
    ...(test.answered !== undefined ? [test.answered ? 'is answered' : 'is not answered'] : []),
  ].join(' and ')
}
