import { COMBINATORS, type ConditionSource, isDayText, LIMITS, RESERVED_VALUES, type TestSource } from './rubric.ts'

/**
 * Conditions: what must hold for a question to be shown, a knock-out to fire, a tier to apply.
 * The source is data (see `conditionSchema`); it is read once into this form, and predicate.ts makes closures of it.
 * Nothing is ever evaluated as code.
 */
export type Condition =
  | { op: 'all' | 'any'; of: Condition[] }
  | { op: 'not'; of: Condition }
  | { op: 'count'; of: Condition[]; least: number; most: number }
  | { op: 'test'; id: string; test: Test }

export type Scalar = string | number | boolean
/** The checks of one test; all of them must hold. */
export type Test = {
  in?: Scalar[]
  includesAll?: Scalar[]
  gt?: number | string
  gte?: number | string
  lt?: number | string
  lte?: number | string
  itemsGte?: number
  answered?: boolean
}

export type ConditionProblem = {
  code:
    | 'condition-too-deep'
    | 'condition-not-a-map'
    | 'condition-empty'
    | 'condition-list'
    | 'condition-count'
    | 'condition-test'
    | 'unknown-key'
  path: string
  message: string
  /** Where it can be more exact than what the code says anyway. */
  remedy?: string
}

/** A test, the question or given fact it looks at, and where it stands in the file. */
export type PlacedTest = { id: string; test: Test; path: string }

export type ReadCondition = {
  condition: Condition
  tests: readonly PlacedTest[]
  problems: readonly ConditionProblem[]
}

/**
 * Reads a condition from its source.
 * @param path where it stands in the file, for the problems
 * @returns the condition, its tests, and what is wrong with it; a wrong part reads as "never"
 */
export function readCondition(source: unknown, path: string): ReadCondition {
  const tests: PlacedTest[] = []
  const problems: ConditionProblem[] = []
  return { condition: read(source, path, 0, { tests, problems }), tests, problems }
}

type Found = { tests: PlacedTest[]; problems: ConditionProblem[] }

const NEVER: Condition = { op: 'any', of: [] }

function read(source: unknown, path: string, depth: number, found: Found): Condition {
  const refuse = (code: ConditionProblem['code'], message: string): Condition => {
    found.problems.push({ code, path, message })
    return NEVER
  }
  if (depth > LIMITS.conditionDepth)
    return refuse('condition-too-deep', `conditions nest more than ${LIMITS.conditionDepth} levels`)
  if (!isMap(source)) return refuse('condition-not-a-map', 'a condition is a map of question id to test')
  const keys = Object.keys(source)
  if (keys.length === 0) return refuse('condition-empty', 'an empty condition')
  const parts = keys.map((key) => readEntry(key, source[key], `${path}.${key}`, depth, found))
  return parts.length === 1 && parts[0] ? parts[0] : { op: 'all', of: parts }
}

function readEntry(key: string, value: unknown, path: string, depth: number, found: Found): Condition {
  const refuse = (code: ConditionProblem['code'], message: string, remedy?: string): Condition => {
    found.problems.push({ code, path, message, ...(remedy ? { remedy } : {}) })
    return NEVER
  }
  const list = (of: unknown, at = path): Condition[] | undefined =>
    Array.isArray(of) && of.length > 0 && of.length <= LIMITS.options
      ? of.map((part, i) => read(part, `${at}[${i}]`, depth + 1, found))
      : undefined

  if (key === 'all' || key === 'any') {
    const of = list(value)
    return of
      ? { op: key, of }
      : refuse(
          'condition-list',
          `${key} needs a list of 1 to ${LIMITS.options} conditions`,
          `Write ${key}: as a list, one condition a line.`,
        )
  }
  if (key === 'not') return { op: 'not', of: read(value, path, depth + 1, found) }
  if (key === 'count') {
    const of = isMap(value) ? list(value.of, `${path}.of`) : undefined
    if (!isMap(value) || !of) return refuse('condition-count', 'count needs `of`, a list of conditions')
    const extra = Object.keys(value).find((name) => !['of', 'at_least', 'at_most', 'exactly'].includes(name))
    if (extra)
      return refuse('unknown-key', `count does not know ${extra}`, 'It knows of, at_least, at_most and exactly.')
    const bounds = [value.at_least, value.at_most, value.exactly].filter((bound) => bound !== undefined)
    if (bounds.length === 0 || !bounds.every((bound) => Number.isInteger(bound)))
      return refuse('condition-count', 'count needs at_least, at_most or exactly, as a whole number')
    const exactly = value.exactly as number | undefined
    return {
      op: 'count',
      of,
      least: exactly ?? (value.at_least as number | undefined) ?? 0,
      most: exactly ?? (value.at_most as number | undefined) ?? of.length,
    }
  }
  if (!isTest(value)) return refuse('condition-test', `the test on ${key} is not understood`)
  const test = readTest(value)
  found.tests.push({ id: key, test, path })
  return { op: 'test', id: key, test }
}

