import { data } from '@remix-run/node'
import type { Problem } from '../result.ts'
import { statusOf } from './problems.ts'

/** What a form page needs after a refusal: what is wrong, and what was typed. */
export type Refused = {
  problem: { code: string; message: string; fields: Readonly<Record<string, string>> }
  typed: Readonly<Record<string, string>>
}

/** The form again, with its text and the problem: 422 for a field, 409 when the record has moved on. */
export function refused({ code, message, fields = {} }: Problem, form: FormData) {
  const typed: Record<string, string> = Object.create(null)
  for (const [name, value] of form) if (typeof value === 'string') typed[name] = value
  const body: Refused = { problem: { code, message, fields }, typed: { ...typed } }
  return data(body, { status: statusOf({ code, message, ...(Object.keys(fields).length > 0 ? { fields } : {}) }) })
}
