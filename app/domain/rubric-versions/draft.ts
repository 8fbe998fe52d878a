/**
 * Where a proposed version stands.
 * draft: its author works on it · in_consultation: others say what they think · back_tested: replayed over the decided reviews, just as it
 * is · published: in force from its day on · withdrawn.
 * A published version can be retired later; that is a fact about the version, not a state of the draft.
 */
export const DRAFT_STATES = ['draft', 'in_consultation', 'back_tested', 'published', 'withdrawn'] as const
export type DraftState = (typeof DRAFT_STATES)[number]

/** The only ways from one state to the next. A changed text falls back, for nobody has discussed or tested it. */
export const DRAFT_TRANSITIONS: Readonly<Record<DraftState, readonly DraftState[]>> = {
  draft: ['in_consultation', 'withdrawn'],
  in_consultation: ['draft', 'back_tested', 'withdrawn'],
  back_tested: ['draft', 'published', 'withdrawn'],
  published: [],
  withdrawn: [],
}

/** How states are spoken of. */
export const DRAFT_WORDS: Readonly<Record<DraftState, string>> = {
  draft: 'Draft',
  in_consultation: 'In consultation',
  back_tested: 'Back-tested',
  published: 'Published',
  withdrawn: 'Withdrawn',
}

/** Lengths in characters, shared by form, command and the column's CHECK. A rubric file has at most 256 kB. */
export const DRAFT_LIMITS = { reason: 2_000, remark: 4_000, source: 262_144 } as const

/** A back-test that is not heard of for so long, in milliseconds, was lost with its server. */
export const SILENT_MS = 60_000
