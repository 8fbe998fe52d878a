import type { Answer, AnswerValue } from './answers.ts'
import { COMBINATORS, type ConditionSource, isDayText, LIMITS, RESERVED_VALUES, type TestSource } from './rubric.ts'

/**
 * Conditions: what must hold for a question to be shown, a knock-out to fire, a tier to apply.
 * The source is data (see `conditionSchema`); it is read once into this form and compiled to closures over answer slots.
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

export type ConditionProblem = { code: string; path: string; message: string; remedy: string }

/**
 * Reads a condition from its source.
 * @param path where it stands in the file, for the problems
 * @returns the condition, and what is wrong with it; a wrong part reads as "never"
 */
export function readCondition(source: unknown, path: string): { condition: Condition; problems: ConditionProblem[] } {
  const problems: ConditionProblem[] = []
  const condition = read(source, path, 0, problems)
  return { condition, problems }
}

const NEVER: Condition = { op: 'any', of: [] }

function read(source: unknown, path: string, depth: number, problems: ConditionProblem[]): Condition {
  const refuse = (code: string, message: string, remedy: string): Condition => {
    problems.push({ code, path, message, remedy })
    return NEVER
  }
  if (depth > LIMITS.conditionDepth) {
    return refuse(
      'condition-too-deep',
      `conditions nest more than ${LIMITS.conditionDepth} levels`,
      'Split the condition, or ask a question that states it directly.',
    )
  }
  if (!isMap(source))
    return refuse(
      'condition-not-a-map',
      'a condition is a map of question id to test',
      'Write for example  contact.default_inbound: anyone',
    )
  const keys = Object.keys(source)
  if (keys.length === 0)
    return refuse('condition-empty', 'an empty condition', 'Name at least one question, or leave the condition out.')
  const parts = keys.map((key) => readEntry(key, source[key], `${path}.${key}`, depth, problems))
  return parts.length === 1 && parts[0] ? parts[0] : { op: 'all', of: parts }
}

