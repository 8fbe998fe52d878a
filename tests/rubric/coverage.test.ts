import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadLibrary } from '#app/domain/rubric-versions/index.server.ts'
import { coverageOf } from '#app/rubric/coverage.ts'
import { compiled, question } from './fixtures/rubrics.ts'

const FRAMEWORK = {
  ...{ code: 'DTSP', name: 'Practices', noun: 'practices' },
  parts: [
    ['PD1', 'Patterns'],
    ['PD2', 'Consultation'],
  ] as const,
}

const newest = async (drafts: boolean) => {
  const { rubrics } = await loadLibrary(join(process.cwd(), 'rubrics'), { drafts })
  return [...rubrics.values()].flatMap(([first]) => (first ? [first.compiled.rubric] : []))
}

test('each part has the questions that name it; what none names is a gap, and a code that is not listed stands apart', () => {
  const { rubric } = compiled([
    question('a', 'yes_no', { refs: ['DTSP:PD1', 'DSA:16'] }),
    question('b', 'yes_no', { refs: ['DTSP:PD1', 'DTSP:PX9'] }),
  ])
  const [coverage] = coverageOf([rubric], [FRAMEWORK])
  expect(coverage?.parts.map(({ code, questions }) => [code, questions.map(({ id }) => id)])).toEqual([
    ['PD1', ['a', 'b']],
    ['PD2', []],
  ])
  expect(coverage?.gaps).toEqual(['PD2'])
  expect(coverage?.others.map(({ code }) => code)).toEqual(['PX9'])
})

test('a question that is drawn in with an add-on is counted once, where it stands by itself', async () => {
  const rubrics = await newest(true)
  expect(rubrics.find(({ key }) => key === 'launch-full')?.add_ons?.length).toBeGreaterThan(0)
  for (const { parts, others } of coverageOf(rubrics))
    for (const { code, questions } of [...parts, ...others]) {
      const names = questions.map(({ rubric, id }) => `${rubric} ${id}`)
      expect(new Set(names).size, code).toBe(names.length)
      expect(names.filter((name) => /^launch-full (livestream|genai|minor_safety)\./.test(name))).toEqual([])
    }
})

test('the rubrics of this house ask about every practice that is listed', async () => {
  expect(coverageOf(await newest(false)).find(({ code }) => code === 'DTSP')?.gaps).toEqual([])
})
