/**
 * The calendar day of an instant in a zone.
 * @param zone IANA name
 * @returns YYYY-MM-DD
 */
export function dayIn(zone: string, at: Date): string {
  return clockOf(zone, at).toISOString().slice(0, 10)
}

/** A calendar day, some business days (Monday to Friday) later. 0 gives the day itself, or the Monday after a weekend. */
export function addBusinessDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  const isWeekend = () => date.getUTCDay() === 0 || date.getUTCDay() === 6
  const step = () => date.setUTCDate(date.getUTCDate() + 1)
  while (isWeekend()) step()
  for (let left = count; left > 0; ) {
    step()
    if (!isWeekend()) left--
  }
  return date.toISOString().slice(0, 10)
}

/** A calendar day, some days later. */
export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + count)
  return date.toISOString().slice(0, 10)
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A calendar day in words: "Fri 4 Dec 2026". */
export function dayWords(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  return `${WEEKDAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}

/** When the working day ends by which things are due. */
export const DUE_HOUR = 17

/**
 * The moment a due day ends for the team: 17:00 on the clock of its zone.
 * @param day YYYY-MM-DD
 * @param zone IANA name
 */
export function dueAt(day: string, zone: string): Date {
  const wanted = Date.parse(`${day}T${DUE_HOUR}:00:00Z`)
  // Twice, because the first guess may lie on the other side of a change of clocks.
  const first = wanted - offsetAt(zone, wanted)
  return new Date(wanted - offsetAt(zone, first))
}

const offsetAt = (zone: string, at: number): number =>
  clockOf(zone, new Date(at)).getTime() - Math.floor(at / 1000) * 1000

/** What the clock of a zone shows, written as if it were UTC. */
function clockOf(zone: string, at: Date): Date {
  const parts = formatterFor(zone).formatToParts(at)
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value)
  return new Date(Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')))
}

// Making a formatter costs more than a hundred uses of it, and there are few zones.
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterFor(zone: string): Intl.DateTimeFormat {
  const made =
    formatters.get(zone) ??
    new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  formatters.set(zone, made)
  return made
}
