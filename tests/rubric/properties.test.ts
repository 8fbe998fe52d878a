import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCondition } from '#app/rubric/condition.ts'
import {
  type Answer,
  type Answers,
  type CompiledRubric,
  type Control,
  canonicalJson,
  changeText,
  type EvaluationInput,
  evaluate,
  levelRank,
  pathToYes,
  STRICTNESS,
} from '#app/rubric/index.ts'
import { parseRubric } from '#app/rubric/parse/parse.ts'
import { compile, compilePerhaps } from '#app/rubric/predicate.ts'
import { answered, compiled, option, question, rubricText, taxonomy, unknown } from './fixtures/rubrics.ts'

const HARMS = ['CSE-3', 'HAR-2', 'FRD-4']
const step = fc.record({
  harm: fc.constantFrom(...HARMS, 'HAR-*'),
  dL: fc.integer({ min: 0, max: 2 }),
  dS: fc.integer({ min: 0, max: 1 }),
})
const effects = fc.array(step, { maxLength: 2 })

/** Small rubrics of four questions; some hang on earlier ones, some are gates, some carry knock-outs. */
const questions = fc
  .array(
    fc.record({
      kind: fc.constantFrom('single', 'multi'),
      gate: fc.boolean(),
      hangs: fc.boolean(),
      effects: fc.tuple(effects, effects, effects),
      knockout: fc.option(fc.constantFrom('block', 'escalate'), { nil: undefined, freq: 4 }),
    }),
    { minLength: 2, maxLength: 4 },
  )
  .map((made) =>
    made.map(({ kind, gate, hangs, effects: [a, b, c], knockout }, i) =>
      question(`q${'abcd'[i]}`, kind, {
        gate,
        options: [option('mild', a), option('middle', b), option('grave', c)],
        ...(hangs && i > 0 ? { show_when: { [`q${'abcd'[i - 1]}`]: { in: ['middle', 'grave', 'unknown'] } } } : {}),
        ...(knockout
          ? {
              knockouts: [
                {
                  code: `KO-${'ABCD'[i]}`,
                  when: { [`q${'abcd'[i]}`]: 'grave' },
                  action: knockout,
                  reason: 'r',
                  remedy: 'r',
                },
              ],
            }
          : {}),
      }),
    ),
  )
