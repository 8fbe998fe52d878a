import { basename, dirname, relative, resolve } from 'node:path'
import { packsOf, readRubric } from '#app/domain/rubric-versions/index.server.ts'
import { type Diagnostic, diagnosticText } from '#app/rubric/diagnostic.ts'
import { checkTable, lintRubric } from '#app/rubric/lint.ts'
import { parsePolicyTable, parseTaxonomy, withLine } from '#app/rubric/parse.ts'
import { parseScenario } from '#app/rubric/scenario.ts'
import { readYaml } from '#app/rubric/yaml.ts'
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
        ? await lintRubricFile(file, text)
        : kind === 'scenario'
          ? parseScenario(text).diagnostics
          : kind === 'taxonomy'
            ? parseTaxonomy(text).diagnostics
            : lintTable(text)
    findings.push(...found.map((one) => ({ file: relative(process.cwd(), file) || file, ...one })))
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
    text: [...findings.map((one) => `${one.file}: ${diagnosticText(one)}`), summary].join('\n'),
    json: { ok, files: files.length, errors, warnings, findings },
  }
}

async function lintRubricFile(file: string, text: string): Promise<Diagnostic[]> {
  const read = await readRubric(file, packsOf(libraryAbove(file)))
  if (!read.rubric) return read.diagnostics
  const yaml = readYaml(text)
  const lines = (one: Diagnostic) => (yaml.ok ? withLine(one, yaml.lineOf) : one)
  return [...read.diagnostics, ...lintRubric(read.rubric.compiled, await knockoutsTested(file)).map(lines)]
}

/** The reason codes that the scenarios beside a rubric expect; nothing where it has no scenarios folder. */
async function knockoutsTested(file: string): Promise<{ testedKnockouts?: Set<string> }> {
  const folder = resolve(dirname(file), 'scenarios')
  const scenarios = await yamlFiles(folder).catch(() => undefined)
  if (!scenarios || basename(dirname(file)) === 'scenarios') return {}
  const parsed = await Promise.all(scenarios.map(async (one) => parseScenario(await readText(one.file))))
  return { testedKnockouts: new Set(parsed.flatMap((one) => (one.ok ? (one.value.expect.knockouts ?? []) : []))) }
}

function lintTable(text: string): Diagnostic[] {
  const parsed = parsePolicyTable(text)
  return parsed.ok ? checkTable(parsed.value).map((one) => withLine(one, parsed.lineOf)) : parsed.diagnostics
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`