function readEntry(key: string, value: unknown, path: string, depth: number, problems: ConditionProblem[]): Condition {
  const refuse = (code: string, message: string, remedy: string): Condition => {
    problems.push({ code, path, message, remedy })
    return NEVER
  }
  const list = (of: unknown, at = path): Condition[] | undefined =>
    Array.isArray(of) && of.length > 0 && of.length <= LIMITS.options
      ? of.map((part, i) => read(part, `${at}[${i}]`, depth + 1, problems))
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
  if (key === 'not') return { op: 'not', of: read(value, path, depth + 1, problems) }
  if (key === 'count') {
    const of = isMap(value) ? list(value.of, `${path}.of`) : undefined
    if (!isMap(value) || !of)
      return refuse(
        'condition-count',
        'count needs `of`, a list of conditions',
        'Write count: {of: [...], at_least: 2}',
      )
    const extra = Object.keys(value).find((name) => !['of', 'at_least', 'at_most', 'exactly'].includes(name))
    if (extra)
      return refuse('unknown-key', `count does not know ${extra}`, 'It knows of, at_least, at_most and exactly.')
    const bounds = [value.at_least, value.at_most, value.exactly].filter((bound) => bound !== undefined)
    if (bounds.length === 0 || !bounds.every((bound) => Number.isInteger(bound))) {
      return refuse(
        'condition-count',
        'count needs at_least, at_most or exactly, as a whole number',
        'Write count: {of: [...], at_least: 2}',
      )
    }
    const exactly = value.exactly as number | undefined
    return {
      op: 'count',
      of,
      least: exactly ?? (value.at_least as number | undefined) ?? 0,
      most: exactly ?? (value.at_most as number | undefined) ?? of.length,
    }
  }
  if (!isTest(value)) {
    return refuse(
      'condition-test',
      `the test on ${key} is not understood`,
      'A test is a value, or a map of is, in, includes, includes_all, gt, gte, lt, lte, items_gte, answered.',
    )
  }
  return { op: 'test', id: key, test: readTest(value) }
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

/** Every question or given id a condition looks at. */
export function idsIn(condition: Condition, into = new Set<string>()): Set<string> {
  if (condition.op === 'test') into.add(condition.id)
  else if (condition.op === 'not') idsIn(condition.of, into)
  else for (const part of condition.of) idsIn(part, into)
  return into
}

/** Every test in a condition, with the id it looks at. */
export function testsIn(condition: Condition): { id: string; test: Test }[] {
  if (condition.op === 'test') return [condition]
  if (condition.op === 'not') return testsIn(condition.of)
  return condition.of.flatMap(testsIn)
}

/** The answers in slot order; a hidden question's slot is empty. */
export type Slots = readonly (Answer | undefined)[]
export type Predicate = (slots: Slots) => boolean
/** 0 no, 1 perhaps (it hangs on an unknown), 2 yes. */
export type Perhaps = (slots: Slots) => 0 | 1 | 2

/** A condition as a closure: true or false, an unknown being just another answer. */
export function compile(condition: Condition, slotOf: (id: string) => number): Predicate {
  switch (condition.op) {
    case 'test': {
      const slot = slotOf(condition.id)
      const holds = compileTest(condition.test)
      return (slots) => holds(slots[slot])
    }
    case 'not': {
      const inner = compile(condition.of, slotOf)
      return (slots) => !inner(slots)
    }
    case 'all': {
      const parts = condition.of.map((part) => compile(part, slotOf))
      return (slots) => {
        for (const part of parts) if (!part(slots)) return false
        return true
      }
    }
    case 'any': {
      const parts = condition.of.map((part) => compile(part, slotOf))
      return (slots) => {
        for (const part of parts) if (part(slots)) return true
        return false
      }
    }
    case 'count': {
      const parts = condition.of.map((part) => compile(part, slotOf))
      const { least, most } = condition
      return (slots) => {
        let held = 0
        for (const part of parts) if (part(slots)) held++
        return held >= least && held <= most
      }
    }
  }
}

/**
 * A condition as a closure that stays honest about unknowns: an unknown answer to one of `pessimistic`
 * could be anything, so a test on it is "perhaps" unless the test names `unknown` itself (Kleene's logic).
 */
export function compilePerhaps(
  condition: Condition,
  slotOf: (id: string) => number,
  pessimistic: (id: string) => boolean,
): Perhaps {
  switch (condition.op) {
    case 'test': {
      const slot = slotOf(condition.id)
      const holds = compileTest(condition.test)
      const gate = pessimistic(condition.id)
      return (slots) => {
        const answer = slots[slot]
        if (holds(answer)) return 2
        return gate && answer?.state === 'unknown' ? 1 : 0
      }
    }
    case 'not': {
      const inner = compilePerhaps(condition.of, slotOf, pessimistic)
      return (slots) => (2 - inner(slots)) as 0 | 1 | 2
    }
    case 'all': {
      const parts = condition.of.map((part) => compilePerhaps(part, slotOf, pessimistic))
      return (slots) => parts.reduce<0 | 1 | 2>((least, part) => Math.min(least, part(slots)) as 0 | 1 | 2, 2)
    }
    case 'any': {
      const parts = condition.of.map((part) => compilePerhaps(part, slotOf, pessimistic))
      return (slots) => parts.reduce<0 | 1 | 2>((most, part) => Math.max(most, part(slots)) as 0 | 1 | 2, 0)
    }
    case 'count': {
      const parts = condition.of.map((part) => compilePerhaps(part, slotOf, pessimistic))
      const { least, most } = condition
      return (slots) => {
        let sure = 0
        let possible = 0
        for (const part of parts) {
          const held = part(slots)
          if (held === 2) sure++
          if (held > 0) possible++
        }
        if (sure >= least && possible <= most) return 2
        return possible >= least && sure <= most ? 1 : 0
      }
    }
  }
}

/** One test as a closure over one answer; `undefined` is blank. */
export function compileTest(test: Test): (answer: Answer | undefined) => boolean {
  const checks: ((answer: Answer | undefined) => boolean)[] = []
  if (test.in) {
    const members = new Set<Scalar>(test.in)
    const named = { unknown: members.has('unknown'), n_a: members.has('n_a'), blank: members.has('blank') }
    checks.push((answer) => {
      if (!answer) return named.blank
      if (answer.state !== 'answered') return named[answer.state]
      const { value } = answer
      if (!Array.isArray(value)) return members.has(value)
      for (const word of value) if (members.has(word as Scalar)) return true
      return false
    })
  }
  if (test.includesAll) {
    const wanted = test.includesAll
    checks.push(
      (answer) =>
        answer?.state === 'answered' &&
        isListOfWords(answer.value) &&
        wanted.every((word) => (answer.value as Scalar[]).includes(word)),
    )
  }
  for (const [bound, holds] of BOUNDS) {
    const limit = test[bound]
    if (limit !== undefined)
      checks.push(
        (answer) =>
          answer?.state === 'answered' &&
          typeof answer.value === typeof limit &&
          holds(answer.value as number, limit as number),
      )
  }
  if (test.itemsGte !== undefined) {
    const least = test.itemsGte
    checks.push((answer) => answer?.state === 'answered' && Array.isArray(answer.value) && answer.value.length >= least)
  }
  if (test.answered !== undefined) {
    const wanted = test.answered
    checks.push((answer) => (answer?.state === 'answered') === wanted)
  }
  const [only] = checks
  if (checks.length === 1 && only) return only
  return (answer) => checks.every((check) => check(answer))
}

/** ISO dates compare as text, numbers as numbers; the same operators serve both. */
const BOUNDS: ['gt' | 'gte' | 'lt' | 'lte', (value: number, limit: number) => boolean][] = [
  ['gt', (value, limit) => value > limit],
  ['gte', (value, limit) => value >= limit],
  ['lt', (value, limit) => value < limit],
  ['lte', (value, limit) => value <= limit],
]

/** Does the test hold for this answer? */
export const holds = (test: Test, answer: Answer | undefined): boolean => compileTest(test)(answer)

export const isReserved = (value: Scalar): boolean => (RESERVED_VALUES as readonly Scalar[]).includes(value)
export const isCombinator = (key: string): boolean => (COMBINATORS as readonly string[]).includes(key)

const isMap = (value: unknown): value is ConditionSource =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isListOfWords = (value: AnswerValue): value is string[] =>
  Array.isArray(value) && (value.length === 0 || typeof value[0] === 'string')
