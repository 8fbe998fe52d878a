import { deepStrictEqual } from 'node:assert'
import { LogicEngine } from 'json-logic-engine'
import { Model } from 'survey-core'
import { type Condition, readCondition } from '#app/rubric/condition.ts'
import { type Answer, type Answers, type CompiledRubric, evaluate, gatherFacts, levelIn } from '#app/rubric/index.ts'
import { compiled, option, policyTable, question, taxonomy } from '#tests/rubric/fixtures/rubrics.ts'

/**
 * A whole evaluation of a 60-question rubric: visibility, tier, and a level for each harm. The same rubric is translated to
 * JSON Logic, compiled once, and run by an adapter that does only what the comparison needs; both must say the same. Ours also
 * checks every answer, gathers the reasons and decides, which JSON Logic is not asked to do. SurveyJS does visibility alone.
 */

const HARMS = ['CSE-3', 'HAR-2', 'FRD-4', 'PRV-2', 'INT-1', 'SSH-1', 'MIN-2', 'SEX-4']
const WORDS = ['none', 'some', 'much', 'most']
const ROUNDS = 25
const SETS = 400

export type EvaluateReport = {
  bench: 'evaluate'
  goal: string
  questions: number
  answerSets: number
  microseconds: { plimsoll: number; jsonLogic: number; plimsollVisibility: number; surveyCoreVisibility: number }
  /** How many times as long the other takes. */
  ratios: { jsonLogic: number; surveyCore: number }
  met: boolean
}

export function run(): EvaluateReport {
  const rubric = sixtyQuestions()
  const sets = answerSets(rubric)
  const plain = sets.map(plainAnswers)
  // It keeps a hidden question's value, which ours counts as blank; so it is given the visible ones alone, all at once.
  const shown = sets.map((answers, i) => {
    const visible = gatherFacts(rubric, answers).visible.map(({ question: { id } }) => id)
    return Object.fromEntries(visible.flatMap((id) => (plain[i]?.[id] === undefined ? [] : [[id, plain[i][id]]])))
  })
  const jsonLogic = jsonLogicAdapter(rubric)
  const survey = surveyAdapter(rubric)
  sets.forEach((answers, i) => {
    const ours = outcome(rubric, answers)
    deepStrictEqual(jsonLogic(plain[i] ?? {}), ours)
    deepStrictEqual(survey(shown[i] ?? {}), ours.visible)
  })

  const times = {
    plimsoll: [] as number[],
    jsonLogic: [] as number[],
    visibility: [] as number[],
    survey: [] as number[],
  }
  const timed = (into: number[], work: (i: number) => unknown, count = SETS) => {
    const start = performance.now()
    for (let i = 0; i < count; i++) work(i)
    into.push(((performance.now() - start) * 1000) / count)
  }
  // Turn by turn in one process, so that a busy machine slows all of them alike.
  for (let round = 0; round < ROUNDS; round++) {
    timed(times.plimsoll, (i) => evaluate(rubric, { answers: sets[i] ?? {} }))
    timed(times.jsonLogic, (i) => jsonLogic(plain[i] ?? {}))
    timed(times.visibility, (i) => gatherFacts(rubric, sets[i] ?? {}))
    timed(times.survey, (i) => survey(shown[i] ?? {}), 20)
  }
  const ratio = (other: number[], own: number[]) => median(other.map((time, i) => time / (own[i] ?? time)))
  const ratios = {
    jsonLogic: ratio(times.jsonLogic, times.plimsoll),
    surveyCore: ratio(times.survey, times.visibility),
  }
  return {
    bench: 'evaluate',
    goal: 'at least 1.2 times as fast as compiled JSON Logic',
    questions: rubric.questions.length,
    answerSets: sets.length,
    microseconds: {
      plimsoll: median(times.plimsoll),
      jsonLogic: median(times.jsonLogic),
      plimsollVisibility: median(times.visibility),
      surveyCoreVisibility: median(times.survey),
    },
    ratios,
    met: ratios.jsonLogic >= 1.2,
  }
}

export const print = ({ microseconds, ratios, met, goal, questions }: EvaluateReport): string =>
  [
    `${questions} questions, medians of ${ROUNDS} rounds:`,
    `  plimsoll, everything     ${microseconds.plimsoll.toFixed(1)} µs`,
    `  json-logic-engine        ${microseconds.jsonLogic.toFixed(1)} µs   ${ratios.jsonLogic.toFixed(2)} ×`,
    `  plimsoll, visibility     ${microseconds.plimsollVisibility.toFixed(1)} µs`,
    `  survey-core, visibility  ${microseconds.surveyCoreVisibility.toFixed(1)} µs   ${ratios.surveyCore.toFixed(1)} ×`,
    `${met ? 'Met' : 'NOT met'}: ${goal}.`,
  ].join('\n')

export const setup = () => {
  const rubric = sixtyQuestions()
  return { rubric, sets: answerSets(rubric) }
}

