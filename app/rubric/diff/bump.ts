import type { RubricChange } from './change.ts'
import { BUMPS, type Bump } from './kinds.ts'

/** The least step of the version that some changes take together; undefined where nothing changed. */
export const requiredBump = (changes: readonly Pick<RubricChange, 'bump'>[]): Bump | undefined =>
  [...BUMPS].reverse().find((bump) => changes.some((change) => change.bump === bump))

/** The step from one version to a later one; undefined for the same or an earlier one. */
export function actualBump(from: string, to: string): Bump | undefined {
  const [old, now] = [numbers(from), numbers(to)]
  const at = old.findIndex((number, i) => number !== now[i])
  return at >= 0 && (now[at] ?? 0) > (old[at] ?? 0) ? (['major', 'minor', 'patch'] as const)[at] : undefined
}

/** The next version by a step. */
export function nextVersion(from: string, bump: Bump): string {
  const [major = 0, minor = 0, patch = 0] = numbers(from)
  if (bump === 'major') return `${major + 1}.0.0`
  return bump === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`
}

export type BumpProblem = {
  code: 'bump-too-small' | 'version-not-newer'
  message: string
  remedy: string
}

/** Is the step of the version as large as what changed asks for? What is wrong, and the version to use, where not. */
export function checkBump(from: string, to: string, changes: readonly RubricChange[]): BumpProblem | undefined {
  const required = requiredBump(changes)
  const actual = actualBump(from, to)
  if (!required) return actual || from === to ? undefined : backwards(from, to, nextVersion(from, 'patch'))
  const use = nextVersion(from, required)
  if (!actual && from !== to) return backwards(from, to, use)
  if (actual && BUMPS.indexOf(actual) >= BUMPS.indexOf(required)) return undefined
  const heaviest = changes.filter(({ bump }) => bump === required)
  const more = heaviest.length > 1 ? ` And ${heaviest.length - 1} more.` : ''
  return {
    code: 'bump-too-small',
    message: `${from} → ${to} is too small: ${heaviest[0]?.sentence ?? ''}${more}`,
    remedy: `Use ${use}.`,
  }
}

const backwards = (from: string, to: string, use: string): BumpProblem => ({
  code: 'version-not-newer',
  message: `${to} is not newer than ${from}.`,
  remedy: `Name the older version first, or use ${use}.`,
})

const numbers = (version: string): number[] => version.split('.').map(Number)
