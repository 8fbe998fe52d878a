import type { ChangesView } from './browse-changes.ts'
import type { DraftState } from './draft.ts'
import type { DRAFT_ACTIONS } from './policy.ts'

/** A file of the rubrics folder that holds a version nobody has proposed or published here. */
export type ProposableFile = { name: string; key: string; version: string }

/** A proposed version in a list. Times are ISO texts. */
export type DraftHead = {
  id: string
  key: string
  version: string
  title: string
  state: DraftState
  reason: string
  proposer: string
  proposedAt: string
  changedAt: string
}

/** A proposed version as its page shows it. */
export type DraftView = DraftHead & {
  summary: string
  /** Counts every change; a form sends back the one it was made of. */
  revision: number
  sha256: string
  /** The day its file asks for. */
  effectiveOn: string
  /** The published version it is compared with; none for a new rubric. */
  base: string | null
  may: Readonly<Record<(typeof DRAFT_ACTIONS)[number], boolean>>
  /** What differs from the published version, without the score key for those who may not see it; null for a new rubric. */
  changes: ChangesView | null
  /** Sections and questions, for a remark to be about. */
  parts: readonly { id: string; text: string }[]
  remarks: readonly RemarkView[]
  /** Null where there is none, or where the person may not see how answers are scored. */
  backtest: BacktestView | null
  run: RunView | null
  publication: { who: string; at: string; reason: string; effectiveOn: string } | null
  entries: readonly DraftEntry[]
}

/** A draft without its long lists, for the pages that do not show them. */
export type DraftBrief = Omit<DraftView, 'changes' | 'entries'>

export function briefly({ changes: _, entries: __, ...brief }: DraftView): DraftBrief {
  return brief
}

export type RemarkView = {
  id: string
  about: string | null
  text: string
  who: string
  at: string
  /** Said of the text as it stands now, not of an earlier one. */
  ofThisText: boolean
}

export type BacktestView = {
  id: string
  reviews: number
  flips: number
  who: string
  at: string
  /** Of the text as it stands now: only that opens the way to publishing. */
  ofThisText: boolean
}

/** A back-test under way or the last one: `lost` when its server went away, `failed` with the reason in words. */
export type RunView = {
  id: string
  state: 'running' | 'ended' | 'lost' | 'failed'
  done: number
  total: number
  failure: string | null
}

export type DraftEntry = { key: string; sentence: string; who: string; role: string; at: string; why: string | null }
