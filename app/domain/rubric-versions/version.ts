/** Sorts by version number, newest first: 1.10.0 before 1.9.0. */
export function newerVersion(a: { version: string }, b: { version: string }): number {
  const left = a.version.split('.').map(Number)
  const right = b.version.split('.').map(Number)
  for (let i = 0; i < 3; i++) {
    const difference = (right[i] ?? 0) - (left[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
