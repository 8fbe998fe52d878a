import type { AnswerInput } from '#app/domain/reviews/schemas.ts'

/** The answer that stands instead of ours, who gave it and when. */
export type Standing = { answer: AnswerInput; version: number; by: string; at: string }

export type SendOutcome =
  | { is: 'saved'; version: number; savedAt: string }
  | { is: 'conflict'; standing: Standing }
  | { is: 'refused'; message: string }
  | { is: 'signed-out' }
  | { is: 'another-person' }
  | { is: 'unreachable'; retryAfter?: number | undefined }

/** An answer that did not reach the server yet. */
export type Unsent = { key: string; answer: AnswerInput; version: number }

export type Timer = unknown

/** Everything around the saving that is not itself: the server, the clock, the page. */
export type AutosaveWorld = {
  send: (key: string, answer: AnswerInput, version: number) => Promise<SendOutcome>
  setTimer: (work: () => void, ms: number) => Timer
  clearTimer: (timer: Timer) => void
  /** A number from 0 to 1, so that many browsers do not come back at the same moment. */
  chance: () => number
  isOnline: () => boolean
  /** Why the answer cannot be sent yet, in words for the person. */
  check: (key: string, answer: AnswerInput) => string | undefined
  /** The server confirmed it: other tabs may take it over. */
  onSaved?: (key: string, answer: AnswerInput, version: number) => void
  /** Another answer takes the place of what the page shows. */
  onReplace?: (key: string, answer: AnswerInput) => void
  /** What is unsent has changed: a copy may be kept. */
  onUnsent?: (unsent: readonly Unsent[]) => void
  /** Somebody else is signed in now: nothing typed here may be shown or sent. */
  onAnotherPerson?: () => void
}
