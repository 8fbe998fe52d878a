import {
  type Answer,
  type Answers,
  type AnswerValue,
  type CompiledRubric,
  compileRubric,
  type Question,
} from '#app/rubric/index.ts'
import { compiled, option, question } from '#tests/rubric/fixtures/rubrics.ts'

/** Rubrics and answers drawn from a number, so that the same number makes the same world again. */
export class Dice {
  private state: number

  constructor(seed: number) {
    this.state = (seed ^ 0x9e3779b9) >>> 0
  }

  below(limit: number): number {
    // xorshift: quick, and spread well enough for tests.
    this.state ^= this.state << 13
    this.state ^= this.state >>> 17
    this.state ^= this.state << 5
    this.state >>>= 0
    return this.state % limit
  }

  chance(percent: number): boolean {
    return this.below(100) < percent
  }

  of<T>(some: readonly T[]): T {
    return some[this.below(some.length)] as T
  }
}

const HARMS = ['CSE-3', 'HAR-2', 'FRD-4', 'PRV-2', 'INT-1']
const WORDS = ['mild', 'middle', 'grave']
const KINDS = ['single', 'multi', 'yes_no', 'number', 'scale', 'text', 'date', 'harms', 'grid', 'attest'] as const
const TIERS = ['T0', 'T1', 'T2', 'T3', 'T4']

export type Ending = 'decision' | 'tiers' | 'outcome'

/** Two versions of a rubric that have something to do with each other: the later one asks some more, leaves some out and weighs anew. */
export function rubricPair(seed: number, ending: Ending): { version: CompiledRubric; draft: CompiledRubric } {
  const kinds = new Dice(seed)
  const asked = Array.from({ length: 3 + kinds.below(6) }, () => kinds.of(KINDS))
  return {
    version: rubricOf(new Dice(seed * 2 + 1), asked, ending),
    draft: rubricOf(
      new Dice(seed * 2 + 2),
      [...asked.slice(0, asked.length - kinds.below(2)), ...asked.slice(0, kinds.below(3))],
      ending,
    ),
  }
}

type Known = { id: string; kind: string }

function rubricOf(dice: Dice, kinds: readonly (typeof KINDS)[number][], ending: Ending): CompiledRubric {
  const known: Known[] = [
    { id: 'tier', kind: 'tier' },
    { id: 'before', kind: 'yes_no' },
  ]
  const sections = [0, 1].map((at) => ({
    id: `part_${at}`,
    title: `Part ${at}`,
    ...(at === 1 && dice.chance(40) ? { show_when: condition(dice, known, 2) } : {}),
    questions: [] as unknown[],
  }))
  const given = [
    { id: 'tier', kind: 'single', text: 'Tier', values: TIERS },
    { id: 'before', kind: 'yes_no', text: 'Before' },
    ...(dice.chance(50) ? [{ id: 'later', kind: 'yes_no', text: 'Later' }] : []),
  ]
  if (given.length === 3) known.push({ id: 'later', kind: 'yes_no' })
  for (const [i, kind] of kinds.entries()) {
    const id = `q${'abcdefghijkl'[i]}`
    const earlier = known.filter((one) => one.id.startsWith('q'))
    const section = sections[i < kinds.length / 2 ? 0 : 1]
    section?.questions.push(
      question(id, kind, {
        ...{ gate: dice.chance(30), required: dice.chance(70) },
        ...{ allow_unknown: dice.chance(85), allow_na: dice.chance(80) },
        ...contentOf(dice, kind, known),
        ...(dice.chance(45) ? { show_when: condition(dice, known, 2) } : {}),
        ...(earlier.length > 0 && dice.chance(15) ? { unless_asked: dice.of(earlier).id } : {}),
        ...(dice.chance(40) ? { knockouts: [knockout(dice, [...known, { id, kind }], ending, i)] } : {}),
      }),
    )
    known.push({ id, kind })
  }
  const wide = dice.chance(40) ? { wide_scope_when: condition(dice, known, 1) } : {}
  return compiled([], {
    given,
    sections: sections.filter(({ questions }) => questions.length > 0),
    ...(ending === 'decision' ? wide : {}),
    ...(ending === 'decision' ? {} : { decision: undefined }),
    ...(ending === 'tiers' ? { tiers: tiersOf(dice, known) } : {}),
    ...(ending === 'outcome' ? { outcome: outcomeOf(dice, known) } : {}),
  })
}

