import { canonicalJson } from '../canonical.ts'
import { type Bump, CHANGE_KINDS, type ChangeClass, type ChangeKind } from './kinds.ts'

/** One thing that differs between two versions. */
export type RubricChange = {
  kind: ChangeKind
  class: ChangeClass
  /** The least step of the version that this change takes. */
  bump: Bump
  /** The stable id it is about: a question, section, given fact, harm, reason code or rule; else the key of the file. */
  id: string
  /** Where it stands in the newer file; in the older one where it is gone. */
  path: string
  /** What stood there and what stands there now; null where there was or is nothing. */
  from: unknown
  to: unknown
  /** In plain words. */
  sentence: string
}

export type Found = { id: string; path: string; from?: unknown; to?: unknown }

/** Gathers changes in the order they are found, each with the class of its kind. */
export class Changes {
  readonly all: RubricChange[] = []

  add(kind: ChangeKind, { id, path, from, to }: Found, sentence: string): void {
    const { class: severity, bump } = CHANGE_KINDS[kind]
    this.all.push({ kind, class: severity, bump, id, path, from: from ?? null, to: to ?? null, sentence })
  }
}

/** The same data, whatever the order of keys; absent and undefined are the same. */
export const same = (a: unknown, b: unknown): boolean => canonicalJson(a ?? null) === canonicalJson(b ?? null)

/** A short text stands in the sentence; a long one is only named, and stands in `from` and `to`. */
export function reworded(subject: string, what: string, from: unknown, to: unknown): string {
  if (from === undefined) return `${subject}: ${what} is new.`
  if (to === undefined) return `${subject}: ${what} is gone.`
  return `${from}${to}`.length <= MOST_QUOTED
    ? `${subject}: ${what} was “${from}” and is “${to}”.`
    : `${subject}: ${what} is worded anew.`
}
const MOST_QUOTED = 240
