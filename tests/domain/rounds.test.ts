import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diffAnswers, diffWords } from '#app/domain/reviews/index.ts'
import type { Rubric } from '#app/rubric/index.ts'

const SECTIONS = [
  {
    id: 'a',
    title: 'Contact',
    questions: [
      { id: 'a.one', kind: 'yes_no', text: 'Can strangers write?' },
      { id: 'a.two', kind: 'text', text: 'What stops them?' },
    ],
  },
] as unknown as Rubric['sections']
const diff = (before: Parameters<typeof diffAnswers>[1], after: Parameters<typeof diffAnswers>[2]) =>
  diffAnswers({ sections: SECTIONS }, before, after).map(({ questionId, is, before: was, after: now }) => [
    questionId,
    is,
    was,
    now,
  ])

describe('what changed between two rounds', () => {
  test('added, changed and removed, in the order of the questionnaire', () => {
    const text = (value: string) => ({ state: 'answered' as const, value })
    expect(diff({}, { 'a.one': text('yes') })).toEqual([['a.one', 'added', '', 'Yes']])
    expect(diff({ 'a.one': text('yes') }, {})).toEqual([['a.one', 'removed', 'Yes', '']])
    expect(
      diff({ 'a.two': text('x'), 'a.one': text('yes') }, { 'a.one': { state: 'unknown' }, 'a.two': text('x') }),
    ).toEqual([['a.one', 'changed', 'Yes', 'not known']])
  })

  test('what a reviewer wrote is left out, even where an old round kept it', () => {
    const written = { 'a.note': { state: 'answered' as const, value: 'Thin.' } }
    const questions = [{ id: 'a.note', kind: 'text', text: 'What should be known?', answered_by: 'reviewer' }]
    const sections = [{ id: 'a', title: 'Contact', questions }] as unknown as Rubric['sections']
    expect(diffAnswers({ sections }, {}, written)).toEqual([])
  })

  test('words that stayed, went and came', () => {
    expect(diffWords('a role in Dublin', 'a person in Dublin')).toEqual([
      { is: 'same', text: 'a ' },
      { is: 'gone', text: 'role ' },
      { is: 'new', text: 'person ' },
      { is: 'same', text: 'in Dublin' },
    ])
  })

  test('both texts can be put together again from the parts', () => {
    const words = fc
      .array(fc.constantFrom('a', 'b', 'c', ' ', '\n', 'dd '), { maxLength: 40 })
      .map((all) => all.join(''))
    fc.assert(
      fc.property(words, words, (before, after) => {
        const parts = diffWords(before, after)
        const side = (gone: 'gone' | 'new') =>
          parts
            .filter(({ is }) => is !== gone)
            .map(({ text }) => text)
            .join('')
        expect(side('new')).toBe(before)
        expect(side('gone')).toBe(after)
      }),
    )
  })

  test('two long texts are shown whole rather than compared for ever', () => {
    const long = (word: string) => `${word} `.repeat(5_000)
    expect(diffWords(long('before'), long('after')).map(({ is }) => is)).toEqual(['gone', 'new'])
  })
})
