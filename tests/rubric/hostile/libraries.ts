import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Finding } from '#app/cli/lint.ts'
import type { Hostile } from './corpus.ts'

/** What the child says of one library. */
export type Answer = {
  crashed?: string
  findings: Finding[]
  versions: { key: string; version: string; sha256: string }[]
  ms: number
  cpu: number
  outside: string[]
  polluted: boolean
}

/** Puts a library with these files on the disk. */
export function libraryWith(files: Hostile['files']): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'plimsoll-hostile-'))
  for (const name of ['taxonomies', 'tables']) cpSync(join('rubrics', name), join(folder, name), { recursive: true })
  for (const [name, thing] of Object.entries(files)) {
    const at = join(folder, name)
    mkdirSync(dirname(at), { recursive: true })
    if (thing === 'a pipe') spawnSync('mkfifo', [at])
    else if (thing === 'a folder') mkdirSync(at)
    else if (typeof thing === 'object' && 'link' in thing) symlinkSync(thing.link, at)
    else writeFileSync(at, thing)
  }
  return folder
}

/** A child that lints; one that does not answer in time is ended, and the next question starts another. */
export function lintChild(limitMs: number) {
  let child: ChildProcess | undefined
  let lines: AsyncIterator<string> | undefined
  const start = async () => {
    child = spawn('node', ['--import', 'tsx', 'tests/rubric/hostile/lint-child.ts'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    if (child.stdout) lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    await lines?.next()
  }
  return {
    ask: async (folder: string): Promise<Answer | undefined> => {
      if (!child || child.exitCode !== null || child.killed) await start()
      child?.stdin?.write(`${folder}\n`)
      const timer = setTimeout(() => child?.kill('SIGKILL'), limitMs)
      const line = await lines?.next()
      clearTimeout(timer)
      return line?.done === false ? (JSON.parse(line.value) as Answer) : undefined
    },
    stop: () => child?.kill(),
  }
}
