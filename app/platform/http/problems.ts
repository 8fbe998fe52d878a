import type { AccessDenied } from '../access/authorize.ts'
import type { Problem } from '../result.ts'

const STATUS: Readonly<Record<string, number>> = {
  unreadable: 400,
  'signed-out': 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'wrong-type': 415,
  invalid: 422,
  throttled: 429,
  unavailable: 503,
  busy: 503,
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Not readable',
  401: 'You are not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Something changed in the meantime',
  413: 'Too large',
  415: 'Not the kind of thing this address takes',
  422: 'Not understood',
  429: 'Too many tries',
  500: 'Something broke',
  503: 'Not available at this moment',
}

/** A name of its own, so that pages and scripts can tell our problems from anything else in the body. */
export type ProblemBody = {
  type: string
  title: string
  status: number
  detail: string
  code: string
  reference: string
  fields?: Problem['fields']
}

type Reference = { requestId: string }

/** The HTTP status of a problem. A code of a context's own is 422 when a field is to blame, else 409: the state forbids it. */
export function statusOf({ code, fields }: Problem): number {
  return STATUS[code] ?? (fields ? 422 : 409)
}

/** The problem as an RFC 9457 answer. Throw it for the error page, return it to a script. A problem’s own `detail` is not sent. */
export function problemResponse(
  problem: Problem,
  { requestId }: Reference,
  init: { headers?: HeadersInit } = {},
): Response {
  const status = statusOf(problem)
  const { code, message, fields } = problem
  const body: ProblemBody = {
    type: `urn:plimsoll:problem:${code}`,
    title: TITLES[status] ?? 'Not possible',
    status,
    detail: message,
    code,
    reference: requestId,
    ...(fields ? { fields } : {}),
  }
  const headers = new Headers(init.headers)
  headers.set('content-type', 'application/problem+json; charset=utf-8')
  headers.set('cache-control', 'no-store')
  if (status === 503 && !headers.has('retry-after')) headers.set('retry-after', '5')
  return new Response(JSON.stringify(body), { status, statusText: body.title, headers })
}

/** What a schema found wrong, one sentence per field: the first is the one to act on. */
export function problemOfInput({
  issues,
}: {
  issues: readonly { path: readonly PropertyKey[]; message: string }[]
}): Problem {
  const fields: Record<string, string> = Object.create(null)
  for (const { path, message } of issues) fields[path.map(String).join('.')] ??= message
  return { code: 'invalid', message: 'Some answers need another look.', fields: { ...fields } }
}

/** A save for the person a page was opened for, while somebody else is signed in by now. */
export const anotherPerson: Problem = {
  code: 'another-person',
  message: 'Somebody else is signed in here now. What was typed before is not saved under their name.',
}

/** Absent, or not to be known about: one answer for both. */
export const notFound: Problem = {
  code: 'not-found',
  message: 'The address is wrong, the record has moved, or it is not open to you.',
}

/** The problem behind a refused act. What the actor may not know about looks exactly like what does not exist. */
export const problemOfDenied = (denied: AccessDenied): Problem =>
  denied.hidden ? notFound : { code: 'forbidden', message: denied.message }
