import { data } from '@remix-run/node'
import type { Problem } from '../result.ts'
import { statusOf } from './problems.ts'

/** What a form page needs after a refusal: what is wrong, and what was typed. */
export type Refused<Typed> = {
  problem: { code: string; message: string; fields: Readonly<Record<string, string>> }
  typed: Typed
}

/** The form again, with its text and the problem: 422 for a field, 409 when the record has moved on. */
export function refused<Typed>({ code, message, fields = {} }: Problem, typed: Typed) {
  const body: Refused<Typed> = { problem: { code, message, fields }, typed }
  return data(body, { status: statusOf({ code, message, ...(Object.keys(fields).length > 0 ? { fields } : {}) }) })
}
