/** What is wrong with a rubric file, where, and what to do about it. */
export type Diagnostic = {
  severity: 'error' | 'warning'
  /** Stable, such as `unknown-question`. */
  code: string
  /** Where in the file: `sections[2].questions[0].show_when.q33`. */
  path: string
  /** The line, from 1, where it is known. */
  line?: number
  message: string
  /** What to do. */
  remedy: string
}

export const error = (code: string, path: string, message: string, remedy: string): Diagnostic => ({
  severity: 'error',
  code,
  path,
  message,
  remedy,
})
export const warning = (code: string, path: string, message: string, remedy: string): Diagnostic => ({
  severity: 'warning',
  code,
  path,
  message,
  remedy,
})

/** `['sections', 2, 'id']` → `sections[2].id` */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key)),
    '',
  )
}

/** One line for a terminal: `unknown-question at sections[2].show_when.q33: …` */
export function diagnosticText(d: Diagnostic): string {
  const where = d.path ? ` at ${d.path}` : ''
  return `${d.severity} ${d.code}${where}${d.line ? ` (line ${d.line})` : ''}: ${d.message} ${d.remedy}`
}

/** The nearest of some names, for "did you mean": at most a third of the letters may differ. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = Math.max(1, Math.floor(name.length / 3)) + 1
  for (const candidate of names) {
    const distance = editDistance(name, candidate, least)
    if (distance < least) {
      least = distance
      best = candidate
    }
  }
  return best
}

/** Levenshtein distance, given up at `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1))
    }
    if (Math.min(...next) >= limit) return limit
    row = next
  }
  return row[b.length] ?? limit
}
