import fc from 'fast-check'
import { expect, test } from 'vitest'
import { controlSchema, evidenceSchema } from '#app/rubric/answer-schema.ts'
import { checkAnswer } from '#app/rubric/check-answer.ts'
import { isTest } from '#app/rubric/condition.ts'
import { isDayText, isHarmCode, isHarmRef, type Question } from '#app/rubric/rubric.ts'
import { testSchema } from '#app/rubric/schema.ts'
import { harmCode, harmRef, isoDate } from '#app/rubric/words-schema.ts'
import { question } from './fixtures/rubrics.ts'

// The browser carries no zod: what it checks by hand must be what the schemas say.

const scalar = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.constant('2026-10-01'),
)
const anything = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('is', 'in', 'gt', 'includes', 'other'), scalar),
)
const maybe = (good: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 6, arbitrary: good }, { weight: 1, arbitrary: anything })

test('a test by hand is a test by schema', () => {
  const list = fc.array(scalar, { maxLength: 3 })
  const part = {
    is: scalar,
    in: list,
    includes: scalar,
    includes_all: list,
    gt: scalar,
    gte: scalar,
    lt: scalar,
    lte: scalar,
    items_gte: scalar,
    answered: scalar,
    extra: scalar,
  }
  const source = fc.oneof(anything, fc.record(part, { requiredKeys: [] }))
  fc.assert(
    fc.property(source, (value) => isTest(value) === testSchema.safeParse(value).success),
    { numRuns: 3_000 },
  )
})

test('a safeguard and a piece of evidence by hand are those by schema', () => {
  const control = fc.record(
    {
      id: maybe(fc.constantFrom('a', 'a-1', 'B', '')),
      name: maybe(fc.constantFrom('Block', '  ')),
      kind: maybe(fc.constantFrom('prevent', 'detect', 'hope')),
      strength: maybe(fc.integer({ min: -1, max: 4 })),
      status: maybe(fc.constantFrom('tested', 'planned', 'done')),
      harms: maybe(fc.array(fc.constantFrom('HAR-1', 'CSE-*', 'x'), { maxLength: 3 })),
      owner: maybe(fc.string({ maxLength: 4 })),
      extra: fc.constant(1),
    },
    { requiredKeys: ['id', 'name', 'kind', 'strength', 'status', 'harms'] },
  )
  const controls = { question: question('c', 'controls') as Question, minRows: [] }
  fc.assert(
    fc.property(
      control,
      (value) =>
        (checkAnswer(controls, { state: 'answered', value: [value] as never }) === undefined) ===
        controlSchema.safeParse(value).success,
    ),
    { numRuns: 3_000 },
  )
  const evidence = fc.record({
    label: maybe(fc.constantFrom('Report', ' ')),
    url: maybe(
      fc.constantFrom(
        'https://a.example/x',
        'http://b.example',
        'ftp://c.example',
        'https://',
        'javascript:alert(1)',
        'x',
      ),
    ),
  })
  const list = { question: question('e', 'evidence') as Question, minRows: [] }
  fc.assert(
    fc.property(
      evidence,
      (value) =>
        (checkAnswer(list, { state: 'answered', value: [value] as never }) === undefined) ===
        evidenceSchema.safeParse(value).success,
    ),
    { numRuns: 1_000 },
  )
})

test('codes and days by hand are those by schema', () => {
  const text = fc.oneof(
    fc.constantFrom('HAR-1', 'HAR-*', 'HAR-0', 'har-1', '2026-10-01', '2026-13-01', '2026-10-01T00:00'),
    fc.string(),
  )
  fc.assert(
    fc.property(text, (value) => {
      expect(isHarmCode(value)).toBe(harmCode.safeParse(value).success)
      expect(isHarmRef(value)).toBe(harmRef.safeParse(value).success)
      expect(isDayText(value)).toBe(isoDate.safeParse(value).success)
    }),
  )
})
