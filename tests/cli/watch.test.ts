import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-watch-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
for (const name of ['taxonomies', 'launch-triage'])
  cpSync(join('rubrics', name), join(folder, name), { recursive: true })
const file = join(folder, 'launch-triage/1.0.0.yaml')
const good = readFileSync(file, 'utf8')

/** Starts a watch and collects what it prints. */
function watching(...more: string[]) {
  const child = spawn('node', [
    'app/entry.cli.mjs',
    'rubric',
    'lint',
    join(folder, 'launch-triage'),
    '--watch',
    ...more,
  ])
  let out = ''
  let read = 0
  child.stdout.on('data', (text) => {
    out += text
  })
  return {
    /** What it prints until a line fits, since the last time. */
    until: async (wanted: RegExp): Promise<string> => {
      await expect.poll(() => out.slice(read), { timeout: 30_000 }).toMatch(wanted)
      const said = out.slice(read)
      read = out.length
      return said
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', (code, signal) => resolve(code ?? signal))
        child.kill('SIGINT')
      }),
  }
}

test('a watch says what is new and what is gone, survives half a file, and ends well', {
  timeout: 90_000,
}, async () => {
  const watch = watching()
  expect(await watch.until(/Ctrl-C ends it/)).toMatch(/^\d+ files checked, nothing found\. Watching/)

  writeFileSync(file, good.replace('minors: { in: [yes, unknown] }', 'minor: { in: [yes, unknown] }'))
  const wrong = await watch.until(/files checked:/)
  expect(wrong).toMatch(/^\+ .*1\.0\.0\.yaml:\d+ {2}error unknown-question .*Did you mean minors\?$/m)

  writeFileSync(file, good.slice(0, 900))
  const half = await watch.until(/files checked:/)
  expect(half).toMatch(/^- .*unknown-question/m)
  expect(half).toMatch(/^\+ .*1\.0\.0\.yaml/m)

  rmSync(file)
  await watch.until(/file/)
  writeFileSync(`${file}.new`, good)
  renameSync(`${file}.new`, file)
  expect(await watch.until(/nothing found\.\n$/)).toMatch(/^- /m)
  expect(await watch.stop()).toBe(0)
})

test('with --json a watch prints one object a line', { timeout: 60_000 }, async () => {
  const watch = watching('--json')
  const [first = ''] = (await watch.until(/\n/)).split('\n')
  expect(JSON.parse(first)).toMatchObject({ ok: true, errors: 0, new: [], gone: [] })
  writeFileSync(file, good.replace('schema: 1', 'schema: 2'))
  const [second = ''] = (await watch.until(/\n/)).split('\n')
  expect(JSON.parse(second)).toMatchObject({
    ok: false,
    new: expect.arrayContaining([expect.objectContaining({ path: 'schema' })]),
  })
  writeFileSync(file, good)
  await watch.until(/"gone":\[\{/)
  expect(await watch.stop()).toBe(0)
})
