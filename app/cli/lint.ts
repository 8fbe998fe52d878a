import { relative } from 'node:path'
import type { Diagnostic } from '#app/rubric/diagnostic.ts'
import { lintFiles } from './lint-files.ts'
import type { Outcome } from './output.ts'
import { type RubricFile, yamlFiles } from './rubric-files.ts'

export type Finding = Diagnostic & { file: string }

/** Checks rubric, scenario, taxonomy and table files. Warnings alone do not make it fail, unless `strict`. */
export async function lint(paths: readonly string[], strict: boolean): Promise<Outcome> {
  const files = await filesBelow(paths)
  const findings = await findingsIn(files)
  const { errors, warnings } = countsOf(findings)
  const ok = errors === 0 && (!strict || warnings === 0)
  return {
    code: ok ? 0 : 1,
    text: [...findings.map(findingText), summaryOf(files.length, findings)].join('\n'),
    json: { ok, files: files.length, errors, warnings, findings },
  }
}

/** The files of some paths, each once. */
export async function filesBelow(paths: readonly string[]): Promise<RubricFile[]> {
  const files = (await Promise.all(paths.map(yamlFiles))).flat()
  return [...new Map(files.map((one) => [one.file, one])).values()]
}

/** What is found in some files, file by file and down each file. */
export async function findingsIn(files: readonly RubricFile[]): Promise<Finding[]> {
  const found = await lintFiles(files)
  return found.flatMap(({ file, diagnostics }) => {
    const shown = relative(process.cwd(), file) || file
    return diagnostics.toSorted(downTheFile).map((one) => ({ file: shown, ...one }))
  })
}

const downTheFile = (a: Diagnostic, b: Diagnostic): number => (a.line ?? 0) - (b.line ?? 0)

/** `rubrics/small/1.0.0.yaml:12  warning help-too-long  sections[0].questions[1].help: …`, which editors and terminals can follow. */
export const findingText = ({ file, line, severity, code, path, message, remedy }: Finding): string =>
  `${file}${line ? `:${line}` : ''}  ${severity} ${code}  ${path ? `${path}: ` : ''}${message} ${remedy}`

/** One line: how many files, what was found. */
export function summaryOf(files: number, findings: readonly Finding[]): string {
  const { errors, warnings } = countsOf(findings)
  return findings.length === 0
    ? `${count(files, 'file')} checked, nothing found.`
    : `${count(files, 'file')} checked: ${count(errors, 'error')}, ${count(warnings, 'warning')}.`
}

function countsOf(findings: readonly Finding[]): { errors: number; warnings: number } {
  const errors = findings.filter(({ severity }) => severity === 'error').length
  return { errors, warnings: findings.length - errors }
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`
