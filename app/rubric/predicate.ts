import type { Answer, AnswerValue } from './answers.ts'
import type { Condition, Scalar, Test } from './condition.ts'

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

const isListOfWords = (value: AnswerValue): value is string[] =>
  Array.isArray(value) && (value.length === 0 || typeof value[0] === 'string')
