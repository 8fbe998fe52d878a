const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const MS_PER_DAY = 86_400_000

export type Instant = Date | string

/** A wall clock in one place. Names are ours: browsers and servers disagree about "Sep" and "Sept", "IST" and "GMT+1". */
export type WallClock = { year: number; day: string; time: string; dayNumber: number }

export const toDate = (at: Instant): Date => (at instanceof Date ? at : new Date(at))

/** What the clock on the wall shows in an IANA zone. */
export function wallClock(at: Instant, zone: string): WallClock {
  const parts = formatterFor(zone).formatToParts(toDate(at))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((p) => p.type === type)?.value ?? ''
  const year = Number(part('year'))
  const midnight = Date.UTC(year, Number(part('month')) - 1, Number(part('day')))
  const weekday = WEEKDAYS[new Date(midnight).getUTCDay()]
  return {
    year,
    day: `${weekday} ${Number(part('day'))} ${MONTHS[Number(part('month')) - 1]}`,
    time: `${part('hour')}:${part('minute')}`,
    dayNumber: midnight / MS_PER_DAY,
  }
}

/** The short name of a zone: its town. "Europe/Dublin" is Dublin, "America/Argentina/Salta" is Salta. */
export function zoneName(zone: string): string {
  if (/^(Etc\/)?(UTC|GMT|UCT|Zulu)$/.test(zone)) return 'UTC'
  const town = (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
  return SPELLED[town] ?? town
}

/** Zones are named in plain letters; the towns themselves are not. */
const SPELLED: Readonly<Record<string, string>> = {
  Asuncion: 'Asunción',
  Belem: 'Belém',
  Bogota: 'Bogotá',
  Cancun: 'Cancún',
  Chisinau: 'Chișinău',
  Cordoba: 'Córdoba',
  Cuiaba: 'Cuiabá',
  Kiev: 'Kyiv',
  Maceio: 'Maceió',
  Mazatlan: 'Mazatlán',
  Merida: 'Mérida',
  Noumea: 'Nouméa',
  Reykjavik: 'Reykjavík',
  'Sao Paulo': 'São Paulo',
  'Sao Tome': 'São Tomé',
  'St Johns': 'St. John’s',
  Tucuman: 'Tucumán',
  Zurich: 'Zürich',
}

/** A calendar day, which has no zone: "Fri 4 Dec 2026". */
export function sayDay(day: string): string {
  const { day: said, year } = wallClock(`${day}T12:00:00Z`, 'UTC')
  return `${said} ${year}`
}

/** How far a due day is from now, in calendar days of the zone it is due in. */
export function daysAway(at: Instant, now: Instant, zone: string): string {
  const days = wallClock(at, zone).dayNumber - wallClock(now, zone).dayNumber
  if (toDate(at) < toDate(now)) return days === 0 ? 'overdue since today' : `overdue by ${plural(-days)}`
  if (days === 0) return 'today'
  return days === 1 ? 'tomorrow' : `in ${plural(days)}`
}

const plural = (days: number) => `${days} ${days === 1 ? 'day' : 'days'}`

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterFor(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB-u-ca-gregory-nu-latn', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formatters.set(zone, made)
  return made
}
