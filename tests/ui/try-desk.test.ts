import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { loadLibrary } from '#app/domain/rubric-versions/index.server.ts'
import { splitGiven } from '#app/domain/rubric-versions/index.ts'
import { type CompiledRubric, evaluate } from '#app/rubric/index.ts'
import { createTryDesk, GIVEN_SECTION, type TryDesk } from '#app/ui/rubrics/try/try-desk.ts'

const { rubrics } = await loadLibrary(join(process.cwd(), 'rubrics'))
const rubric = (key: string): CompiledRubric => {
  const [newest] = rubrics.get(key) ?? []
  if (!newest) throw new Error(`no ${key}`)
  return newest.compiled
}

/** What the fields of a question hold, as a form would. The desk reads nothing else of it. */
function type(desk: TryDesk, id: string, values: string[]): void {
  const question = desk.sections.flatMap(({ questions }) => questions).find((one) => one.id === id)
  if (!question) throw new Error(`no ${id}`)
  vi.stubGlobal(
    'FormData',
    class {
      *[Symbol.iterator]() {
        for (const value of values) yield [`q~${id}`, value]
      }
    },
  )
  desk.changed({} as HTMLFormElement, question, false)
  vi.unstubAllGlobals()
}

const judged = (compiled: CompiledRubric, desk: TryDesk) => evaluate(compiled, splitGiven(desk.all(), compiled))

test('answers are tried without a request: nothing leaves the desk', async () => {
  const sent = vi.fn()
  vi.stubGlobal('fetch', sent)
  const triage = rubric('launch-triage')
  const desk = createTryDesk(triage, {})
  type(desk, 'minors', ['yes'])
  type(desk, 'contact', ['chat'])
  expect(desk.all()).toEqual({
    minors: { state: 'answered', value: 'yes' },
    contact: { state: 'answered', value: ['chat'] },
  })
  expect(judged(triage, desk).tier?.tier).toBe('T3')
  expect(await desk.autosave.flush()).toBe(true)
  expect(sent).not.toHaveBeenCalled()
})

test('an answer that is taken back is blank again, and whoever listens hears of each change', () => {
  const desk = createTryDesk(rubric('launch-triage'), { minors: { state: 'answered', value: 'yes' } })
  const heard = vi.fn()
  const stop = desk.subscribe(heard)
  const before = desk.all()
  type(desk, 'minors', [])
  expect(desk.all()).toEqual({})
  expect(desk.all()).not.toBe(before)
  expect(heard).toHaveBeenCalledTimes(1)
  stop()
  type(desk, 'minors', ['no'])
  expect(heard).toHaveBeenCalledTimes(1)
})

test('given facts are set like answers, show what hangs on them, and reach the engine as facts', () => {
  const full = rubric('launch-full')
  const desk = createTryDesk(full, {})
  expect(desk.sections[0]?.id).toBe(GIVEN_SECTION)
  const shown = () => judged(full, desk).facts.visible.map(({ question }) => question.id)
  const without = shown().length
  type(desk, 'tier', ['T3'])
  type(desk, 'triage.contact', ['chat', 'whisper'])
  expect(splitGiven(desk.all(), full)).toEqual({
    given: {
      tier: { state: 'answered', value: 'T3' },
      'triage.contact': { state: 'answered', value: ['chat', 'whisper'] },
    },
    answers: {},
  })
  expect(shown().length).toBeGreaterThan(without)
  for (const id of shown()) expect(desk.store.isVisible(id), id).toBe(true)
})

test('what the page shows and what the engine shows are the same, for every rubric without an answer', () => {
  for (const key of rubrics.keys()) {
    const compiled = rubric(key)
    const desk = createTryDesk(compiled, {})
    const own = desk.sections.filter(({ id }) => id !== GIVEN_SECTION).flatMap(({ questions }) => questions)
    const visible = judged(compiled, desk).facts.visible.map(({ question }) => question.id)
    expect(
      own.filter(({ id }) => desk.store.isVisible(id)).map(({ id }) => id),
      key,
    ).toEqual(visible)
  }
})

test('an answer that cannot be taken is named as such and counts as missing', () => {
  const triage = rubric('launch-triage')
  const desk = createTryDesk(triage, {})
  type(desk, 'reach', ['a lot'])
  expect(desk.autosave.troubleOf('reach')?.is).toBe('unfinished')
  expect(judged(triage, desk).facts.invalid.map(({ questionId }) => questionId)).toEqual(['reach'])
})
