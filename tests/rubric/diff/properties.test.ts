import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Condition, readCondition } from '#app/rubric/condition.ts'
import { normalForm } from '#app/rubric/diff/normal-form.ts'
import { BUMPS, diffRubrics, requiredBump } from '#app/rubric/diff.ts'
import { type Answer, type Answers, type CompiledRubric, evaluate } from '#app/rubric/index.ts'
import { compile, compilePerhaps } from '#app/rubric/predicate.ts'
import { answered, compiled, option, question, unknown } from '../fixtures/rubrics.ts'

type Made = Record<string, unknown>
const holds = <T>(arbitrary: fc.Arbitrary<T>, claim: (value: T) => void, numRuns = 60) =>
  fc.assert(fc.property(arbitrary, claim), { numRuns })

const HARMS = ['CSE-3', 'HAR-2', 'FRD-4']
const effects = fc.uniqueArray(
  fc.record({
    harm: fc.constantFrom(...HARMS),
    dL: fc.integer({ min: 0, max: 2 }),
    dS: fc.integer({ min: 0, max: 1 }),
  }),
  { maxLength: 2, selector: ({ harm }) => harm },
)
const idOf = (i: number): string => `q${'abcde'[i]}`
const knockout = (i: number, on: string, value: string): Made => ({
  code: `KO-${'ABCDE'[i]}`,
  when: { [on]: value },
  action: 'block',
  reason: 'Because.',
  remedy: 'Change it.',
})

/** Rubrics of three questions with options, effects, some gates, visibility and knock-outs. */
const rubrics: fc.Arbitrary<Made[]> = fc
  .array(
    fc.record({
      gate: fc.boolean(),
      hangs: fc.boolean(),
      knocks: fc.boolean(),
      raises: fc.tuple(effects, effects, effects),
    }),
    { minLength: 3, maxLength: 3 },
  )
  .map((made) =>
    made.map(({ gate, hangs, knocks, raises: [a, b, c] }, i) =>
      question(idOf(i), i === 1 ? 'multi' : 'single', {
        gate,
        options: [option('mild', a), option('middle', b), option('grave', c)],
        ...(hangs && i > 0 ? { show_when: { [idOf(i - 1)]: { in: ['middle', 'grave', 'unknown'] } } } : {}),
        ...(knocks ? { knockouts: [knockout(i, idOf(i), 'grave')] } : {}),
      }),
    ),
  )

type Options = { value: string; label: string; effects?: unknown[] }[]
const optionsOf = (one: Made): Options => one.options as Options
const change = (made: Made[], at: number, more: (one: Made) => Made): Made[] =>
  made.map((one, i) => (i === at ? { ...one, ...more(one) } : one))
const others = (i: number): string => idOf((i + 1) % 3)

/** One place changed, and the id that has to be named. */
const MUTATIONS: Readonly<Record<string, (made: Made[], i: number) => { made: Made[]; id: string }>> = {
  ...Object.fromEntries(
    ['text', 'help', 'example'].map((key) => [
      key,
      (made: Made[], i: number) => ({ made: change(made, i, () => ({ [key]: 'Otherwise.' })), id: idOf(i) }),
    ]),
  ),
  refs: (made, i) => ({ made: change(made, i, () => ({ refs: ['DTSP:PD9'] })), id: idOf(i) }),
  dimension: (made, i) => ({ made: change(made, i, () => ({ dimension: 'control' })), id: idOf(i) }),
  sensitivity: (made, i) => ({ made: change(made, i, () => ({ sensitivity: 'sensitive' })), id: idOf(i) }),
  gate: (made, i) => ({ made: change(made, i, ({ gate }) => ({ gate: !gate })), id: idOf(i) }),
  required: (made, i) => ({ made: change(made, i, () => ({ required: false })), id: idOf(i) }),
  unknown: (made, i) => ({ made: change(made, i, () => ({ allow_unknown: false })), id: idOf(i) }),
  na: (made, i) => ({ made: change(made, i, () => ({ allow_na: false })), id: idOf(i) }),
  answerer: (made, i) => ({ made: change(made, i, () => ({ answered_by: 'reviewer' })), id: idOf(i) }),
  kind: (made, i) => ({
    made: change(made, i, ({ kind }) => ({ kind: kind === 'multi' ? 'single' : 'multi' })),
    id: idOf(i),
  }),
  evidence: (made, i) => ({ made: change(made, i, () => ({ evidence_when: 'mild' })), id: idOf(i) }),
  visibility: (made, i) => ({
    made: change(made, 2, () => ({ show_when: { [idOf(i % 2)]: 'mild' } })),
    id: idOf(2),
  }),
  label: (made, i) => ({
    made: change(made, i, (one) => ({
      options: optionsOf(one).map((o, k) => (k === 0 ? { ...o, label: 'Soft' } : o)),
    })),
    id: idOf(i),
  }),
  'option added': (made, i) => ({
    made: change(made, i, (one) => ({ options: [...optionsOf(one), option('other')] })),
    id: idOf(i),
  }),
  'option with effects': (made, i) => ({
    made: change(made, i, (one) => ({
      options: [...optionsOf(one), option('other', [{ harm: 'HAR-2', dL: 2, dS: 1 }])],
    })),
    id: idOf(i),
  }),
  effect: (made, i) => ({
    made: change(made, i, (one) => ({
      options: optionsOf(one).map((o, k) =>
        k === 1 ? { ...o, effects: [...(o.effects ?? []), { harm: 'SEX-5', dL: 1 }] } : o,
      ),
    })),
    id: idOf(i),
  }),
  'options turned': (made, i) => ({
    made: change(made, i, (one) => ({ options: [...optionsOf(one)].reverse() })),
    id: idOf(i),
  }),
  'question added': (made) => ({
    made: [...made, question('qe', 'single', { options: [option('mild'), option('grave')] })],
    id: 'qe',
  }),
  'gate added': (made) => ({ made: [...made, question('qe', 'yes_no', { gate: true })], id: 'qe' }),
  'question with a knock-out': (made) => ({
    made: [
      ...made,
      question('qe', 'single', { options: [option('mild'), option('grave')], knockouts: [knockout(4, 'qe', 'grave')] }),
    ],
    id: 'KO-E',
  }),
  'knock-out added': (made, i) => ({
    made: change(made, i, (one) => ({
      knockouts: [...((one.knockouts as unknown[]) ?? []), knockout(4, others(i), 'mild')],
    })),
    id: 'KO-E',
  }),
  'last question removed': (made) => ({ made: made.slice(0, 2), id: idOf(2) }),
}
const mutation = fc.constantFrom(...Object.entries(MUTATIONS))
const at = fc.nat(2)
const mutated = fc
  .tuple(rubrics, mutation, at)
  .map(([before, [name, mutate], i]) => ({ before, name, ...mutate(before, i) }))

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
