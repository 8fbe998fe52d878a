import type { Column, Columns } from '#app/rubric/backtest/columns.ts'
import type { Answer, CompiledRubric } from '#app/rubric/index.ts'
import { compiled, option, question } from '#tests/rubric/fixtures/rubrics.ts'
import { Dice } from '#tests/support/rubric-worlds.ts'

/**
 * What the bench of the back-test replays: a rubric of sixty questions of three kinds, a third of them shown only after certain answers,
 * with effects on eight harms, ten knock-outs and ten gates; a draft that weighs a third of them anew, shows more, has other gates
 * and asks two more; and stored answers with blanks, unknowns and some that do not apply.
 */
export const benchVersions = (): { version: CompiledRubric; draft: CompiledRubric } => ({
  version: sixtyQuestions(false),
  draft: sixtyQuestions(true),
})

const HARMS = ['CSE-3', 'HAR-2', 'FRD-4', 'PRV-2', 'INT-1', 'SSH-1', 'MIN-2', 'SEX-4']
const idOf = (i: number) => `q${String(i).padStart(2, '0')}`

function sixtyQuestions(later: boolean): CompiledRubric {
  const questions = Array.from({ length: later ? 62 : 60 }, (_, i) => {
    const kind = kindOf(i)
    const harm = (k: number) => HARMS[(i + k) % HARMS.length] ?? 'INT-1'
    const shift = later && i % 3 === 0 ? 1 : 0
    const heavy = i % 12 === 0 ? { dL: 1, dS: 1 } : { dL: i % 4 === 0 ? 1 : 0 }
    return question(idOf(i), kind, {
      required: i % 10 !== 9,
      gate: i % 6 === (later ? 2 : 1),
      ...(kind === 'number'
        ? { min: 0, max: 100, effects: [{ harm: harm(0), dL: 1, when: { gte: 90 - 30 * shift } }] }
        : {}),
      ...(kind === 'number'
        ? {}
        : {
            options: [
              option('none'),
              option('some', shift ? [{ harm: harm(0) }] : undefined),
              option('much', i % 3 === 1 ? [{ harm: harm(0), ...heavy }] : undefined),
              option('most', [{ harm: harm(0), ...heavy }, { harm: harm(3) }]),
            ],
          }),
      ...(i >= 8 && i % 3 === 2 ? { show_when: shownWhen(i, later) } : {}),
      ...(i % 6 === 4 ? { knockouts: [knockout(i, later)] } : {}),
    })
  })
  const wide = { wide_scope_when: { [idOf(3)]: { gte: 80 } } }
  const sections = [0, 1].map((half) => ({
    id: `half_${half}`,
    title: `Half ${half}`,
    questions: questions.filter((_, i) => (i < 31 ? 0 : 1) === half),
  }))
  return compiled([], { ...wide, sections, budget: { visible_questions: 62 } })
}

const kindOf = (i: number) => (i % 5 === 4 ? 'multi' : i % 7 === 3 ? 'number' : 'single')

const graver = (i: number, than: 'some' | 'much' = 'some') =>
  kindOf(i) === 'number'
    ? { [idOf(i)]: { gt: than === 'some' ? 40 : 85 } }
    : { [idOf(i)]: { in: than === 'some' ? ['some', 'much', 'most', 'unknown'] : ['most'] } }

const shownWhen = (i: number, later: boolean) =>
  [
    graver(i - 2),
    { any: [graver(i - 1, 'much'), graver(i - 3)] },
    { all: [{ [idOf(i - 1)]: { answered: true } }, { not: graver(i - 4, later ? 'much' : 'some') }] },
    { count: { of: [graver(i - 1), graver(i - 2), graver(i - 4)], at_least: later ? 1 : 2 } },
  ][Math.floor(i / 3) % 4]

const knockout = (i: number, later: boolean) => ({
  code: `KO-${String(i).padStart(2, '0')}`,
  when: {
    ...{ [idOf(i)]: 'most' },
    ...graver(i - 1, 'much'),
    ...graver(i - 3, 'much'),
    ...(later ? {} : graver(i - 2)),
  },
  action: i % 12 === 4 ? 'block' : 'escalate',
  reason: 'So.',
  remedy: 'Less.',
})

/** Generated answers as columns, from a fixed sequence. */
export function benchAnswers({ questions }: CompiledRubric, rows: number): Columns {
  const dice = new Dice(42)
  const answers = new Map<string, Column>()
  for (const { question: asked } of questions) {
    const values =
      asked.kind === 'number'
        ? Array.from({ length: 101 }, (_, value) => value)
        : asked.kind === 'multi'
          ? [['none'], ['some'], ['some', 'much'], ['much'], ['most'], ['some', 'most']]
          : ['none', 'none', 'none', 'some', 'some', 'much', 'most']
    const known = [...new Set<(typeof values)[number]>(values)]
    const dictionary: (Answer | undefined)[] = [
      undefined,
      { state: 'unknown' },
      { state: 'n_a', reason: 'Nothing is ranked.' },
      ...known.map((value) => ({ state: 'answered' as const, value })),
    ]
    const codes = new Uint8Array(rows)
    for (let row = 0; row < rows; row++) {
      const draw = dice.below(1000)
      // Two in a hundred are blank, three unknown, three do not apply.
      codes[row] =
        draw < 20 ? 0 : draw < 50 ? 1 : draw < 80 ? 2 : 3 + known.indexOf(values[draw % values.length] as never)
    }
    answers.set(asked.id, { codes, dictionary })
  }
  return { rows, answers, given: new Map() }
}
