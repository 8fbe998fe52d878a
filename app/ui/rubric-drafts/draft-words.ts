import type { DraftView } from '#app/domain/rubric-versions/index.ts'
import type { TagTone } from '#app/ui/kit/tag.tsx'
import { sayDay } from '#app/ui/kit/zoned.ts'

export const DRAFT_TONES: Readonly<Record<DraftView['state'], TagTone>> = {
  draft: 'plain',
  in_consultation: 'accent',
  back_tested: 'good',
  published: 'strong',
  withdrawn: 'plain',
}

export type DraftStep = {
  /** Whose turn it is: the reader's, somebody else's, or nobody's any more. */
  turn: 'you' | 'others' | 'nobody'
  sentence: string
  detail?: string
  act?: { path: string; label: string }
}

/** What waits for whom, from where the draft stands and what this person may do. */
export function stepOf({ state, may, backtest, publication, proposer, effectiveOn }: DraftView): DraftStep {
  switch (state) {
    case 'draft':
      return may.consult
        ? {
            turn: 'you',
            sentence: 'Ask what others think of it',
            detail: 'In consultation everybody can read it and say something about it. Until then it is your workshop.',
            act: { path: 'consultation', label: 'Go to the consultation' },
          }
        : { turn: 'others', sentence: `${proposer} is still working on it` }
    case 'in_consultation':
      return may.backtest
        ? {
            turn: 'you',
            sentence: 'Read what was said, then run the back-test',
            detail: 'It replays every decided review with this version. A lead can publish it after that.',
            act: { path: 'backtest', label: 'Go to the back-test' },
          }
        : may.remark
          ? {
              turn: 'you',
              sentence: 'Say what you think of it',
              act: { path: 'consultation', label: 'Go to the consultation' },
            }
          : { turn: 'others', sentence: 'Trust & Safety is discussing it' }
    case 'back_tested':
      return may.publish
        ? {
            turn: 'you',
            sentence: 'Look at the back-test, then publish or withdraw it',
            ...flipsIn(backtest),
            act: { path: 'publication', label: 'Publish it' },
          }
        : {
            turn: 'others',
            sentence: 'A lead who did not propose it decides whether it is published',
            ...flipsIn(backtest),
          }
    case 'published':
      return {
        turn: 'nobody',
        sentence: `It is published, and in force from ${sayDay(publication?.effectiveOn ?? effectiveOn)}`,
        detail: 'Commit its file to the rubrics folder, so that the next installation has it too.',
      }
    case 'withdrawn':
      return { turn: 'nobody', sentence: 'It was withdrawn' }
  }
}

const flipsIn = (backtest: DraftView['backtest']): { detail?: string } => {
  if (!backtest) return {}
  const { flips, reviews } = backtest
  if (flips === 0) return { detail: `None of the ${reviews} decided reviews would come out differently.` }
  return { detail: `${flips} of ${reviews} decided reviews would come out differently.` }
}
