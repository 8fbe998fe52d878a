import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const made: string[] = []

/** An empty folder, removed when the process of the test file ends. */
export function temporaryFolder(): string {
  if (made.length === 0) process.once('exit', removeAll)
  const folder = passableFolder('plimsoll-folder-')
  made.push(folder)
  return folder
}

/** A new folder that PostgreSQL's own account may walk into; whoever asks removes it. */
export function passableFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix))
  chmodSync(folder, 0o711)
  return folder
}

function removeAll(): void {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
}
