import type * as z from 'zod'
import { type Diagnostic, type LineOf, pathText, withLine } from '../diagnostic.ts'
import { error } from './error.ts'
import { readYaml } from './yaml.ts'

/**
 * What a parse gives: the thing, or diagnostics that say what to do. `raw` is the data as written, which the canonical form
 * is made of; `lineOf` finds the line of a path.
 */
export type Parsed<T> =
  | { ok: true; value: T; raw: unknown; diagnostics: Diagnostic[]; lineOf: LineOf }
  | { ok: false; diagnostics: Diagnostic[] }

/** YAML text → data of a schema; zod's issues become diagnostics with a path, a line and a remedy. */
export function parseShape<T>(text: string, schema: z.ZodType<T>): Parsed<T> {
  const yaml = readYaml(text)
  if (!yaml.ok) return yaml
  const { data, lineOf } = yaml
  const shaped = schema.safeParse(data, { reportInput: true })
  if (shaped.success) return { ok: true, value: shaped.data, raw: data, diagnostics: [], lineOf }
  const diagnostics = shaped.error.issues.slice(0, 50).flatMap(issueDiagnostics)
  return { ok: false, diagnostics: diagnostics.map((one) => withLine(one, lineOf)) }
}

function issueDiagnostics(issue: z.core.$ZodIssue): Diagnostic[] {
  const path = pathText(issue.path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) =>
        error('unknown-key', pathText([...issue.path, key]), `the key ${key} is not known here.`),
      )
    case 'invalid_value': {
      const remedy = `Use one of: ${issue.values.map(String).join(', ')}.`
      return [
        issue.input === undefined
          ? error('missing-key', path, 'a value is missing here.', remedy)
          : error('value-not-allowed', path, 'this value is not one of the allowed ones.', remedy),
      ]
    }
    case 'invalid_type': {
      const code = issue.input === undefined ? 'missing-key' : 'wrong-type'
      return [error(code, path, issue.message, `Write a value of type ${issue.expected}.`)]
    }
    case 'too_big':
    case 'too_small':
      return [error('out-of-bounds', path, issue.message)]
    case 'invalid_format':
      return [error('wrong-format', path, issue.message)]
    default:
      return [error('wrong-shape', path, issue.message)]
  }
}