/** The same as `testSchema` in schema.ts, for where zod is too heavy to carry; a test holds the two together. */
export function isTest(value: unknown): value is TestSource {
  if (isPlain(value)) return true
  if (!isMap(value)) return false
  const entries = Object.entries(value)
  const fits = entries.every(([key, part]) => Object.hasOwn(TEST_PARTS, key) && TEST_PARTS[key]?.(part))
  return fits && entries.length > 0 && !('is' in value && 'in' in value)
}

const isPlain = (value: unknown): value is Scalar =>
  typeof value === 'boolean' || isNumber(value) || (typeof value === 'string' && value.length <= LIMITS.shortText)
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value)
const isList = (value: unknown): boolean =>
  Array.isArray(value) && value.length >= 1 && value.length <= LIMITS.options && value.every(isPlain)
const isBound = (value: unknown): boolean => isNumber(value) || isDayText(value)

const TEST_PARTS: Readonly<Record<string, (value: unknown) => boolean>> = {
  is: isPlain,
  in: isList,
  includes: isPlain,
  includes_all: isList,
  gt: isBound,
  gte: isBound,
  lt: isBound,
  lte: isBound,
  items_gte: (value) => Number.isInteger(value) && Number(value) >= 0,
  answered: (value) => typeof value === 'boolean',
}

/** Normalises a test: `is` and `includes` become one-element lists. A test has either `is` or `in`. */
export function readTest(source: TestSource): Test {
  if (typeof source !== 'object') return { in: [source] }
  const test: Test = {}
  const members = [...(source.in ?? []), ...(source.is !== undefined ? [source.is] : [])]
  if (members.length > 0) test.in = members
  const all = [...(source.includes_all ?? []), ...(source.includes !== undefined ? [source.includes] : [])]
  if (all.length > 0) test.includesAll = all
  if (source.gt !== undefined) test.gt = source.gt
  if (source.gte !== undefined) test.gte = source.gte
  if (source.lt !== undefined) test.lt = source.lt
  if (source.lte !== undefined) test.lte = source.lte
  if (source.items_gte !== undefined) test.itemsGte = source.items_gte
  if (source.answered !== undefined) test.answered = source.answered
  return test
}

/** Every question or given id that a condition looks at. */
export const idsIn = (source: ConditionSource): Set<string> =>
  new Set(readCondition(source, '').tests.map(({ id }) => id))

type Shown = { show_when?: ConditionSource }

/** What a question's being shown hangs on: its section's condition, its own, and the question that asks the same. */
export const idsToShow = ({
  section,
  question,
}: {
  section: Shown
  question: Shown & { unless_asked?: string }
}): Set<string> =>
  new Set([
    ...[section, question].flatMap(({ show_when }) => (show_when ? [...idsIn(show_when)] : [])),
    ...(question.unless_asked === undefined ? [] : [question.unless_asked]),
  ])

export const isReserved = (value: Scalar): boolean => (RESERVED_VALUES as readonly Scalar[]).includes(value)
export const isCombinator = (key: string): boolean => (COMBINATORS as readonly string[]).includes(key)

const isMap = (value: unknown): value is ConditionSource =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
