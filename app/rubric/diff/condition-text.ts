import { type Condition, readCondition, readTest, type Test } from '../condition.ts'
import type { ConditionSource, TestSource } from '../rubric.ts'

/** A condition in words, with ids: "`tier` is T3 or T4 and `context.people_reached` is at least 100000". */
export const conditionText = (source: ConditionSource | undefined): string =>
  source === undefined ? 'always' : textOf(readCondition(source, '').condition, false)

/** A test on one's own answer in words: "is yes". */
export const testText = (source: TestSource | undefined): string =>
  source === undefined ? 'never' : checksText(readTest(source))

function textOf(condition: Condition, inside: boolean): string {
  switch (condition.op) {
    case 'test':
      return `\`${condition.id}\` ${checksText(condition.test)}`
    case 'not':
      return `not (${textOf(condition.of, false)})`
    case 'count': {
      const { least, most, of } = condition
      const bounds =
        most >= of.length ? `at least ${least}` : least === most ? `exactly ${least}` : `${least} to ${most}`
      return `${bounds} of: ${of.map((part) => textOf(part, true)).join('; ')}`
    }
    default: {
      if (condition.of.length === 0) return condition.op === 'all' ? 'always' : 'never'
      const joined = condition.of.map((part) => textOf(part, true)).join(condition.op === 'all' ? ' and ' : ' or ')
      return inside ? `(${joined})` : joined
    }
  }
}

function checksText(test: Test): string {
  return [
    ...(test.in ? [`is ${test.in.map(wordOf).join(' or ')}`] : []),
    ...(test.includesAll ? [`includes ${test.includesAll.join(' and ')}`] : []),
    ...(test.gt !== undefined ? [`is above ${test.gt}`] : []),
    ...(test.gte !== undefined ? [`is at least ${test.gte}`] : []),
    ...(test.lt !== undefined ? [`is below ${test.lt}`] : []),
    ...(test.lte !== undefined ? [`is at most ${test.lte}`] : []),
    ...(test.itemsGte !== undefined ? [`has at least ${test.itemsGte} entries`] : []),
    ...(test.answered !== undefined ? [test.answered ? 'is answered' : 'is not answered'] : []),
  ].join(' and ')
}

const wordOf = (value: string | number | boolean): string => (value === 'n_a' ? 'does not apply' : String(value))
