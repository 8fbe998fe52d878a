import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GOOD, HARMLESS, HOSTILE } from './corpus.ts'
import { libraryWith, lintChild } from './libraries.ts'

/** Far above what it takes, for machines that are slow or busy; the goal of a second is measured by `npm run bench -- lint`. */
const LIMIT_MS = 10_000
const child = lintChild(LIMIT_MS)
const folders: string[] = []
const ask = async (files: Parameters<typeof libraryWith>[0]) => {
  const folder = libraryWith(files)
  folders.push(folder)
  return child.ask(folder)
}
beforeAll(async () => {
  await ask({})
}, 60_000)
afterAll(() => {
  child.stop()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

test('there are at least sixty hostile files', () => {
  expect(Object.keys(HOSTILE).length).toBeGreaterThanOrEqual(60)
})

describe('a hostile file is refused with a code and a remedy, and nothing else happens', () => {
  test.each(Object.entries(HOSTILE))('%s', { timeout: LIMIT_MS * 3 }, async (_, { files, code, line }) => {
    const answer = await ask(files)
    expect(answer, `no answer within ${LIMIT_MS} ms`).toBeDefined()
    if (!answer) return
    expect(answer.crashed).toBeUndefined()
    expect(answer.outside).toEqual([])
    expect(answer.polluted).toBe(false)
    expect(answer.findings.length).toBeLessThan(400)
    for (const { message, remedy } of answer.findings) {
      expect(message.length).toBeLessThan(1_000)
      expect(remedy).not.toBe('')
    }
    if (code === undefined) return
    const errors = answer.findings.filter(({ severity }) => severity === 'error')
    const named = errors.filter((one) => (typeof code === 'string' ? one.code === code : code.test(one.code)))
    expect(named, JSON.stringify(errors.map((one) => one.code))).not.toEqual([])
    if (line !== undefined) expect(named.map((one) => one.line)).toContain(line)
  })
})

test.each(Object.entries(HARMLESS))(
  '%s is read, and the same rubric comes of it',
  { timeout: 60_000 },
  async (_, content) => {
    const plain = await ask({ 'evil/1.0.0.yaml': GOOD })
    const odd = await ask({ 'evil/1.0.0.yaml': content })
    expect(plain?.versions).toHaveLength(1)
    expect(odd?.versions).toEqual(plain?.versions)
  },
)
