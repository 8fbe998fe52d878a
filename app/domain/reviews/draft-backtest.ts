import type { Summary } from '#app/rubric/backtest/index.ts'

/** What the last back-test of a draft found, as its page shows it. */
export type DraftBacktest = {
  summary: Summary
  flipped: number
  /** Reviews that flip and that the reader may not see the scores of, or that are beyond the list. */
  notShown: number
  rows: readonly {
    reviewId: string
    code: string
    title: string
    flips: readonly { what: string; from: string | null; to: string | null }[]
    added: number
  }[]
}
