import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Answer, type Answers, evaluate } from '#app/rubric/index.ts'
import { movedAnswers, newStops, planMove } from '#app/rubric/move.ts'
import { answered, compiled, option, question, unknown } from './fixtures/rubrics.ts'
import { type Made, MUTATIONS, mutated } from './fixtures/versions.ts'

const fateOf = (before: Made[], after: Made[], answers: Answers) => {
  const { answers: moves } = planMove(compiled(before), compiled(after), answers)
  return Object.fromEntries(moves.map(({ questionId, fate, why }) => [questionId, why ? `${fate}: ${why}` : fate]))
}
const choice = (more: Made = {}) =>
  question('q', 'single', { options: [option('mild'), option('grave', [{ harm: 'CSE-3', dL: 1 }])], ...more })
const moved = (more: Made, answer: Answer = answered('mild'), before: Made = {}) =>
  fateOf([choice(before)], [choice(more)], { q: answer }).q

describe('an answer is carried', () => {
  test.each<[string, Made]>([
    ['where nothing changed', {}],
    ['where only the example, a reference or its place did', { example: 'Otherwise.', refs: ['DTSP:PD9'] }],
    [
      'where the words of an option that was not chosen did',
      { options: [option('mild'), { ...option('grave', [{ harm: 'CSE-3', dL: 1 }]), label: 'Bad' }] },
    ],
    ['where more is allowed than before', { allow_unknown: true, allow_na: true }],
  ])('%s', (_, more) => {
    expect(moved(more)).toBe('carried')
  })

  test('unfinished as it was', () => {
    const grid = question('q', 'grid', {
      rows: 'free',
      columns: [
        { id: 'a', label: 'A', kind: 'text' },
        { id: 'b', label: 'B', kind: 'text' },
      ],
    })
    expect(fateOf([grid], [grid], { q: answered([{ a: 'x', b: null }]) })).toEqual({ q: 'carried' })
  })
})

describe('an answer has to be looked at again', () => {
  test.each<[string, Made, Answer, string]>([
    ['where the question is worded anew', { text: 'Really?' }, answered('mild'), 'worded anew. Before: “q?”'],
    ['where its purpose is explained anew', { help: 'Otherwise.' }, unknown, 'explained anew'],
    [
      'where the chosen option says something else',
      { options: [{ ...option('mild'), label: 'Soft' }, option('grave', [{ harm: 'CSE-3', dL: 1 }])] },
      answered('mild'),
      'The choice is worded anew',
    ],
    [
      'where it counts differently, without saying how, or for which answer',
      { options: [option('mild'), option('grave', [{ harm: 'CSE-3', dL: 2 }])] },
      answered('mild'),
      'Answers to this question count differently now.',
    ],
    [
      'where there is a new choice',
      { options: [option('mild'), option('grave', [{ harm: 'CSE-3', dL: 1 }]), option('other')] },
      answered('mild'),
      'a new choice',
    ],
    ['where nothing is approved without it any more', { gate: true }, unknown, 'before this is known'],
  ])('%s', (_, more, answer, words) => {
    expect(moved({ allow_unknown: true, ...more }, answer, { allow_unknown: true })).toContain('to_reconfirm: ')
    expect(moved({ allow_unknown: true, ...more }, answer, { allow_unknown: true })).toContain(words)
  })

  test('where the range differs and it still fits', () => {
    const number = (max: number) => [question('q', 'number', { min: 0, max })]
    expect(fateOf(number(10), number(20), { q: answered(5) }).q).toContain('to_reconfirm')
    expect(fateOf(number(20), number(10), { q: answered(5) }).q).toContain('to_reconfirm')
    expect(fateOf(number(20), number(10), { q: answered(15) }).q).toContain('archived')
  })
})

describe('an answer is archived', () => {
  test('where the question is gone', () => {
    expect(fateOf([choice(), question('b', 'yes_no')], [choice()], { b: answered('yes') })).toEqual({
      b: 'archived: This is not asked any more.',
    })
  })

  test('where its option is gone, or “not known” is not accepted any more', () => {
    expect(moved({ options: [option('grave'), option('third')] })).toContain('archived: The answer no longer fits.')
    expect(moved({ allow_unknown: false }, unknown, { allow_unknown: true })).toContain('archived')
  })
})

