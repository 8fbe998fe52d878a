/** The door of the back-test: a draft over the answers of decided reviews. */
export { type Backtest, type BacktestRow, backtest, backtestByClosures, backtestRows } from './backtest.ts'
export { FLIPS, type Flip, type FlipKind, type Summary, Tally } from './summary.ts'
export type { PastReview, Verdict } from './verdict.ts'
