/** What a command says and the code it ends with: 0 good, 1 findings or refused input, 2 wrong usage. */
export type Outcome = { code: 0 | 1; text: string; json: unknown }

/** Trouble the person can do something about: one line, no stack trace. */
export class Refused extends Error {
  override name = 'Refused'
}

/** A plain table: columns as wide as their widest cell. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