describe('a plan names', () => {
  const knockout = (when: unknown, more: Made = {}) => ({
    code: 'KO-A',
    when,
    action: 'escalate',
    reason: 'Secret.',
    remedy: 'r',
    ...more,
  })
  const yes = { q: answered('mild') }
  const other = question('b', 'yes_no')

  test('the new questions that these answers bring up', () => {
    const hidden = question('c', 'yes_no', { show_when: { q: 'grave' } })
    const plan = planMove(compiled([choice()]), compiled([choice(), other, hidden]), yes)
    expect(plan.questions).toEqual([{ questionId: 'b', text: 'b?', section: 'All', gate: false }])
  })

  test('the gates that are still open', () => {
    const before = compiled([choice({ allow_unknown: true })])
    const gate = compiled([choice({ allow_unknown: true, gate: true }), { ...other, gate: true }])
    expect(planMove(before, gate, yes).gates.map(({ questionId }) => questionId)).toEqual(['b'])
    expect(planMove(before, gate, { q: unknown }).gates.map(({ questionId }) => questionId)).toEqual(['q', 'b'])
  })

  test('new knock-outs by their question alone, and not which answers they fire on', () => {
    const before = compiled([choice(), other])
    const plan = (when: unknown, answers: Answers) =>
      planMove(before, compiled([choice({ knockouts: [knockout(when)] }), other]), answers).knockouts
    expect(plan({ q: 'mild' }, yes)).toEqual([{ kind: 'knockout', code: 'KO-A', questionId: 'q', text: 'q?' }])
    expect(plan({ all: [{ q: 'mild' }, { b: 'yes' }] }, yes)).toHaveLength(1)
    expect(plan({ q: 'grave' }, yes)).toEqual(plan({ q: 'mild' }, yes))
    expect(JSON.stringify(plan({ q: 'mild' }, yes))).not.toContain('Secret')
  })

  test.each<[string, Made | undefined, Made | undefined, number]>([
    ['a knock-out that is new', undefined, {}, 1],
    ['one that does more', {}, { action: 'block' }, 1],
    ['one that fires otherwise', {}, { when: { q: 'mild' } }, 1],
    ['none that does less', { action: 'block' }, {}, 0],
    ['none that went', {}, undefined, 0],
    ['none that is only worded anew', {}, { reason: 'Otherwise.' }, 0],
  ])('as what stops a draft of the old version: %s', (_, was, is, many) => {
    const rubric = (one: Made | undefined) =>
      compiled([choice(one ? { knockouts: [knockout({ q: 'grave' }, one)] } : {}), other])
    expect(newStops(rubric(was), rubric(is))).toHaveLength(many)
  })

  test.each([
    [false, true, 1],
    [true, false, 0],
    [true, true, 0],
  ])('a gate from %s to %s', (was, is, many) => {
    expect(newStops(compiled([choice({ gate: was })]), compiled([choice({ gate: is })]))).toHaveLength(many)
  })
})

const given = fc.constantFrom<Answer | undefined>(
  answered('mild'),
  answered('middle'),
  answered('grave'),
  unknown,
  { state: 'n_a', reason: 'no' },
  undefined,
)
const answersTo = (made: Made[], all: readonly (Answer | undefined)[]): Answers =>
  Object.fromEntries(
    made.flatMap(({ id, kind }, i) => {
      const one = all[i]
      if (!one) return []
      return [[String(id), kind === 'multi' && one.state === 'answered' ? answered([one.value]) : one] as const]
    }),
  )
/** Two versions some changes apart, and answers to the first: also to questions that only the second has. */
const moves = fc
  .tuple(mutated, fc.array(fc.tuple(fc.constantFrom(...Object.values(MUTATIONS)), fc.nat(2)), { maxLength: 3 }))
  .chain(([{ before, made }, more]) => {
    // What adds or removes a question stands alone: twice the same id is no rubric.
    const after = more.reduce<Made[]>((rubric, [mutate, i]) => {
      const next = mutate(rubric, Math.min(i, rubric.length - 1)).made
      return next.length === rubric.length && rubric.length >= 3 && !twice(next) ? next : rubric
    }, made)
    return fc.tuple(given, given, given, given).map((all) => ({ before, after, answers: answersTo(before, all) }))
  })
const twice = (made: Made[]): boolean => {
  const codes = made.flatMap(({ knockouts }) => ((knockouts as { code: string }[]) ?? []).map(({ code }) => code))
  const options = made.flatMap(({ id, options: all }) =>
    ((all as { value: string }[]) ?? []).map(({ value }) => `${id} ${value}`),
  )
  return [codes, options].some((list) => new Set(list).size < list.length)
}

test('a move loses no answer: what comes in is carried, to reconfirm or archived, each once and as it was', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(moves, ({ before, after, answers }) => {
      const plan = planMove(compiled(before), compiled(after), answers)
      const of = (fate: string) => plan.answers.filter((one) => one.fate === fate)
      for (const { fate } of plan.answers) seen.add(fate)
      expect(of('carried').length + of('to_reconfirm').length + of('archived').length).toBe(Object.keys(answers).length)
      expect(Object.fromEntries(plan.answers.map(({ questionId, answer }) => [questionId, answer]))).toEqual(answers)
      expect(plan.answers.every(({ fate, why }) => (fate === 'carried') === (why === null))).toBe(true)
    }),
    { numRuns: 200 },
  )
  expect([...seen].sort()).toEqual(['archived', 'carried', 'to_reconfirm'])
})

test('after a move nothing rests on an archived answer, though all of them are still there', () => {
  fc.assert(
    fc.property(moves, ({ before, after, answers }) => {
      const to = compiled(after)
      const { answers: plan } = planMove(compiled(before), to, answers)
      const kept = movedAnswers(to, plan)
      const result = (with_: Answers) => {
        const { facts, assessment, decision } = evaluate(to, { answers: with_ })
        return {
          slots: facts.slots,
          knockouts: facts.knockouts.map(({ knockout: { code } }) => code),
          assessment,
          decision,
        }
      }
      expect(result(answers).slots).toEqual(result(kept).slots)
      expect(result(answers).assessment).toEqual(result(kept).assessment)
      expect(result(answers).knockouts).toEqual(result(kept).knockouts)
      for (const { questionId, fate } of plan)
        if (fate === 'archived') expect(result(answers).slots[to.byId.get(questionId)?.slot ?? -1]).toBeUndefined()
    }),
    { numRuns: 100 },
  )
})

test('a version beside itself moves nothing', () => {
  fc.assert(
    fc.property(moves, ({ before, answers }) => {
      const plan = planMove(compiled(before), compiled(before), answers)
      expect(plan.answers.every(({ fate }) => fate === 'carried')).toBe(true)
      expect([plan.questions, plan.gates, plan.knockouts]).toEqual([[], [], []])
    }),
    { numRuns: 40 },
  )
})
