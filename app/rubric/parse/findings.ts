import type { Diagnostic } from '../diagnostic.ts'
import { nearest } from '../nearest.ts'
import { error, type RefusalCode } from './error.ts'

/** A person corrects some and runs it again; more would only bury the first. */
const MOST_FINDINGS = 100
/** Looking for the nearest name costs time; after some, the remedy says it without. */
const MOST_SUGGESTIONS = 30

/** Collects what is wrong with a file, within bounds: a hostile one could ask for a report, and for the nearest name, at each of its keys. */
export class Findings {
  readonly #found: Diagnostic[] = []

  report(code: RefusalCode, path: string, message: string, remedy?: string): void {
    if (!this.isFull) this.#found.push(error(code, path, message, remedy))
  }

  /** "Did you mean": a remedy where one of the names is near. */
  suggestion(name: string, names: Iterable<string>): string | undefined {
    const near = this.#found.length < MOST_SUGGESTIONS ? nearest(name, names) : undefined
    return near && `Did you mean ${near}?`
  }

  get isFull(): boolean {
    return this.#found.length >= MOST_FINDINGS
  }

  get all(): Diagnostic[] {
    return this.#found
  }
}
