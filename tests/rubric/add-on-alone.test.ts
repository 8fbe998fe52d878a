import { expect, test } from 'vitest'
import { gatherFacts } from '#app/rubric/index.ts'
import { compiled, question } from './fixtures/rubrics.ts'

test('an add-on read by itself asks what it leaves to another add-on when both are drawn in', () => {
  const alone = compiled([], {
    key: 'other',
    decision: undefined,
    add_on: { to: 'small', when: { minors: 'yes' } },
    given: [{ id: 'minors', kind: 'yes_no', text: 'Minors' }],
    sections: [
      {
        id: 'other.part',
        title: 'Other',
        questions: [question('other.same', 'yes_no', { unless_asked: 'live_on.b' })],
      },
    ],
  })
  expect(gatherFacts(alone, {}, {}).visible.map(({ question: { id } }) => id)).toEqual(['other.same'])
})
