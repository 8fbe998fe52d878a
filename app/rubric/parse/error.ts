import type { Diagnostic, Meaning } from '../diagnostic.ts'
import { REFUSALS } from './codes.ts'

type Families = typeof REFUSALS
type Listed = { [F in keyof Families]: keyof Families[F] & string }[keyof Families]
export type RefusalCode = Exclude<Listed, 'yaml-*' | 'answer-*'>
/** Their last word comes from elsewhere, and so does the remedy. */
type OpenCode = `yaml-${string}` | `answer-${string}`

/** One reason to refuse a file. @param remedy where it can be more exact than the list's */
export function error(code: RefusalCode, path: string, message: string, remedy?: string): Diagnostic
export function error(code: OpenCode, path: string, message: string, remedy: string): Diagnostic
export function error(code: string, path: string, message: string, remedy = REMEDIES.get(code) ?? ''): Diagnostic {
  return { severity: 'error', code, path, message, remedy }
}

const REMEDIES: ReadonlyMap<string, string> = new Map(
  Object.values(REFUSALS).flatMap((family) =>
    Object.entries<Meaning>(family).map(([code, { remedy }]) => [code, remedy] as const),
  ),
)
