/** Expected trouble is a value: what went wrong, in words for the person, with a code for tests and machines. */
export type Problem = {
  code: string
  message: string
  /** Field name → what to do, where the trouble sits in one field. */
  fields?: Readonly<Record<string, string>>
  /** Whatever the page needs to help: both versions of a conflicting answer, for example. */
  detail?: unknown
}

export type Result<T, P extends Problem = Problem> = { ok: true; value: T } | { ok: false; problem: P }

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })
export const fail = <P extends Problem>(problem: P): { ok: false; problem: P } => ({ ok: false, problem })
