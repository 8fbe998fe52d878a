import { stat } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { type Finding, filesBelow, findingsIn, findingText, summaryOf } from './lint.ts'
import { type Outcome, Refused } from './output.ts'
import { libraryAbove } from './rubric-files.ts'

/** How often files are looked at. Looking works on every disk and with every editor; being told of changes does not. */
const EVERY_MS = 250

type Round = { files: number; findings: Finding[] }

/**
 * Lints on every change until it is interrupted, and says what is new and what is gone.
 * @param say prints a line, or with `json` an object a line
 */
export async function watchLint(
  paths: readonly string[],
  json: boolean,
  say: (line: string) => void,
  signal = interruption(),
): Promise<Outcome> {
  await filesBelow(paths)
  let seen = ''
  let before: Round | undefined
  let trouble = ''
  while (!signal.aborted) {
    const now = await stateOf(paths)
    if (now !== seen) {
      try {
        const round = await lintOnce(paths)
        // Somebody may have gone on writing while it was read; the next look then reads it again.
        seen = now
        tell(before, round, json, say)
        before = round
        trouble = ''
      } catch (cause) {
        // A file was there and is not any more, or cannot be read just now: an editor is still at it.
        const message = cause instanceof Refused ? cause.message : `Not read: ${String(cause)}`
        if (message !== trouble) say(json ? JSON.stringify({ ok: false, error: message }) : `${message} Waiting.`)
        trouble = message
      }
    }
    await pause(EVERY_MS, undefined, { signal }).catch(() => undefined)
  }
  return { code: 0, text: 'Stopped.', json: { ok: true, stopped: true } }
}

async function lintOnce(paths: readonly string[]): Promise<Round> {
  const files = await filesBelow(paths)
  return { files: files.length, findings: await findingsIn(files) }
}

function tell(before: Round | undefined, now: Round, json: boolean, say: (line: string) => void): void {
  const come = without(now.findings, before?.findings ?? [])
  const gone = without(before?.findings ?? [], now.findings)
  const summary = summaryOf(now.files, now.findings)
  if (json) {
    const { length: found } = now.findings
    const errors = now.findings.filter(({ severity }) => severity === 'error').length
    say(JSON.stringify({ ok: errors === 0, files: now.files, errors, warnings: found - errors, new: come, gone }))
    return
  }
  const mark = (sign: string, findings: readonly Finding[]) => findings.map((one) => `${sign} ${findingText(one)}`)
  for (const line of before ? [...mark('-', gone), ...mark('+', come)] : come.map(findingText)) say(line)
  say(before ? summary : `${summary} Watching; Ctrl-C ends it.`)
}

/** What of `some` is not in `others`. Lines and places shift with every edit above, so they do not make a finding another one. */
function without(some: readonly Finding[], others: readonly Finding[]): Finding[] {
  const left = new Map<string, number>()
  for (const one of others) left.set(nameOf(one), (left.get(nameOf(one)) ?? 0) + 1)
  return some.filter((one) => {
    const rest = left.get(nameOf(one)) ?? 0
    left.set(nameOf(one), rest - 1)
    return rest <= 0
  })
}
const nameOf = ({ file, code, message }: Finding): string => `${file}\n${code}\n${message}`

/** The files that are linted and those of their library, each with when it was written; empty where a path is gone. */
async function stateOf(paths: readonly string[]): Promise<string> {
  try {
    const linted = await filesBelow(paths)
    const libraries = [...new Set(linted.map(({ file }) => libraryAbove(file)))]
    const all = await filesBelow([...paths, ...libraries])
    const times = all.map(async ({ file }) => {
      const { mtimeMs, size, ino } = await stat(file)
      return `${file} ${mtimeMs} ${size} ${ino}`
    })
    return (await Promise.all(times)).join('\n')
  } catch {
    return ''
  }
}

/** Ctrl-C, or being told to end. */
function interruption(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort())
  return controller.signal
}
