import { dayWords } from './calendar.ts'

/** The last day on which a condition may fall due: its approval holds for a year. */
export function lastDueDay(today: string): string {
  const nextYear = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`
  return nextYear.endsWith('-02-29') ? nextYear.replace(/29$/, '28') : nextYear
}

/**
 * What is wrong with a condition's due day; undefined when nothing is.
 * @param dueOn YYYY-MM-DD
 * @param today the day on the calendar of whoever decides
 */
export function dueDayProblem(dueOn: string, today: string): string | undefined {
  if (dueOn < today) return `This day has passed. Choose ${dayWords(today)} or later.`
  const last = lastDueDay(today)
  if (dueOn > last) return `This is more than a year away. Choose ${dayWords(last)} or earlier.`
  return undefined
}
