import { problemResponse } from './problems.ts'
import type { RequestArgs } from './session.server.ts'

/** Well above the longest page there is; a browser that sends more did not get its form from us. */
const MOST_FIELDS = 5_000

/**
 * The form that was sent. What is none, or cannot be read, is refused in words, because the request is at fault and not the portal:
 * every action reads its form here.
 */
export async function formOf({ request, context }: RequestArgs): Promise<FormData> {
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(typeOf(request)))
    throw problemResponse(NO_FORM, context)
  const form = await request.formData().catch(() => undefined)
  if (!form) throw problemResponse(BROKEN, context)
  let fields = 0
  for (const [, value] of form) {
    // No page of ours asks for a file, and a file is no text.
    if (typeof value !== 'string') throw problemResponse(A_FILE, context)
    if (++fields > MOST_FIELDS) throw problemResponse(TOO_MANY, context)
  }
  return form
}

/** The same for an action that a script calls with JSON. */
export async function jsonOf({ request, context }: RequestArgs): Promise<unknown> {
  if (!/^application\/([\w.-]+\+)?json\b/i.test(typeOf(request))) throw problemResponse(NO_JSON, context)
  try {
    return await request.json()
  } catch {
    throw problemResponse(BROKEN, context)
  }
}

const typeOf = ({ headers }: Request) => headers.get('content-type') ?? ''

const NO_FORM = { code: 'wrong-type', message: 'This address takes a form, and something else was sent.' }
const NO_JSON = { code: 'wrong-type', message: 'This address takes JSON, and something else was sent.' }
const BROKEN = {
  code: 'unreadable',
  message: 'What was sent is broken or incomplete and could not be read. Nothing was changed.',
}
const A_FILE = {
  code: 'unreadable',
  message: 'A file was sent where the page asks for text, so it was not read. Nothing was changed.',
}
const TOO_MANY = {
  code: 'too-large',
  message: `At most ${MOST_FIELDS.toLocaleString('en')} fields can be sent at once. Nothing was changed.`,
}
