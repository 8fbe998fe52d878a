import fc from 'fast-check'
import { expect, test } from 'vitest'
import { composeRubric } from '#app/rubric/compose.ts'
import { readCondition } from '#app/rubric/condition.ts'
import { compilePart, compileRubric, evaluate, gatherFacts, partOf } from '#app/rubric/index.ts'
import { mostVisible } from '#app/rubric/lint/budget.ts'
import { lintRubric } from '#app/rubric/lint/lint.ts'
import { orUnknown } from '#app/rubric/or-unknown.ts'
import { parseRubric } from '#app/rubric/parse/parse.ts'
import { compile, compilePerhaps } from '#app/rubric/predicate.ts'
import { answered, option, policyTable, question, rubricText, taxonomy, unknown } from './fixtures/rubrics.ts'

const yesNo = (id: string, more = {}) => question(id, 'yes_no', more)
const tier = { id: 'tier', kind: 'single', text: 'Tier', values: ['T1', 'T2'] }
const live = { id: 'live', kind: 'multi', text: 'Live', values: ['none', 'video'] }
const read = (text: string) => {
  const parsed = parseRubric(text, taxonomy)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics))
  return parsed
}
const base = (more: Record<string, unknown> = {}) =>
  read(
    rubricText([yesNo('owner'), question('who', 'single', { options: [option('all'), option('few')] })], {
      given: [tier, live],
      add_ons: ['live-on@1.0.0', 'other@1.0.0'],
      ...more,
    }),
  )
const addOn = (key: string, sections: unknown[], more: Record<string, unknown> = {}) => ({
  name: `${key}@1.0.0`,
  read: read(
    rubricText([], {
      key,
      decision: undefined,
      add_on: { to: 'small', when: { live: 'video' } },
      given: [live],
      sections,
      ...more,
    }),
  ),
})
const liveOn = addOn('live-on', [
  {
    id: 'live_on',
    title: 'Live',
    questions: [yesNo('live_on.a'), yesNo('live_on.b', { show_when: { 'live_on.a': 'yes' } })],
  },
])
const other = (more: Record<string, unknown> = {}, section: Record<string, unknown> = {}) =>
  addOn(
    'other',
    [
      {
        id: 'other.part',
        title: 'Other',
        show_when: { owner: 'yes' },
        shows: ['owner', 'live', 'live_on.a'],
        questions: [
          yesNo('other.same', { unless_asked: 'live_on.b' }),
          yesNo('other.more', { show_when: { 'other.same': 'yes' } }),
        ],
        ...section,
      },
    ],
    { given: [live, { id: 'owner', kind: 'yes_no', text: 'Owner' }], ...more },
  )

const composed = (...addOns: Parameters<typeof composeRubric>[1]) => {
  const whole = composeRubric(base(), addOns, taxonomy)
  if (!whole.ok) throw new Error(JSON.stringify(whole.diagnostics))
  return compileRubric(whole.value, taxonomy, policyTable)
}
const shown = (
  compiled: ReturnType<typeof composed>,
  given: Parameters<typeof gatherFacts>[2],
  answers: Parameters<typeof gatherFacts>[1] = {},
) => gatherFacts(compiled, answers, given).visible.map(({ question: { id } }) => id)

test('an add-on is drawn in when its condition holds, or when what it asks about is unknown', () => {
  const whole = composed(liveOn, other())
  expect(shown(whole, { live: answered(['none']) })).toEqual(['owner', 'who'])
  expect(shown(whole, { live: answered(['video']) })).toEqual(['owner', 'who', 'live_on.a'])
  expect(shown(whole, { live: unknown })).toEqual(['owner', 'who', 'live_on.a'])
  expect(shown(whole, { live: unknown }, { owner: answered('yes') })).toContain('other.same')
})

test('a question gives way while the other is shown, comes back with its answer, and takes what hangs on it along', () => {
  const whole = composed(liveOn, other())
  const given = { live: answered(['video']) }
  const answers = { owner: answered('yes'), 'other.same': answered('yes') }
  expect(shown(whole, given, answers)).toEqual(['owner', 'who', 'live_on.a', 'other.same', 'other.more'])
  const asked = { ...answers, 'live_on.a': answered('yes') }
  expect(shown(whole, given, asked)).toEqual(['owner', 'who', 'live_on.a', 'live_on.b'])
  expect(evaluate(whole, { answers: asked, given }).facts.hidden).toEqual(['other.same', 'other.more'])
})

test('what comes out is one rubric with one text, whose parts are those of the files', () => {
  const whole = composeRubric(base(), [liveOn, other()], taxonomy)
  expect(whole.ok && whole.raw).toMatchObject({
    key: 'small',
    add_ons: ['live-on@1.0.0', 'other@1.0.0'],
    sections: [
      { id: 'all_of_it' },
      { id: 'live_on', show_when: { live: { in: ['video', 'unknown'] } } },
      { id: 'other.part', show_when: { all: [{ live: { in: ['video', 'unknown'] } }, { owner: 'yes' }] } },
    ],
  })
})

test.each([
  [
    'a fact the base does not have',
    { given: [live, { id: 'owner', kind: 'yes_no', text: 'o' }, { id: 'x', kind: 'date', text: 'x' }] },
    'given-differs',
  ],
  ['a fact of another kind', { given: [live, { id: 'owner', kind: 'number', text: 'o' }] }, 'given-differs'],
  [
    'a fact with other values',
    {
      given: [
        { ...live, values: ['none'] },
        { id: 'owner', kind: 'yes_no', text: 'o' },
      ],
      add_on: { to: 'small', when: { live: 'none' } },
    },
    'given-differs',
  ],
  ['another base', { add_on: { to: 'large', when: { live: 'video' } } }, 'not-its-add-on'],
  ['another version', { version: '1.0.1' }, 'misplaced-file'],
])('it is refused for %s', (_, more, code) => {
  const whole = composeRubric(base(), [liveOn, other(more)], taxonomy)
  expect(whole.diagnostics).toMatchObject([
    { code, path: 'add_ons[1]', message: expect.stringContaining('other@1.0.0') },
  ])
})

