import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { daily } from '#app/platform/start/daily.server.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const DAY = 24 * 3_600_000

function counting(fails = false) {
  const lines: string[] = []
  const done: number[] = []
  const log = pino({}, { write: (line: string) => void lines.push(line) })
  const work = async () => {
    done.push(Date.now())
    if (fails) throw new Error('the database is away')
  }
  return { lines, done, stop: daily(work, log) }
}

test('the work is done at the start and once a day, until the portal stops', async () => {
  const { done, stop } = counting()
  expect(done).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(3 * DAY)
  expect(done).toHaveLength(4)
  stop()
  await vi.advanceTimersByTimeAsync(3 * DAY)
  expect(done).toHaveLength(4)
})

test('what goes wrong is logged, ends nothing and is tried again the next day', async () => {
  const { done, lines, stop } = counting(true)
  await vi.advanceTimersByTimeAsync(DAY)
  stop()
  expect(done).toHaveLength(2)
  expect(lines).toHaveLength(2)
  expect(lines[0]).toContain('tried again tomorrow')
})
