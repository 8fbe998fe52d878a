/** What is wrong with a rubric file, where, and what to do about it. */
export type Diagnostic = {
  severity: 'error' | 'warning'
  /** Stable, such as `unknown-question`; docs/lint.md lists them all. */
  code: string
  /** Where in the file: `sections[2].questions[0].show_when.q33`. */
  path: string
  /** The line, from 1, where it is known. */
  line?: number
  message: string
  /** What to do. */
  remedy: string
}

/** What a code stands for, whatever the file: a sentence each. */
export type Meaning = { finds: string; matters: string; remedy: string }

/** Finds the line of a path in the text; of the nearest part above it where the path names something missing. */
export type LineOf = (path: string) => number | undefined

/** The diagnostic with the line its path points at. */
export function withLine(diagnostic: Diagnostic, lineOf: LineOf): Diagnostic {
  const line = lineOf(diagnostic.path)
  return line ? { ...diagnostic, line } : diagnostic
}

/** `['sections', 2, 'id']` → `sections[2].id` */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key)),
    '',
  )
}

/** One line for a terminal: `error unknown-question at sections[2].show_when.q33 (line 12): …` */
export function diagnosticText(d: Diagnostic): string {
  const where = d.path ? ` at ${d.path}` : ''
  return `${d.severity} ${d.code}${where}${d.line ? ` (line ${d.line})` : ''}: ${d.message} ${d.remedy}`
}
