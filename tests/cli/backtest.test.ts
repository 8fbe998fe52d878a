import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildWorld } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'

const { db, ownerUrl } = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'plimsoll-backtest-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const draft = join(folder, '2.0.0.yaml')

beforeAll(async () => {
  cpSync('rubrics/taxonomies', join(folder, 'taxonomies'), { recursive: true })
  const text = readFileSync('rubrics/launch-triage/1.0.0.yaml', 'utf8')
  writeFileSync(
    draft,
    text.replace('version: 1.0.0', 'version: 2.0.0').replace('reach: { gt: 25 }', 'reach: { gt: 4 }'),
  )
  const world = await buildWorld(db, undefined, { accounts: false })
  await world.review('decided', { title: 'Emote Rain' })
}, 60_000)

const backtest = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync('node', ['app/entry.cli.mjs', 'rubric', 'backtest', ...args], {
    encoding: 'utf8',
    env: { ...process.env, BASE_URL: '', DATABASE_URL: ownerUrl },
  })
  return { code: status, out: stdout, err: stderr }
}

test('backtest says what flips, from what to what, and which reviews to open', () => {
  expect(backtest(draft)).toEqual({
    code: 0,
    err: '',
    out: [
      'launch-triage 2.0.0 over 1 review: 1 flips.',
      'Questions added per review: 0 in the median, 0 at most, 0 in all.',
      '',
      'Tier',
      '- T2 → T3: 1 review',
      '',
      'To look at',
      '- L-1 Emote Rain (1.0.0): tier T2 → T3',
      '',
    ].join('\n'),
  })
  expect(backtest(draft, '--fail-on-flip').code).toBe(1)
})

test('backtest prints JSON with the sum and every review', () => {
  const { code, out } = backtest('launch-triage@1.0.0', '--json', '--fail-on-flip')
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    ok: true,
    draft: { key: 'launch-triage', version: '1.0.0' },
    summary: { reviews: 1, flipped: 0, added: { median: 0 } },
    reviews: [{ launch: 'L-1', before: { tier: 'T2' }, after: { tier: 'T2' }, flips: [], added: 0 }],
  })
})

test('a draft that cannot be read is refused, and one is needed', () => {
  expect(backtest(join(folder, 'nothing.yaml'))).toMatchObject({ code: 1, out: '' })
  expect(backtest()).toMatchObject({ code: 2 })
})
