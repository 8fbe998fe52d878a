import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { compiledFromCanonical, sha256 } from '#app/domain/rubric-versions/library.server.ts'
import { type CompiledRubric, canonicalJson, compileRubric, evaluate, explain } from '#app/rubric/index.ts'
import { parseRubric } from '#app/rubric/parse/parse.ts'
import { type GeneratedRubric, generatedRubric } from './fixtures/generated.ts'
import { policyTable, taxonomy } from './fixtures/rubrics.ts'

const read = (text: string) => {
  const parsed = parseRubric(text, taxonomy)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics))
  return parsed
}
const stored = (raw: unknown): string => canonicalJson({ rubric: raw, taxonomy, table: policyTable })

/** The same data with the keys of every map in another order. */
const shuffled = (value: unknown, turn: number): unknown => {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, turn))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, part]) => [key, shuffled(part, turn + 1)] as const)
  return Object.fromEntries(turn % 2 ? entries.reverse() : [...entries.slice(turn % 5), ...entries.slice(0, turn % 5)])
}
/** Ways of writing the same data: block or flow, long lines or short, other quotes, other ends of lines, with remarks. */
const WAYS: ((data: unknown) => string)[] = [
  (data) => JSON.stringify(data),
  (data) => stringify(data),
  (data) => stringify(data, { lineWidth: 40, defaultStringType: 'QUOTE_DOUBLE' }),
  (data) => stringify(data, { lineWidth: 0, defaultStringType: 'QUOTE_SINGLE', indent: 4 }),
  (data) => `\ufeff# A remark\n${stringify(data, { collectionStyle: 'flow' })}\n`,
  (data) => stringify(data, { lineWidth: 0 }).replaceAll('\n', '\r\n'),
]
const written = fc.tuple(generatedRubric, fc.nat({ max: 9 }), fc.constantFrom(...WAYS))
const holds = <T>(arbitrary: fc.Arbitrary<T>, claim: (value: T) => void, numRuns: number) =>
  fc.assert(fc.property(arbitrary, claim), { numRuns })

test('a rubric read, written in its canonical form and read again is the same rubric with the same hash', () => {
  holds(
    generatedRubric,
    ({ rubric }) => {
      const once = read(stringify(rubric, { aliasDuplicateObjects: false }))
      const canonical = canonicalJson(once.raw)
      const again = read(canonical)
      expect(again.value).toEqual(once.value)
      expect(canonicalJson(again.raw)).toBe(canonical)
      expect(sha256(stored(again.raw))).toBe(sha256(stored(once.raw)))
    },
    150,
  )
})

test('neither the order of keys nor the way of writing changes the canonical text or its hash', () => {
  holds(
    written,
    ([{ rubric }, turn, write]) => {
      const plain = read(JSON.stringify(rubric))
      const other = read(write(shuffled(rubric, turn)))
      expect(other.value).toEqual(plain.value)
      expect(canonicalJson(other.raw)).toBe(canonicalJson(plain.raw))
    },
    150,
  )
})

const results = (compiled: CompiledRubric, { answers }: GeneratedRubric) => {
  const evaluation = evaluate(compiled, { answers })
  const { facts, ...rest } = evaluation
  const { visible, ...told } = facts
  return { ...rest, ...told, visible: visible.map(({ question }) => question.id), why: explain(compiled, evaluation) }
}

test('what comes of answers does not depend on the order of keys in the file, nor on the order of answers', () => {
  holds(
    written,
    ([made, turn, write]) => {
      const compiled = compiledFromCanonical(stored(read(JSON.stringify(made.rubric)).raw))
      const other = compiledFromCanonical(stored(read(write(shuffled(made.rubric, turn))).raw))
      const turned = { ...made, answers: shuffled(made.answers, turn) as typeof made.answers }
      expect(results(other, turned)).toEqual(results(compiled, made))
    },
    100,
  )
})

test('a file that is evaluated before it is stored comes to the same, in any order of keys', () => {
  const directly = (text: string) => compileRubric(read(text).value, taxonomy, policyTable)
  // In which order a rule looked at its questions is the order of its condition; which they were is not.
  const unordered = (value: unknown) =>
    JSON.parse(JSON.stringify(value), (key, part) => (key === 'from' && Array.isArray(part) ? part.toSorted() : part))
  holds(
    written,
    ([made, turn, write]) => {
      const plain = results(directly(JSON.stringify(made.rubric)), made)
      const other = results(directly(write(shuffled(made.rubric, turn))), made)
      expect(unordered({ ...other, why: null })).toEqual(unordered({ ...plain, why: null }))
    },
    100,
  )
})
