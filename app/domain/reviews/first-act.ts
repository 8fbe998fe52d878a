import { dueAt } from './calendar.ts'
import type { Home } from './views.ts'

type Waiting = Pick<Home, 'now' | 'conditions'>

/**
 * The one thing on the home page that comes before all others: what needs this person and is overdue, else what needs them first,
 * else an overdue condition of theirs. Null when nothing waits, and a new launch may come first.
 */
export function firstAct({ now, conditions }: Waiting, at: Date): string | null {
  const overdue = now.rows.find(({ dueOn, teamTimeZone }) => dueOn !== null && dueAt(dueOn, teamTimeZone) < at)
  const condition = conditions.find(({ dueOn, zone }) => dueAt(dueOn, zone) < at)
  return (overdue ?? now.rows[0] ?? condition)?.id ?? null
}