function sixtyQuestions(): CompiledRubric {
  const id = (i: number) => `q${String(i).padStart(2, '0')}`
  const questions = Array.from({ length: 60 }, (_, i) => {
    const kind = i % 5 === 4 ? 'multi' : i % 7 === 3 ? 'number' : 'single'
    const harm = (k: number) => HARMS[(i + k) % HARMS.length] ?? 'INT-1'
    const conditions = [
      { [id(i - 2)]: { in: ['much', 'most', 'unknown'] } },
      { any: [{ [id(i - 1)]: 'most' }, { [id(i - 3)]: { in: ['some', 'much'] } }] },
      { all: [{ [id(i - 1)]: { answered: true } }, { not: { [id(i - 4)]: 'none' } }] },
      { count: { of: [{ [id(i - 1)]: 'most' }, { [id(i - 2)]: 'much' }, { [id(i - 4)]: 'unknown' }], at_least: 1 } },
    ]
    return question(id(i), kind, {
      required: false,
      ...(kind === 'number' ? { min: 0, max: 100, effects: [{ harm: harm(0), dL: 1, when: { gte: 50 } }] } : {}),
      ...(kind !== 'number'
        ? {
            options: [
              option('none'),
              option('some', [{ harm: harm(0) }]),
              option('much', [{ harm: harm(0), dL: 1 }]),
              option('most', [
                { harm: harm(0), dL: 1 },
                { harm: harm(3), dL: 1 },
              ]),
            ],
          }
        : {}),
      ...(i >= 8 && i % 2 === 0 ? { show_when: conditions[(i / 2) % 4] } : {}),
    })
  })
  const tiers = {
    rules: [
      {
        id: 'four',
        tier: 'T4',
        when: { [id(0)]: { in: ['most', 'unknown'] }, [id(4)]: { in: ['most'] } },
        because: 'so',
      },
      { id: 'three', tier: 'T3', when: { any: [{ [id(3)]: { gt: 80 } }, { [id(5)]: 'most' }] }, because: 'so' },
      {
        id: 'two',
        tier: 'T2',
        when: { count: { of: [{ [id(1)]: 'much' }, { [id(2)]: 'much' }, { [id(6)]: 'much' }], at_least: 2 } },
        because: 'so',
      },
    ],
    otherwise: { tier: 'T1', because: 'so' },
    about: Object.fromEntries(
      ['T0', 'T1', 'T2', 'T3', 'T4'].map((tier) => [tier, { title: tier, next: 'x', business_days: 1 }]),
    ),
  }
  return compiled(questions, { tiers })
}

/** Answers from a fixed sequence, so that every run measures the same. Unknowns only where JSON Logic can be told what they count as. */
function answerSets(rubric: CompiledRubric): Answers[] {
  let state = 42
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
  return Array.from({ length: SETS }, () => {
    const answers: Record<string, Answer> = {}
    for (const { question: asked } of rubric.questions) {
      if (next(10) === 0) continue
      const value =
        asked.kind === 'number'
          ? next(101)
          : asked.kind === 'multi'
            ? WORDS.filter((_, i) => i > 0 && next(2) === 0)
            : (WORDS[next(4)] ?? 'none')
      if (Array.isArray(value) && value.length === 0) continue
      answers[asked.id] = { state: 'answered', value }
    }
    return answers
  })
}

const plainAnswers = (answers: Answers): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(answers).map(([id, answer]) => [id, answer.state === 'answered' ? answer.value : answer.state]),
  )

type Outcome = { visible: string[]; tier: string; levels: Record<string, string> }

