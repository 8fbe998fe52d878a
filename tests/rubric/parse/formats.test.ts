import { expect, test } from 'vitest'
import { codesOf, outcomes, question, rubricText } from '../fixtures/rubrics.ts'

const yesNo = (id: string, more = {}) => question(id, 'yes_no', more)
const knockout = (more: Record<string, unknown>) => ({
  knockouts: [{ code: 'KO-X', when: { a: 'yes' }, reason: 'r', remedy: 'r', ...more }],
})
const ending = (more: Record<string, unknown> = {}) => ({ decision: undefined, outcome: outcomes(more) })

test('a rubric that ends in an outcome is taken, with knock-outs that route to one', () => {
  expect(codesOf(rubricText([yesNo('a', knockout({ action: 'route', to: 'urgent' }))], ending()))).toEqual([])
})

test.each([
  ['outcomes beside a decision', rubricText([yesNo('a')], { outcome: outcomes() }), 'two-endings'],
  [
    'a rule that leads nowhere',
    rubricText([yesNo('a')], ending({ rules: [{ code: 'R-1', when: { a: 'yes' }, to: 'urgnt', because: 'b' }] })),
    'unknown-outcome',
  ],
  ['an otherwise that leads nowhere', rubricText([yesNo('a')], ending({ otherwise: 'other' })), 'unknown-outcome'],
  [
    'a knock-out that leads nowhere',
    rubricText([yesNo('a', knockout({ action: 'route', to: 'other' }))], ending()),
    'unknown-outcome',
  ],
  ['a route without outcomes', rubricText([yesNo('a', knockout({ action: 'route', to: 'urgent' }))]), 'knockout-route'],
  [
    'a block where a rubric ends in an outcome',
    rubricText([yesNo('a', knockout({ action: 'block' }))], ending()),
    'knockout-route',
  ],
  ['a route to nothing', rubricText([yesNo('a', knockout({ action: 'route' }))], ending()), 'knockout-to'],
  ['a block to a tier', rubricText([yesNo('a', knockout({ action: 'block', to: 'T2' }))]), 'knockout-to'],
  ['a tier raised to nothing', rubricText([yesNo('a', knockout({ action: 'tier_up' }))]), 'knockout-to'],
  [
    'two rules with one code',
    rubricText([yesNo('a')], {
      ...ending({ rules: ['yes', 'no'].map((a) => ({ code: 'R-1', when: { a }, to: 'urgent', because: 'b' })) }),
    }),
    'duplicate-reason',
  ],
])('%s', (_, text, code) => expect(codesOf(text)).toEqual([code]))

const addOn = (questions: unknown[], more: Record<string, unknown> = {}, section: Record<string, unknown> = {}) =>
  rubricText([], {
    key: 'minor-safety',
    decision: undefined,
    add_on: { to: 'small', when: { minors: 'yes' } },
    given: [{ id: 'minors', kind: 'yes_no', text: 'Minors' }],
    sections: [{ id: 'minor_safety.contact', title: 'Contact', questions, ...section }],
    ...more,
  })

test('an add-on is taken; it may show and give way to questions that stand elsewhere', () => {
  const questions = [yesNo('minor_safety.a', { unless_asked: 'livestream.a', show_when: { minors: 'yes' } })]
  expect(codesOf(addOn(questions, {}, { shows: ['minors', 'context.owner', 'genai.x'] }))).toEqual([])
})

test.each([
  ['an id of its own', addOn([yesNo('livestream.a')]), 'add-on-prefix'],
  ['a section of its own', addOn([yesNo('minor_safety.a')], {}, { id: 'contact' }), 'add-on-prefix'],
  [
    'a decision',
    addOn([yesNo('minor_safety.a')], { decision: undefined, wide_scope_when: { minors: 'yes' } }),
    'add-on-decides',
  ],
  [
    'a fact of the base that it does not declare',
    addOn([yesNo('minor_safety.a', { show_when: { 'context.owner': 'unknown' } })]),
    'unknown-question',
  ],
  [
    'an own question that draws it in',
    addOn([yesNo('minor_safety.a')], { add_on: { to: 'small', when: { 'minor_safety.a': 'yes' } } }),
    'add-on-when',
  ],
  [
    'a question of the section itself',
    addOn([yesNo('minor_safety.a')], {}, { shows: ['minor_safety.a'] }),
    'shows-itself',
  ],
  [
    'a question of its own that is not there',
    addOn([yesNo('minor_safety.a')], {}, { shows: ['minor_safety.b'] }),
    'unknown-question',
  ],
])('an add-on is refused for %s', (_, text, code) => expect(codesOf(text)).toEqual([code]))

test('outside of add-ons a question gives way only to one that is there, and never in a circle', () => {
  expect(codesOf(rubricText([yesNo('a', { unless_asked: 'b' })]))).toEqual(['unknown-question'])
  expect(codesOf(rubricText([yesNo('a', { unless_asked: 'live.b' })], { add_ons: ['live@1.0.0'] }))).toEqual([])
  const circle = [yesNo('a', { unless_asked: 'b' }), yesNo('b', { show_when: { a: 'yes' } })]
  expect(codesOf(rubricText(circle))).toEqual(['condition-cycle'])
})
