import { daysAway, type Instant, toDate, wallClock, zoneName } from './zoned.ts'

type MomentProps = { at: Instant; zone: string; dayOnly?: boolean; timeOnly?: boolean }

/** When something was or will be, in a named place: "Fri 4 Dec 2026, 17:00 Dublin". */
export function Moment({ at, zone, dayOnly = false, timeOnly = false }: MomentProps) {
  const { day, year, time } = wallClock(at, zone)
  return (
    <time dateTime={toDate(at).toISOString()} className="whitespace-nowrap">
      {dayOnly ? `${day} ${year}` : `${timeOnly ? '' : `${day} ${year}, `}${time} ${zoneName(zone)}`}
    </time>
  )
}

type DueProps = {
  at: Instant
  /** Where the deadline is kept. */
  zone: string
  /** Where the reader is. */
  yourZone: string
  /** Adds "in 2 days" or "overdue by 1 day", and the year when it is not this one. */
  now?: Instant | undefined
}

/** A deadline as both sides read it: "Fri 4 Dec, 17:00 Dublin (your 09:00)". How far away it is does not print: paper is read on another day. */
export function Due({ at, zone, yourZone, now }: DueProps) {
  const there = wallClock(at, zone)
  const here = wallClock(at, yourZone)
  const differs = there.time !== here.time || there.dayNumber !== here.dayNumber
  const year = now === undefined || wallClock(now, zone).year === there.year ? '' : ` ${there.year}`
  const yours = here.dayNumber === there.dayNumber ? here.time : `${here.day}, ${here.time}`
  return (
    <span>
      <time dateTime={toDate(at).toISOString()}>
        {`${there.day}${year}, ${there.time} ${zoneName(zone)}`}
        {differs && ` (your ${yours})`}
      </time>
      {now !== undefined && (
        <span className={`print:hidden ${toDate(at) < toDate(now) ? 'font-medium text-warn' : 'text-ink-soft'}`}>
          {' · '}
          {daysAway(at, now, zone)}
        </span>
      )}
    </span>
  )
}
