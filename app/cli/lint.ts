import { basename, dirname, relative, resolve } from 'node:path'
import { packsOf, readRubric } from '#app/domain/rubric-versions/index.server.ts'
import type { Diagnostic } from '#app/rubric/diagnostic.ts'
import { checkTable, type LintOptions, lintRubric } from '#app/rubric/lint/lint.ts'
import { parsePolicyTable, parseTaxonomy } from '#app/rubric/parse/parse.ts'
import { parseScenario } from '#app/rubric/scenario.ts'
import type { Outcome } from './output.ts'
import { libraryAbove, readText, yamlFiles } from './rubric-files.ts'

type Finding = Diagnostic & { file: string }

/** Checks rubric, scenario, taxonomy and table files. Warnings alone do not make it fail, unless `strict`. */
export async function lint(paths: readonly string[], strict: boolean): Promise<Outcome> {
  const files = (await Promise.all(paths.map(yamlFiles))).flat()
  const findings: Finding[] = []
  for (const { file, kind } of files) {
    const text = await readText(file)
    const found =
      kind === 'rubric'
        ? await lintRubricFile(file)
        : kind === 'scenario'
          ? parseScenario(text).diagnostics
          : kind === 'taxonomy'
            ? parseTaxonomy(text).diagnostics
            : lintTable(text)
    const shown = relative(process.cwd(), file) || file
    findings.push(...found.sort(downTheFile).map((one) => ({ file: shown, ...one })))
  }
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const warnings = findings.length - errors
  const ok = errors === 0 && (!strict || warnings === 0)
  const summary =
    findings.length === 0
      ? `${count(files.length, 'file')} checked, nothing found.`
      : `${count(files.length, 'file')} checked: ${count(errors, 'error')}, ${count(warnings, 'warning')}.`
  return {
    code: ok ? 0 : 1,
    text: [...findings.map(findingText), summary].join('\n'),
    json: { ok, files: files.length, errors, warnings, findings },
  }
}

const downTheFile = (a: Diagnostic, b: Diagnostic): number => (a.line ?? 0) - (b.line ?? 0)

/** `rubrics/small/1.0.0.yaml:12  warning help-too-long  sections[0].questions[1].help: …`, which editors and terminals can follow. */
const findingText = ({ file, line, severity, code, path, message, remedy }: Finding): string =>
  `${file}${line ? `:${line}` : ''}  ${severity} ${code}  ${path ? `${path}: ` : ''}${message} ${remedy}`

async function lintRubricFile(file: string): Promise<Diagnostic[]> {
  const { rubric, diagnostics, lineOf } = await readRubric(file, packsOf(libraryAbove(file)))
  if (!rubric) return diagnostics
  return [...diagnostics, ...lintRubric(rubric.compiled, { lineOf, ...(await tested(file)) })]
}

/** The reason codes and outcomes that the scenarios beside a rubric expect; nothing where it has no scenarios folder. */
async function tested(file: string): Promise<Pick<LintOptions, 'testedKnockouts' | 'testedOutcomes'>> {
  const folder = resolve(dirname(file), 'scenarios')
  const scenarios = await yamlFiles(folder).catch(() => undefined)
  if (!scenarios || basename(dirname(file)) === 'scenarios') return {}
  const parsed = await Promise.all(scenarios.map(async (one) => parseScenario(await readText(one.file))))
  const expected = parsed.flatMap((one) => (one.ok ? [one.value.expect] : []))
  return {
    testedKnockouts: new Set(expected.flatMap(({ knockouts = [] }) => knockouts)),
    testedOutcomes: new Set(expected.flatMap(({ outcome }) => (outcome === undefined ? [] : [outcome]))),
  }
}

function lintTable(text: string): Diagnostic[] {
  const parsed = parsePolicyTable(text)
  return parsed.ok ? checkTable(parsed.value, parsed.lineOf) : parsed.diagnostics
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`
