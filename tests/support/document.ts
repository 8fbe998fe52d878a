import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/**
 * Compares a generated document with the one that was reviewed and committed. `WRITE_DOCUMENTS=1` writes it anew; the
 * difference is then read like any other change.
 * @param tests what to run to write it
 */
export function expectDocument(file: string, text: string, tests: string): void {
  if (process.env.WRITE_DOCUMENTS === '1') writeFileSync(file, text)
  const reviewed = existsSync(file) ? readFileSync(file, 'utf8') : ''
  if (reviewed === text) return
  const before = reviewed.split('\n')
  const after = text.split('\n')
  const gone = before.filter((line) => !after.includes(line)).slice(0, 20)
  const come = after.filter((line) => !before.includes(line)).slice(0, 20)
  throw new Error(
    [
      `${file} is not what the product does now.`,
      ...gone.map((line) => `  - ${line}`),
      ...come.map((line) => `  + ${line}`),
      `If this is meant: run \`WRITE_DOCUMENTS=1 npx vitest run ${tests}\`, read the difference, and commit it with the change.`,
    ].join('\n'),
  )
}
