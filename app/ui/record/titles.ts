import type { ReviewView } from '#app/domain/reviews/index.ts'

/** What the pages of a review are called in a tab, in the history of a browser and by a screen reader: by their path. */
const PAGES: Readonly<Record<string, string>> = {
  triage: 'Triage',
  'triage/reopening': 'Open the triage again',
  questions: 'Questions',
  check: 'Check and submit',
  scoring: 'Scoring',
  changes: 'Request changes',
  decision: 'Decision',
  memo: 'Memo',
  rounds: 'Rounds',
  version: 'Versions',
  'version/answers': 'Answers from an earlier version',
  history: 'History',
  launch: 'Correct the description',
  reviewer: 'Take the review',
  tier: 'Ask for a higher tier',
  rescope: 'Start a re-scoped review',
  withdrawal: 'Withdraw from review',
}

/**
 * The title of one page of a review, the page first: "Questions · L-12 Squad Lobby · Plimsoll".
 * @param section the section of the questionnaire that the page shows, if it shows one
 */
export function titleOf({ code, title }: Pick<ReviewView, 'code' | 'title'>, pathname: string, section?: string) {
  const page = section ?? PAGES[pathname.split('/').slice(3).join('/')]
  return [page, `${code} ${title}`, 'Plimsoll'].filter(Boolean).join(' · ')
}