function contentOf(dice: Dice, kind: string, known: readonly Known[]): Record<string, unknown> {
  const effects = () =>
    Array.from({ length: dice.below(3) }, () => ({
      harm: dice.of([...HARMS, 'HAR-*']),
      dL: dice.below(3),
      dS: dice.below(2),
    }))
  if (kind === 'single' || kind === 'multi')
    return { options: WORDS.slice(0, 2 + dice.below(2)).map((word) => option(word, effects())) }
  if (kind === 'number')
    return { min: 0, max: 100, effects: effects().map((one) => ({ ...one, when: { gte: 10 * dice.below(9) } })) }
  if (kind === 'yes_no') return { effects: effects().map((one) => ({ ...one, when: dice.of(['yes', 'no']) })) }
  if (kind === 'scale')
    return {
      anchors: ['a', 'b', 'c', 'd', 'e'],
      effects: effects().map((one) => ({ ...one, when: { lte: dice.below(4) } })),
    }
  if (kind === 'grid')
    return {
      rows: 'free',
      columns: [{ id: 'what', label: 'What', kind: 'text' }],
      min_rows: [{ rows: 1 }, { rows: 2, when: condition(dice, known, 1) }],
    }
  return {}
}

const knockout = (dice: Dice, known: readonly Known[], ending: Ending, at: number) => {
  const action = ending === 'outcome' ? 'route' : dice.of(['block', 'escalate', 'tier_up'])
  const to =
    action === 'route' ? { to: dice.of(['urgent', 'plan']) } : action === 'tier_up' ? { to: dice.of(TIERS) } : {}
  // A knock-out has to look at the question it stands on.
  const own = known.at(-1) as Known
  const when = dice.chance(50) ? testOn(dice, own) : { any: [testOn(dice, own), condition(dice, known, 2)] }
  return { code: `KO-${'ABCDEFGHIJKL'[at]}`, when, action, ...to, reason: 'r', remedy: 'r' }
}

const tiersOf = (dice: Dice, known: readonly Known[]) => ({
  rules: ['one', 'two', 'three'].map((id) => ({
    id,
    tier: dice.of(TIERS),
    when: condition(dice, known, 2),
    because: 'so',
  })),
  otherwise: { tier: 'T1', because: 'so' },
  about: Object.fromEntries(TIERS.map((tier) => [tier, { title: tier, next: 'x', business_days: 1 }])),
})

const outcomeOf = (dice: Dice, known: readonly Known[]) => ({
  values: ['urgent', 'plan', 'no_action'].map((id) => ({ id, title: id, next: 'x' })),
  rules: ['R-ONE', 'R-TWO'].map((code) => ({
    code,
    when: condition(dice, known, 2),
    to: dice.of(['urgent', 'plan', 'no_action']),
    because: 'so',
  })),
  otherwise: 'no_action',
})

/** A condition over what is known so far. */
export function condition(dice: Dice, known: readonly Known[], depth: number): Record<string, unknown> {
  const some = () => Array.from({ length: 1 + dice.below(3) }, () => condition(dice, known, depth - 1))
  const shape = depth === 0 ? 0 : dice.below(8)
  if (shape === 1) return { all: some() }
  if (shape === 2) return { any: some() }
  if (shape === 3) return { not: condition(dice, known, depth - 1) }
  if (shape === 4) return { count: { of: some(), at_least: dice.below(3) } }
  if (shape === 5) return { count: { of: some(), exactly: dice.below(3) } }
  if (shape === 6) return { count: { of: some(), at_most: dice.below(2) } }
  return testOn(dice, dice.of(known))
}

function testOn(dice: Dice, { id, kind }: Known): Record<string, unknown> {
  const state = dice.of(['unknown', 'n_a', 'blank'])
  const words = kind === 'tier' ? TIERS : kind === 'yes_no' ? ['yes', 'no'] : WORDS.slice(0, 2)
  const common = [{ answered: true }, { answered: false }, state]
  const own =
    kind === 'number' || kind === 'scale'
      ? [{ gte: dice.below(4) }, { lt: 3 }, { in: [dice.below(4), 'unknown'] }]
      : kind === 'date'
        ? [{ gte: '2026-06-01' }, { lt: '2026-06-01' }]
        : kind === 'multi'
          ? [{ includes: dice.of(words) }, { in: [dice.of(words), 'unknown'] }, { items_gte: 2 }]
          : kind === 'grid' || kind === 'harms'
            ? [{ items_gte: 1 + dice.below(2) }]
            : kind === 'text' || kind === 'attest'
              ? []
              : [dice.of(words), { in: [dice.of(words), 'unknown'] }, { in: words }]
  return { [id]: dice.of([...common, ...own, ...own]) }
}

