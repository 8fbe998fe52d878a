import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

type Floor = { floor: string; below?: string; why: string; development?: string }
type Package = { version?: string; dev?: boolean; resolved?: string; integrity?: string; link?: boolean }

const floors = JSON.parse(readFileSync('tests/platform/floors.json', 'utf8')) as Record<string, Floor>
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Package> }
const installed = Object.entries(packages).filter(([path]) => path !== '')
const nameOf = (path: string) => path.split('node_modules/').at(-1) ?? path

describe('known holes stay closed', () => {
  test.each(Object.entries(floors))(
    '%s, in every copy, nested ones too',
    (name, { floor, below, why, development }) => {
      for (const [path, { version = '0', dev }] of installed) {
        if (nameOf(path) !== name || (dev && development)) continue
        expect(
          compare(version, floor),
          `${path} is ${version}; at least ${floor} is needed: ${why}`,
        ).toBeGreaterThanOrEqual(0)
        if (below)
          expect(compare(version, below), `${path} is ${version}; it must stay below ${below}: ${why}`).toBeLessThan(0)
      }
    },
  )

  test('the packages that matter most are in the list and installed', () => {
    for (const name of [
      '@remix-run/node',
      'drizzle-orm',
      '@casl/ability',
      'better-auth',
      'express',
      'postgres',
      'yaml',
    ])
      expect([name, name in floors && installed.some(([path]) => nameOf(path) === name)]).toEqual([name, true])
  })

  test('the lock names no registry, and a checksum for every package', () => {
    expect(installed.filter(([, { resolved }]) => resolved?.startsWith('http')).map(([path]) => path)).toEqual([])
    expect(installed.filter(([, { integrity, link }]) => !integrity && !link).map(([path]) => path)).toEqual([])
  })
})

/** Orders two plain versions; a pre-release counts as its release. */
function compare(a: string, b: string): number {
  const numbers = (version: string) => version.split(/[.+-]/).slice(0, 3).map(Number)
  const [left, right] = [numbers(a), numbers(b)]
  for (let at = 0; at < 3; at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
