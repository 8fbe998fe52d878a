import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factText } from '#app/platform/audit/fact-text.ts'

test('one text for one value, whatever the order its keys were written in', () => {
  expect(factText({ b: 1, a: [true, null, 'é"\n'], c: { z: -0, y: 1e21 } })).toBe(
    '{"a":[true,null,"é\\"\\n"],"b":1,"c":{"y":1e+21,"z":0}}',
  )
  expect(factText({ b: 1, a: 2 })).toBe(factText({ a: 2, b: 1 }))
})

test('an absent key is left out, an empty one stays', () => {
  expect(factText({ a: undefined, b: null, c: '' })).toBe('{"b":null,"c":""}')
})

test('reading it back gives the value', () => {
  const text = fc.string({ unit: 'grapheme' }).filter((each) => !each.includes('\u0000'))
  const values = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, false, 0.1 + 0.2, 2 ** 53),
      text,
      fc.double({ noNaN: true, noDefaultInfinity: true }).filter((each) => !Object.is(each, -0)),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  })).value
  fc.assert(
    fc.property(values, (value) => {
      expect(JSON.parse(factText(value as never))).toEqual(value)
    }),
  )
})

test.each([
  ['a date', new Date()],
  ['not a number', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
  ['a map', new Map()],
  ['a function', () => 1],
  ['a big integer', 1n],
  ['undefined in a list', [undefined]],
  ['a NUL', 'a\u0000b'],
  ['half a character', '\ud800'],
  ['half a character in a key', { '\udc00': 1 }],
])('%s has no faithful text and is refused', (_, value) => {
  expect(() => factText(value as never)).toThrow(TypeError)
})
