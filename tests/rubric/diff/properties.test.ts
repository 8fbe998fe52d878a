import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Condition, readCondition } from '#app/rubric/condition.ts'
import { normalForm } from '#app/rubric/diff/normal-form.ts'
import { BUMPS, diffRubrics, requiredBump } from '#app/rubric/diff.ts'
import { type Answer, type Answers, type CompiledRubric, evaluate } from '#app/rubric/index.ts'
import { compile, compilePerhaps } from '#app/rubric/predicate.ts'
import { answered, compiled, unknown } from '../fixtures/rubrics.ts'
import { at, change, idOf, type Made, MUTATIONS, mutated, rubrics } from '../fixtures/versions.ts'

const holds = <T>(arbitrary: fc.Arbitrary<T>, claim: (value: T) => void, numRuns = 60) =>
  fc.assert(fc.property(arbitrary, claim), { numRuns })

test('a rubric beside itself differs in nothing', () => {
  holds(rubrics, (made) => {
    expect(diffRubrics(compiled(made), compiled(made))).toEqual([])
  })
})

test('the order of keys says nothing', () => {
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turned)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, inner]) => [key, turned(inner)]),
    )
  }
  holds(mutated, ({ before, made }) => {
    const other = compiled(turned(made) as Made[])
    expect(diffRubrics(compiled(made), other)).toEqual([])
    expect(diffRubrics(compiled(before), other)).toEqual(diffRubrics(compiled(before), compiled(made)))
  })
})

test.each(Object.entries(MUTATIONS))('a change of one place is found and names its id: %s', (_, mutate) => {
  holds(
    fc.tuple(rubrics, at),
    ([before, i]) => {
      const { made, id } = mutate(before, i)
      fc.pre(JSON.stringify(made) !== JSON.stringify(before))
      // What comes of the change may be said of others too, but nothing is said of nobody.
      const changes = diffRubrics(compiled(before), compiled(made))
      expect(changes.map((one) => one.id)).toContain(id)
    },
    8,
  )
})

test('one more change never lowers the step of the version', () => {
  const rank = (made: CompiledRubric, other: CompiledRubric) =>
    BUMPS.indexOf(requiredBump(diffRubrics(made, other)) ?? 'patch')
  holds(fc.tuple(mutated, fc.constantFrom(...BUMPS)), ([{ before, made }, bump]) => {
    const changes = diffRubrics(compiled(before), compiled(made))
    const more = [...changes, { bump }]
    expect(BUMPS.indexOf(requiredBump(more) ?? 'patch')).toBeGreaterThanOrEqual(
      BUMPS.indexOf(requiredBump(changes) ?? 'patch'),
    )
    // The same in files: whatever was changed, then an existing question refuses an answer it took.
    const strict = change(made, 0, () => ({ allow_na: false }))
    expect(rank(compiled(before), compiled(strict))).toBe(BUMPS.indexOf('major'))
  })
})

const answer = fc.constantFrom<Answer | undefined>(
  answered('mild'),
  answered('middle'),
  answered('grave'),
  unknown,
  { state: 'n_a', reason: 'no' },
  undefined,
)

test('after a step below major, answers given before score and decide as they did', () => {
  holds(
    fc.tuple(mutated, fc.tuple(answer, answer, answer)),
    ([{ before, made }, given]) => {
      const [old, now] = [compiled(before), compiled(made)]
      fc.pre(requiredBump(diffRubrics(old, now)) !== 'major')
      const answers: Answers = Object.fromEntries(
        given.flatMap((one, i) => {
          if (!one) return []
          const several = i === 1 && one.state === 'answered' ? answered([one.value]) : one
          return [[idOf(i), several] as const]
        }),
      )
      const result = (rubric: CompiledRubric) => {
        const { facts, assessment } = evaluate(rubric, { answers })
        return {
          levels: assessment?.harms.map(({ code, inherent, current }) => [code, inherent.level, current.level]),
          knockouts: facts.knockouts.map(({ knockout: { code } }) => code),
          openGates: facts.openGates,
          invalid: facts.invalid,
        }
      }
      expect(result(now)).toEqual(result(old))
    },
    150,
  )
})

const values = ['yes', 'no', 'unknown', 'blank']
const leaf = fc.tuple(
  fc.constantFrom('a', 'b', 'c'),
  fc.oneof(
    fc.constantFrom<unknown>(...values, { answered: true }, { answered: false }, { gte: 2, lt: 5 }),
    fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 }).map((all) => ({ in: all })),
  ),
)
const { condition } = fc.letrec((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    leaf.map(([id, is]) => ({ [id]: is })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('condition').map((not) => ({ not })),
    fc
      .tuple(fc.array(tie('condition'), { minLength: 1, maxLength: 3 }), fc.nat(3))
      .map(([of, at_least]) => ({ count: { of, at_least } })),
  ),
}))
const slotOf = (id: string) => 'abc'.indexOf(id)
const slots = fc.array(
  fc.constantFrom<Answer | undefined>(answered('yes'), answered('no'), answered(3), unknown, undefined),
  {
    minLength: 3,
    maxLength: 3,
  },
)

test('the normal form holds for exactly the same answers, unknown ones included, and is its own normal form', () => {
  holds(
    fc.tuple(condition, slots),
    ([source, given]) => {
      const read: Condition = readCondition(source, '').condition
      const normal = normalForm(read)
      expect(compile(normal, slotOf)(given)).toBe(compile(read, slotOf)(given))
      expect(compilePerhaps(normal, slotOf, () => true)(given)).toBe(compilePerhaps(read, slotOf, () => true)(given))
      expect(normalForm(normal)).toEqual(normal)
    },
    500,
  )
})
