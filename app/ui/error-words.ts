export type ErrorWords = { title: string; happened: string; next: string }

const BROKEN: ErrorWords = {
  title: 'Something broke on our side',
  happened: 'This page could not be made. Nothing you did caused it, and everything that was shown as saved is safe.',
  next: 'Try again. If it happens a second time, tell the people who run this portal.',
}

const UNCLEAR: ErrorWords = {
  title: 'This request was not understood',
  happened: 'The address or the form could not be read, so nothing was changed.',
  next: 'Go back to the page you came from and try again.',
}

const WORDS: Readonly<Record<number, ErrorWords>> = {
  401: {
    title: 'You are signed out',
    happened: 'Your session has ended, so this was not done.',
    next: 'Sign in again; you will come back to where you were.',
  },
  403: {
    title: 'This is not yours to do',
    happened: 'Your role does not allow this. Nothing was changed.',
    next: 'If you need it for your work, ask the owner of the record or an administrator.',
  },
  404: {
    title: 'There is nothing here',
    happened: 'The address is wrong, the record has moved, or it is not open to you.',
    next: 'Check the address, or ask whoever sent it to you.',
  },
  409: {
    title: 'Something changed in the meantime',
    happened: 'Somebody else was quicker, so this was not done. What they did is kept.',
    next: 'Go back, load the page again and look at what changed; then decide afresh.',
  },
  413: {
    title: 'This is too large',
    happened: 'The form or file is larger than the portal takes, so nothing was stored.',
    next: 'Go back, where your text still stands, and send less at once.',
  },
  422: {
    title: 'Something in the form needs another look',
    happened: 'A part of what was sent could not be read, so nothing was changed.',
    next: 'Go back, where your text still stands, and check the form.',
  },
  429: {
    title: 'A little slower, please',
    happened: 'There were too many requests at once, so this one was not carried out.',
    next: 'Wait a moment and try again. Nothing is locked.',
  },
  503: {
    title: 'The portal cannot answer at this moment',
    happened: 'Something it needs is away. Everything that was shown as saved is safe.',
    next: 'Wait a few seconds and try again.',
  },
}

/** What an error page says, in the order a person needs it: what happened and what was kept, then what to do. */
export const wordsFor = (status: number): ErrorWords =>
  WORDS[status] ?? (status >= 400 && status < 500 ? UNCLEAR : BROKEN)

/** What our own problem answers carry for the page; undefined for any other body. */
export function readProblem(body: unknown): { detail?: string; reference?: string } | undefined {
  const value = typeof body === 'string' ? parsed(body) : body
  if (typeof value !== 'object' || value === null) return undefined
  const { type, detail, reference } = value as Record<string, unknown>
  if (typeof type !== 'string' || !type.startsWith('urn:plimsoll:problem:')) return undefined
  return {
    ...(typeof detail === 'string' ? { detail } : {}),
    ...(typeof reference === 'string' ? { reference } : {}),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