function outcome(rubric: CompiledRubric, answers: Answers): Outcome {
  const { facts, tier, assessment } = evaluate(rubric, { answers })
  const levels = (assessment?.harms ?? []).map((harm) => [harm.code, harm.inherent.level] as const)
  return {
    visible: facts.visible.map(({ question: { id } }) => id),
    tier: tier?.tier ?? '',
    levels: Object.fromEntries(levels.sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

function jsonLogicAdapter(rubric: CompiledRubric): (plain: Record<string, unknown>) => Outcome {
  const engine = new LogicEngine()
  const build = (logic: unknown) => engine.build(logic) as (data: unknown) => unknown
  const visibility = rubric.byDependency.map(({ question: { id, show_when } }) => ({
    id,
    shown: show_when ? build(asLogic(readCondition(show_when, '').condition, rubric)) : undefined,
  }))
  const tier = build({
    if: [
      ...(rubric.rubric.tiers?.rules ?? []).flatMap((rule) => [
        asLogic(readCondition(rule.when, '').condition, rubric),
        rule.tier,
      ]),
      rubric.rubric.tiers?.otherwise.tier,
    ],
  })
  const scope = new Map<string, unknown[]>()
  const steps = new Map<string, unknown[]>()
  for (const {
    question: { id, kind, options, effects },
  } of rubric.questions) {
    const chosen = (word: string) => (kind === 'multi' ? { in: [word, { val: id }] } : { '===': [{ val: id }, word] })
    const byHarm = new Map<string, { when: unknown; dL: number }[]>()
    const add = (harm: string, when: unknown, dL: number) =>
      byHarm.set(harm, [...(byHarm.get(harm) ?? []), { when, dL }])
    for (const one of options ?? [])
      for (const effect of one.effects ?? []) add(effect.harm, chosen(one.value), effect.dL ?? 0)
    for (const effect of effects ?? []) add(effect.harm, { '>=': [{ '??': [{ val: id }, -1] }, 50] }, effect.dL ?? 0)
    for (const [harm, parts] of byHarm) {
      scope.set(harm, [...(scope.get(harm) ?? []), ...parts.map(({ when }) => when)])
      const heaviest = parts.filter(({ dL }) => dL > 0).map(({ when, dL }) => ({ if: [when, dL, 0] }))
      if (heaviest.length > 0)
        steps.set(harm, [...(steps.get(harm) ?? []), heaviest.length === 1 ? heaviest[0] : { max: heaviest }])
    }
  }
  const harms = [...scope.keys()].sort().map((code) => ({
    code,
    floor: taxonomy.harms.find((harm) => harm.code === code)?.floor ?? 1,
    inScope: build({ or: scope.get(code) ?? [] }),
    likelihood: build({ min: [5, { '+': [1, ...(steps.get(code) ?? [])] }] }),
  }))
  const inOrder = rubric.questions.map(({ question: { id } }) => id)
  return (plain) => {
    const data: Record<string, unknown> = {}
    const shown = new Set<string>()
    for (const { id, shown: holds } of visibility) {
      if (holds && !holds(data)) continue
      shown.add(id)
      data[id] = plain[id]
    }
    const levels: Record<string, string> = {}
    for (const { code, floor, inScope, likelihood } of harms)
      if (inScope(data)) levels[code] = levelIn(policyTable, floor, Number(likelihood(data)))
    return { visible: inOrder.filter((id) => shown.has(id)), tier: String(tier(data)), levels }
  }
}

function asLogic(condition: Condition, rubric: CompiledRubric): unknown {
  switch (condition.op) {
    case 'all':
      return { and: condition.of.map((part) => asLogic(part, rubric)) }
    case 'any':
      return { or: condition.of.map((part) => asLogic(part, rubric)) }
    case 'not':
      return { '!': [asLogic(condition.of, rubric)] }
    case 'count':
      return { '>=': [{ '+': condition.of.map((part) => ({ if: [asLogic(part, rubric), 1, 0] })) }, condition.least] }
    case 'test': {
      const { id, test } = condition
      const kind = rubric.byId.get(id)?.question.kind
      const answer = { val: id }
      const parts = [
        ...(test.in
          ? [
              kind === 'multi'
                ? { or: test.in.map((word) => ({ in: [word, answer] })) }
                : test.in.length === 1
                  ? { '===': [answer, test.in[0]] }
                  : { in: [answer, test.in] },
            ]
          : []),
        ...(test.gt !== undefined ? [{ '>': [{ '??': [answer, -1] }, test.gt] }] : []),
        ...(test.answered ? [{ '!==': [{ '??': [answer, null] }, null] }] : []),
      ]
      return parts.length === 1 ? parts[0] : { and: parts }
    }
  }
}

function surveyAdapter(rubric: CompiledRubric): (plain: Record<string, unknown>) => string[] {
  const model = new Model({
    clearInvisibleValues: 'none',
    elements: rubric.questions.map(({ question: { id, kind, show_when } }) => ({
      type: kind === 'multi' ? 'checkbox' : kind === 'number' ? 'text' : 'radiogroup',
      name: id,
      ...(kind === 'number' ? { inputType: 'number' } : { choices: WORDS }),
      ...(show_when ? { visibleIf: asExpression(readCondition(show_when, '').condition, rubric) } : {}),
    })),
  })
  const all = model.getAllQuestions()
  return (plain) => {
    model.data = plain
    return all.filter(({ isVisible }) => isVisible).map(({ name }) => name)
  }
}

function asExpression(condition: Condition, rubric: CompiledRubric): string {
  const joined = (of: readonly Condition[], word: string) =>
    `(${of.map((part) => asExpression(part, rubric)).join(` ${word} `)})`
  switch (condition.op) {
    case 'all':
      return joined(condition.of, 'and')
    case 'any':
      return joined(condition.of, 'or')
    case 'not':
      return `!(${asExpression(condition.of, rubric)})`
    case 'count':
      // The rubric only counts "at least one".
      return joined(condition.of, 'or')
    case 'test': {
      const { id, test } = condition
      if (test.answered) return `{${id}} notempty`
      const operator = rubric.byId.get(id)?.question.kind === 'multi' ? 'contains' : '='
      return `(${(test.in ?? []).map((word) => `{${id}} ${operator} '${word}'`).join(' or ')})`
    }
  }
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
