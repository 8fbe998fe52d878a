import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadLibrary } from '#app/domain/rubric-versions/index.server.ts'
import { coverageOf } from '#app/rubric/coverage.ts'
import type { Rubric } from '#app/rubric/index.ts'
import { compiled, question } from './fixtures/rubrics.ts'

const FRAMEWORK = {
  ...{ code: 'DTSP', name: 'Practices', noun: 'practices' },
  parts: [
    ['PD1', 'Patterns'],
    ['PD2', 'Consultation'],
  ] as const,
}

const rubricOf = (refs: string[][], more: Partial<Rubric> = {}): Rubric => ({
  ...compiled({ questions: refs.map((of, at) => question({ id: `one.q${at}`, refs: of })) }).rubric,
  ...more,
})

test('each part has the questions that name it; a part that none names is a gap, a code that is not listed is told apart', () => {
  const [coverage] = coverageOf(
    [
      rubricOf([
        ['DTSP:PD1', 'DSA:16'],
        ['DTSP:PD1', 'DTSP:PX9'],
      ]),
    ],
    [FRAMEWORK],
  )
  expect(coverage?.parts.map(({ code, questions }) => [code, questions.map(({ id }) => id)])).toEqual([
    ['PD1', ['one.q0', 'one.q1']],
    ['PD2', []],
  ])
  expect(coverage?.gaps).toEqual(['PD2'])
  expect(coverage?.others.map(({ code }) => code)).toEqual(['PX9'])
})

test('a question that is drawn in with an add-on is counted once, where it stands by itself', async () => {
  const { rubrics } = await loadLibrary(join(process.cwd(), 'rubrics'), { drafts: true })
  const newest = [...rubrics.values()].flatMap(([first]) => (first ? [first.compiled.rubric] : []))
  expect(newest.find(({ key }) => key === 'launch-full')?.add_ons?.length).toBeGreaterThan(0)
  for (const { parts, others } of coverageOf(newest))
    for (const { code, questions } of [...parts, ...others]) {
      const names = questions.map(({ rubric, id }) => `${rubric} ${id}`)
      expect(new Set(names).size, code).toBe(names.length)
      expect(names.filter((name) => /^launch-full (livestream|genai|minor_safety)\./.test(name))).toEqual([])
    }
})

test('the rubrics of this house ask about every practice that is listed', async () => {
  const { rubrics } = await loadLibrary(join(process.cwd(), 'rubrics'))
  const coverage = coverageOf([...rubrics.values()].flatMap(([first]) => (first ? [first.compiled.rubric] : [])))
  expect(coverage.find(({ code }) => code === 'DTSP')?.gaps).toEqual([])
})
