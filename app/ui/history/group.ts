import type { HistoryEntry } from '#app/domain/reviews/index.ts'
import { wallClock } from '#app/ui/kit/zoned.ts'

export type Shown = Omit<HistoryEntry, 'hash'> & { hash: string | null }
export type Item = { key: string; entries: [Shown, ...Shown[]] }
export type Day = { day: string; items: Item[] }

const HOUR = 3_600_000

/** Newest first: consecutive answers of one person within an hour become one item, everything else stands alone. */
export function groupEntries(entries: readonly Shown[]): Item[] {
  const items: Item[] = []
  for (const entry of entries) {
    const open = items.at(-1)
    if (open && belongs(open.entries[0], entry)) open.entries.push(entry)
    else items.push({ key: entry.key, entries: [entry] })
  }
  return items
}

const belongs = (first: Shown, entry: Shown): boolean =>
  isAnswer(first) &&
  isAnswer(entry) &&
  first.who === entry.who &&
  first.role === entry.role &&
  Date.parse(first.at) - Date.parse(entry.at) <= HOUR

export const isAnswer = ({ type }: Pick<HistoryEntry, 'type'>): boolean =>
  type === 'review.answered' || type === 'review.answered_by_reviewer'

/** Items under the day on which each happened, in the reader's zone. */
export function byDay(items: readonly Item[], zone: string): Day[] {
  const days: Day[] = []
  for (const item of items) {
    const { day, year } = wallClock(item.entries[0].at, zone)
    const name = `${day} ${year}`
    const open = days.at(-1)
    if (open?.day === name) open.items.push(item)
    else days.push({ day: name, items: [item] })
  }
  return days
}