/** Answers to a rubric: most fit, some are unknown, blank, do not apply, or are not acceptable. */
export function answersTo({ questions, rubric }: CompiledRubric, dice: Dice): { answers: Answers; given: Answers } {
  const answers: Record<string, Answer> = {}
  for (const { question: asked } of questions) {
    const answer = answerTo(asked, dice)
    if (answer) answers[asked.id] = answer
  }
  const given: Record<string, Answer> = {}
  for (const { id, kind, values = ['yes', 'no'] } of rubric.given ?? []) {
    const value: AnswerValue =
      kind === 'number'
        ? dice.below(100)
        : kind === 'date'
          ? '2026-07-01'
          : kind === 'multi'
            ? [dice.of(values)]
            : dice.of(values)
    if (dice.chance(80)) given[id] = { state: 'answered', value }
    else if (dice.chance(50)) given[id] = { state: 'unknown' }
  }
  return { answers, given }
}

function answerTo(asked: Question, dice: Dice): Answer | undefined {
  const draw = dice.below(100)
  if (draw < 8) return undefined
  if (draw < 16) return dice.chance(50) ? { state: 'unknown' } : { state: 'unknown', note: 'Asked the team.' }
  if (draw < 20) return { state: 'n_a', reason: dice.of(['Not ranked.', 'No chat.']) }
  if (draw < 23) return { state: 'answered', value: 'not among them' }
  return { state: 'answered', value: valueFor(asked, dice) }
}

function valueFor({ kind, options = [], min = 0, max = 100, columns = [] }: Question, dice: Dice): AnswerValue {
  const words = options.map(({ value }) => value)
  switch (kind) {
    case 'yes_no':
      return dice.of(['yes', 'no'])
    case 'single':
      return dice.of(words)
    case 'multi': {
      const alone = options.filter(({ exclusive }) => exclusive).map(({ value }) => value)
      const some = words.filter((word) => !alone.includes(word) && dice.chance(30))
      return some.length > 0 ? some : [dice.of(words)]
    }
    case 'scale':
      return dice.below(5)
    case 'number':
      return min + dice.below(max - min + 1)
    case 'probability':
      return dice.below(101)
    case 'date':
      return dice.of(['2026-05-01', '2026-06-01', '2026-07-01'])
    case 'attest':
      return true
    case 'harms':
      return [dice.of(HARMS), 'CSE-1'].slice(0, 1 + dice.below(2))
    case 'evidence':
      return [{ label: 'Test', url: 'https://docs.example.org' }]
    case 'controls':
      return [
        {
          id: 'delay',
          name: 'Delay',
          kind: dice.of(['prevent', 'respond']),
          strength: dice.below(4),
          status: 'tested',
          harms: ['CSE-*', 'HAR-*'],
        },
      ]
    case 'grid': {
      const cell = (column: (typeof columns)[number]) =>
        column.kind === 'number' ? 1 : column.kind === 'harm' ? 'HAR-2' : (column.options?.[0]?.value ?? 'Words')
      return Array.from({ length: 1 + dice.below(3) }, () =>
        Object.fromEntries(columns.map((column) => [column.id, cell(column)])),
      )
    }
    default:
      return dice.of(['Some words.', 'Other words.', 'More words.'])
  }
}

/** The rubric with every effect a step heavier, other gates, and one question more. */
export function weighedAnew({ rubric, taxonomy, table }: CompiledRubric): CompiledRubric {
  const heavier = <T extends { dL?: number }>(effects: readonly T[] | undefined) =>
    effects && { effects: effects.map((effect) => ({ ...effect, dL: Math.min(2, (effect.dL ?? 0) + 1) })) }
  const sections = rubric.sections.map((section, s) => ({
    ...section,
    questions: [
      ...section.questions.map((asked, q) => ({
        ...asked,
        gate: (s + q) % 5 === 0 ? !asked.gate : asked.gate,
        ...heavier(asked.effects),
        ...(asked.options && { options: asked.options.map((one) => ({ ...one, ...heavier(one.effects) })) }),
      })),
      ...section.questions.slice(0, s === 0 ? 1 : 0).map((asked) => ({ ...asked, id: `${section.id}.brand_new` })),
    ],
  }))
  return compileRubric({ ...rubric, sections }, taxonomy, table)
}

export const withoutSafeguards = ({ byId }: CompiledRubric, answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([id]) => byId.get(id)?.question.kind !== 'controls'))