test('names that were taken on trust are looked up once all are there', () => {
  const whole = composeRubric(base(), [liveOn, other({}, { shows: ['owner', 'live_on.c'] })], taxonomy)
  expect(whole.diagnostics).toMatchObject([
    { code: 'unknown-question', message: 'other@1.0.0 at sections[0].shows[1]: there is no question live_on.c.' },
  ])
})

test('two questions of two add-ons that give way to each other are a circle', () => {
  const first = addOn('live-on', [
    {
      id: 'live_on',
      title: 'Live',
      questions: [yesNo('live_on.a'), yesNo('live_on.b', { unless_asked: 'other.same' })],
    },
  ])
  expect(composeRubric(base(), [first, other()], taxonomy).diagnostics.map(({ code }) => code)).toEqual([
    'condition-cycle',
  ])
})

test('the budget of the base is for its own questions', () => {
  const whole = composed(liveOn, other())
  expect(mostVisible(whole)).toBe(2)
  expect(lintRubric(whole).filter(({ path }) => path !== 'sections')).toEqual([])
})

test('what could hold with an unknown is widened, and what is denied is not', () => {
  expect(orUnknown({ a: 'yes', b: { gt: 3 } })).toEqual({
    a: { in: ['yes', 'unknown'] },
    any: [{ b: { gt: 3 } }, { b: 'unknown' }],
  })
  expect(orUnknown({ not: { a: 'yes' }, any: [{ b: { is: 'x' } }, { c: { in: ['unknown', 'y'] } }] })).toEqual({
    not: { a: 'yes' },
    any: [{ b: { in: ['x', 'unknown'] } }, { c: { in: ['unknown', 'y'] } }],
  })
  expect(orUnknown({ count: { of: [{ a: 'yes' }, { b: 'yes' }], exactly: 1 } })).toEqual({
    all: [
      { count: { of: [{ a: { in: ['yes', 'unknown'] } }, { b: { in: ['yes', 'unknown'] } }], at_least: 1 } },
      { count: { of: [{ a: 'yes' }, { b: 'yes' }], at_most: 1 } },
    ],
  })
})

test('a section page holds what was answered elsewhere, and leaves out what is asked there', () => {
  const whole = composed(liveOn, other())
  const answers = { owner: answered('yes'), 'live_on.a': answered('yes'), 'live_on.b': answered('no') }
  const part = (given: Parameters<typeof gatherFacts>[1]) =>
    partOf(whole, gatherFacts(whole, given, { live: answered(['video']) }), ['other.part'])
  const asked = part(answers)
  expect(asked.sections[0]?.questions.map(({ id }) => id)).toEqual(['other.more'])
  expect(
    asked.shown?.['other.part']?.map(({ question, answer, section }) => [question.id, answer, section?.id]),
  ).toEqual([
    ['owner', answered('yes'), 'all_of_it'],
    ['live', answered(['video']), undefined],
    ['live_on.a', answered('yes'), 'live_on'],
    ['live_on.b', answered('no'), 'live_on'],
  ])
  expect(JSON.stringify(asked)).not.toContain('dimension')
  const alone = part({ owner: answered('yes') })
  expect(alone.sections[0]?.questions.map(({ id }) => id)).toEqual(['other.same', 'other.more'])
  expect(gatherFacts(compilePart(alone), {}, alone.given).visible.map(({ question: { id } }) => id)).toEqual([
    'other.same',
  ])
})

test('a widened condition holds exactly where the condition holds or might hold', () => {
  const ids = ['a', 'b']
  const plain = fc.oneof(
    fc.constantFrom('yes', 'no'),
    fc.constantFrom({ in: ['yes'] }, { in: ['no', 'unknown'] }, { answered: true }, { includes: 'yes' }),
  )
  const { condition } = fc.letrec<{ condition: Record<string, unknown> }>((tie) => ({
    condition: fc.oneof(
      { depthSize: 'small' },
      fc.tuple(fc.constantFrom(...ids), plain).map(([id, value]) => ({ [id]: value })),
      fc.array(tie('condition'), { minLength: 1, maxLength: 2 }).map((all) => ({ all })),
      fc.array(tie('condition'), { minLength: 1, maxLength: 2 }).map((any) => ({ any })),
      tie('condition').map((not) => ({ not })),
      fc.array(tie('condition'), { minLength: 2, maxLength: 2 }).map((of) => ({ count: { of, exactly: 1 } })),
    ),
  }))
  const answer = fc.constantFrom(answered('yes'), answered('no'), answered(['yes']), unknown, undefined)
  const slotOf = (id: string) => ids.indexOf(id)
  fc.assert(
    fc.property(condition, fc.tuple(answer, answer), (source, slots) => {
      const { condition: asked, problems } = readCondition(source, '')
      const wide = readCondition(orUnknown(source), '')
      fc.pre(problems.length === 0 && wide.problems.length === 0)
      const might = compilePerhaps(asked, slotOf, () => true)(slots) > 0
      expect(compile(wide.condition, slotOf)(slots)).toBe(might)
    }),
    { numRuns: 2_000 },
  )
})