const word = fc.constantFrom('mild', 'middle', 'grave')
const answerFor = (kind: unknown): fc.Arbitrary<Answer | undefined> =>
  fc.oneof(
    { weight: 6, arbitrary: word.map((one) => answered(kind === 'multi' ? [one] : one)) },
    { weight: 1, arbitrary: fc.constant(unknown) },
    { weight: 1, arbitrary: fc.constant<Answer>({ state: 'n_a', reason: 'no' }) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  )
const control: fc.Arbitrary<Control> = fc.record({
  id: fc.constantFrom('one', 'two', 'three'),
  name: fc.constant('Safeguard'),
  kind: fc.constantFrom('prevent', 'deter', 'detect', 'respond', 'recover', 'empower'),
  strength: fc.integer({ min: 0, max: 3 }),
  status: fc.constantFrom('planned', 'built', 'tested', 'monitored'),
  harms: fc.constantFrom(...HARMS).map((harm) => [harm]),
})
const world = questions.chain((made) =>
  fc
    .tuple(
      fc.tuple(...made.map(({ kind }) => answerFor(kind))),
      fc.uniqueArray(control, { maxLength: 3, selector: ({ id }) => id }),
    )
    .map(([given, controls]) => {
      const entries = made.flatMap(({ id }, i) => (given[i] ? [[String(id), given[i]] as const] : []))
      const input = { answers: Object.fromEntries(entries) as Answers, scoring: { controls } } satisfies EvaluationInput
      // Not enumerable, so that a counterexample shows the questions and not the whole compiled taxonomy.
      return Object.defineProperty({ made, input }, 'rubric', { value: compiled(made) }) as World<typeof input>
    }),
)
type World<I> = { made: Record<string, unknown>[]; rubric: CompiledRubric; input: I }
const holds = <T>(arbitrary: fc.Arbitrary<T>, claim: (value: T) => void, numRuns = 200) =>
  fc.assert(fc.property(arbitrary, claim), { numRuns })
const levels = (rubric: CompiledRubric, input: EvaluationInput, of: 'inherent' | 'current' | 'target' = 'current') =>
  new Map(evaluate(rubric, input).assessment?.harms.map((harm) => [harm.code, levelRank(harm[of].level)]))

test('the order in which answers were given changes nothing', () => {
  holds(world, ({ rubric, input }) => {
    const turned = Object.fromEntries(Object.entries(input.answers).reverse())
    expect(evaluate(rubric, { ...input, answers: turned })).toEqual(evaluate(rubric, input))
  })
})

test('a rubric is the same after it was written in its canonical form and read again', () => {
  holds(
    questions,
    (made) => {
      const once = parseRubric(rubricText(made), taxonomy)
      if (!once.ok) throw new Error(JSON.stringify(once.diagnostics))
      const text = canonicalJson(once.raw)
      const again = parseRubric(text, taxonomy)
      expect(again.ok && again.value).toEqual(once.value)
      expect(again.ok && canonicalJson(again.raw)).toBe(text)
    },
    50,
  )
})

test('a hidden answer changes no level and no decision', () => {
  holds(fc.tuple(world, word), ([{ rubric, input }, other]) => {
    const before = evaluate(rubric, input)
    const hidden = before.facts.hidden.map((id) => [
      id,
      answered(rubric.byId.get(id)?.question.kind === 'multi' ? [other] : other),
    ])
    const after = evaluate(rubric, { ...input, answers: { ...input.answers, ...Object.fromEntries(hidden) } })
    expect(after.assessment).toEqual(before.assessment)
    expect(after.decision).toEqual(before.decision)
  })
})

test('one more safeguard never raises a level', () => {
  holds(fc.tuple(world, control), ([{ rubric, input }, extra]) => {
    const more = { ...input, scoring: { controls: [...input.scoring.controls, { ...extra, id: 'extra' }] } }
    for (const of of ['current', 'target'] as const) {
      const after = levels(rubric, more, of)
      for (const [code, level] of levels(rubric, input, of)) expect(after.get(code)).toBeLessThanOrEqual(level)
    }
  })
})

test('current is never above inherent, and target never above current', () => {
  holds(world, ({ rubric, input }) => {
    const inherent = levels(rubric, input, 'inherent')
    const target = levels(rubric, input, 'target')
    for (const [code, level] of levels(rubric, input)) {
      expect(level).toBeLessThanOrEqual(inherent.get(code) ?? -1)
      expect(target.get(code)).toBeLessThanOrEqual(level)
    }
  })
})

test('a heavier effect never lowers a level', () => {
  holds(fc.tuple(world, fc.nat(3), fc.nat(2), fc.constantFrom(...HARMS)), ([{ made, rubric, input }, q, o, harm]) => {
    const heavier = made.map((one, i) =>
      i !== q
        ? one
        : {
            ...one,
            options: (one.options as { effects?: { harm: string }[] }[]).map((choice, j) =>
              j === o ? { ...choice, effects: [...(choice.effects ?? []), { harm, dL: 2 }] } : choice,
            ),
          },
    )
    const answersKnown = Object.values(input.answers).every(({ state }) => state !== 'unknown')
    // An unknown counts as the worst but one: a new worst option may move it to another harm, so only known answers are compared.
    fc.pre(answersKnown)
    const after = levels(compiled(heavier), input)
    for (const [code, level] of levels(rubric, input)) expect(after.get(code)).toBeGreaterThanOrEqual(level)
  })
})

test('the overall level is the worst one, not an average', () => {
  holds(world, ({ rubric, input }) => {
    const all = [...levels(rubric, input).values()]
    expect(levelRank(evaluate(rubric, input).assessment?.overall.current ?? 'N')).toBe(Math.max(0, ...all))
  })
})

test('not knowing never gives a better decision than the best known answer, and at a gate never approval', () => {
  holds(world, ({ rubric, input }) => {
    const [first] = rubric.questions
    if (!first) return
    const { id, kind, gate } = first.question
    const strictness = (answer: Answer) =>
      STRICTNESS[
        evaluate(rubric, { ...input, answers: { ...input.answers, [id]: answer } }).decision?.proposal ?? 'block'
      ]
    // Hidden follow-up questions are left out of the comparison: another answer may ask for more.
    fc.pre(!rubric.questions.some(({ question: other }) => other.show_when && id in other.show_when))
    const known = ['mild', 'middle', 'grave'].map((one) => strictness(answered(kind === 'multi' ? [one] : one)))
    // Open gates are looked at before critical levels, so "request changes" may stand where "block" would follow.
    if (strictness(unknown) !== STRICTNESS.request_changes)
      expect(strictness(unknown)).toBeGreaterThanOrEqual(Math.min(...known))
    if (gate) expect(strictness(unknown)).toBeGreaterThanOrEqual(STRICTNESS.request_changes)
  })
})

test('the path to yes arrives where it says, and with "fewest" no change of it can be left out', () => {
  holds(
    world,
    ({ rubric, input }) => {
      const path = pathToYes(rubric, input)
      if (!path) return
      const decisionAfter = (changes: typeof path.changes) => {
        const answers: Record<string, Answer> = { ...input.answers }
        const credits: Record<string, { strength: number; status: 'tested' }> = {}
        for (const change of changes) {
          if (change.kind === 'answer') answers[change.questionId] = answered(change.value)
          if (change.kind === 'control')
            credits[change.controlId] = {
              strength: input.scoring.controls.find(({ id }) => id === change.controlId)?.strength ?? 0,
              status: 'tested',
            }
          if (change.kind === 'complete')
            for (const id of change.questionIds) answers[id] = { state: 'n_a', reason: 'assumed' }
        }
        return (
          evaluate(rubric, { ...input, answers, scoring: { ...input.scoring, credits } }).decision?.proposal ?? 'block'
        )
      }
      for (const change of path.changes) expect(changeText(rubric, change)).not.toBe('')
      if (path.changes.some(({ kind }) => kind === 'complete')) return
      expect(decisionAfter(path.changes)).toBe(path.to)
      expect(STRICTNESS[path.to]).toBeLessThan(STRICTNESS[path.from])
      if (path.fewest)
        for (const left of path.changes) {
          const to = decisionAfter(path.changes.filter((change) => change !== left))
          expect(
            to === 'request_changes' || STRICTNESS[to] > STRICTNESS[path.to] || STRICTNESS[to] >= STRICTNESS[path.from],
          ).toBe(true)
        }
    },
    150,
  )
})

const leaf = fc.tuple(
  fc.constantFrom('a', 'b', 'c'),
  fc.constantFrom<unknown>('yes', 'no', 'unknown', { in: ['yes', 'unknown'] }, { answered: true }),
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

test('without an unknown, "perhaps" is only yes or no, and agrees with the plain condition', () => {
  holds(
    fc.tuple(
      condition,
      fc.array(fc.constantFrom<Answer | undefined>(answered('yes'), answered('no'), undefined), {
        minLength: 3,
        maxLength: 3,
      }),
    ),
    ([source, slots]) => {
      const read = readCondition(source, '')
      expect(read.problems).toEqual([])
      expect(compilePerhaps(read.condition, slotOf, () => true)(slots)).toBe(
        compile(read.condition, slotOf)(slots) ? 2 : 0,
      )
    },
  )
})

test('a "yes" or a "no" about unknown answers holds whatever the answers turn out to be, unless the condition names unknown', () => {
  const plain = condition.filter((source) => !/unknown|answered/.test(JSON.stringify(source)))
  holds(
    fc.tuple(
      plain,
      fc.array(fc.constantFrom<Answer>(answered('yes'), answered('no'), unknown), { minLength: 3, maxLength: 3 }),
    ),
    ([source, slots]) => {
      const { condition: read } = readCondition(source, '')
      const verdict = compilePerhaps(read, slotOf, () => true)(slots)
      const truths = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) =>
        compile(
          read,
          slotOf,
        )(slots.map((answer, i) => (answer.state === 'unknown' ? answered(bits & (1 << i) ? 'yes' : 'no') : answer))),
      )
      if (verdict === 2) expect(truths).not.toContain(false)
      if (verdict === 0) expect(truths).not.toContain(true)
    },
  )
})
