import { addDays, dayIn, type ListFilter, type ReviewState, writeFilter } from '#app/domain/reviews/index.ts'

export type SavedView = { label: string; filter: ListFilter }

/** What the queue shows when nothing else is asked: submitted, and not yet decided. */
export const TO_REVIEW: ListFilter = { state: ['in_review', 'scored', 'escalated'], sort: 'queue' }

const UNDECIDED: ReviewState[] = ['triaged', 'in_review', 'changes_requested', 'scored', 'escalated']

/** The views of the review queue. The week ends on Sunday, in the reader's zone. */
export function queueViews(now: Date, timeZone: string): SavedView[] {
  const today = dayIn(timeZone, now)
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay()
  const sort = 'queue' as const
  return [
    { label: 'To review', filter: TO_REVIEW },
    { label: 'Unclaimed', filter: { unclaimed: true, sort } },
    { label: 'Mine', filter: { mine: 'reviewing', state: UNDECIDED, sort } },
    { label: 'Due this week', filter: { state: UNDECIDED, dueBy: addDays(today, (7 - weekday) % 7), sort } },
    { label: 'Late intake', filter: { late: true, state: UNDECIDED, sort } },
    { label: 'Waiting for council', filter: { state: ['escalated'], sort } },
  ]
}

/** The views of the launches a person may know of. */
export function launchViews(describes: boolean): SavedView[] {
  return [
    { label: 'All', filter: {} },
    ...(describes
      ? [
          { label: 'Mine', filter: { mine: 'submitted' as const } },
          {
            label: 'Waiting for the team',
            filter: { state: ['draft', 'triaged', 'changes_requested'] satisfies ReviewState[] },
          },
        ]
      : []),
    { label: 'Under review', filter: { state: ['in_review', 'scored', 'escalated'] } },
    { label: 'Decided', filter: { state: ['decided'] } },
  ]
}

/** Do two filters ask for the same, wherever in the list they stand? */
export const sameFilter = (one: ListFilter, other: ListFilter): boolean => normal(one) === normal(other)

function normal(filter: ListFilter): string {
  const search = writeFilter(filter)
  search.sort()
  const pairs = [...search].map(([name, value]) => `${name}=${value}`)
  return pairs.sort().join('&')
}

/** The address of a list with this filter. */
export function addressOf(base: string, filter: ListFilter, place: Pick<ListFilter, 'after' | 'before'> = {}): string {
  const search = writeFilter(filter)
  for (const [name, value] of Object.entries(place)) if (value) search.set(name, value)
  return search.size > 0 ? `${base}?${search}` : base
}
