import type { MovingRubric } from './move.ts'

/** An answer in a preview, in words. */
export type MovedAnswer = { questionKey: string; asked: string; answer: string; why: string | null }

/** What differs between two versions for whoever answers. Nothing of the score key is among it. */
export type QuestionNews = {
  added: string[]
  gone: string[]
  reworded: { before: string; after: string }[]
  /** Questions whose choices, limits or explanation differ. */
  changed: string[]
}

/** What a move would do, before anybody decides. */
export type MovePreview = {
  which: MovingRubric
  title: string
  from: string
  to: string
  toVersionId: string
  effectiveOn: string
  news: QuestionNews
  carried: MovedAnswer[]
  toReconfirm: MovedAnswer[]
  archived: MovedAnswer[]
  /** Questions that the new version asks on these answers. */
  asks: { text: string; section: string; gate: boolean }[]
  /** Gates that have to be answered or known before anything is approved. */
  gates: string[]
  /** Questions with a knock-out that the present answers meet, or leave open. */
  knockouts: string[]
  /** The review is submitted under the new version, or not at all. */
  stops: boolean
}

/** A move that stands. */
export type MoveDone = {
  moveId: string
  title: string
  from: string
  to: string
  by: string
  at: string
  carried: number
  toReconfirm: number
  archived: number
  /** The latest of its rubric, so that it can be taken back. */
  latest: boolean
}

export type VersionDesk = {
  reviewId: string
  code: string
  title: string
  previews: MovePreview[]
  done: MoveDone[]
  person: { timeZone: string }
}
